import { record, reject } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import type { SkipProjectionEvent } from './projection.commands.js';
import { projectionEvents } from './projection.events.js';
import type { ProjectionEvent } from './projection.events.js';

/** Why builds of a read model cannot be changed, or an event not be passed over, as things are. */
export type ProjectionRejection =
  | { readonly code: 'ProjectionNotFound'; readonly projection: string }
  | { readonly code: 'ProjectionNotStopped'; readonly projection: string }
  | {
      readonly code: 'ProjectionStoppedElsewhere';
      readonly projection: string;
      readonly position: string;
      /** Positions of the events that it has stopped before. */
      readonly stoppedAt: readonly string[];
    }
  | { readonly code: 'ProjectionVersionDiffers'; readonly projection: string }
  | { readonly code: 'SecondBuildThere'; readonly projection: string }
  | { readonly code: 'SecondBuildMissing'; readonly projection: string }
  | { readonly code: 'SecondBuildIncomplete'; readonly projection: string }
  | { readonly code: 'NeverBuiltAgain'; readonly projection: string }
  | { readonly code: 'SecondBuildBehind'; readonly projection: string };

/** Ids of the events to be passed over, by position. */
export type SkipsState = { readonly skipped: ReadonlyMap<string, string> };

/** Of all events only the one that the read model has stopped before can be passed over. */
export const projectionSkips: Decider<SkipsState, SkipProjectionEvent, ProjectionEvent, ProjectionRejection> = {
  initial: { skipped: new Map() },
  decide: ({ data: { projection, position, reason, by, stopped } }, { skipped }) => {
    const there = stopped.find((one) => one.position === position);
    // A log that was restored may hold another event there than the one that was decided on.
    if (there && skipped.get(position) !== there.eventId) {
      return record({ type: 'ProjectionEventSkipped', data: { projection, ...there, reason, by } });
    }
    if (skipped.has(position)) return record();
    if (stopped.length === 0) return reject({ code: 'ProjectionNotStopped', projection });
    const stoppedAt = [...new Set(stopped.map((one) => one.position))].sort();
    return reject({ code: 'ProjectionStoppedElsewhere', projection, position, stoppedAt });
  },
  evolve: ({ skipped }, { data }) => ({ skipped: new Map([...skipped, [data.position, data.eventId]]) }),
};

/** One stream for each read model, under its name. */
export const projectionStream = {
  category: 'projection',
  catalog: projectionEvents,
  decider: projectionSkips,
} as const;
