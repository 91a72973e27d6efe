import type { EventStore } from '@sohoi/event-store';
import type { Lift } from '@sohoi/projection';
import { placedEvent, standingsEvents } from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import type { Ask } from './ask.js';

/** Events of the log after one position and up to another, in their order. */
export type EventsBetween = {
  readonly ofTypes: (types: readonly string[]) => Promise<readonly PlacedEvent[]>;
  /** Those that name one of these units or chapters, without those of the types. */
  readonly ofBodies: (bodyIds: readonly string[], without: readonly string[]) => Promise<readonly PlacedEvent[]>;
};

/** More events than are to be folded for one answer. */
export class TooManyEvents extends Error {
  override readonly name = 'TooManyEvents';
  readonly most: number;

  constructor(most: number) {
    super(`more than ${most} events lie between two moments`);
    this.most = most;
  }
}

export type Log = { readonly store: Pick<EventStore, 'readAt'>; readonly lift: Lift };

const OF_TYPES = `
  SELECT position FROM read.event_entry
   WHERE type = ANY($3) AND position > $1 AND position <= $2 ORDER BY position LIMIT $4`;

const OF_BODIES = `
  SELECT DISTINCT position FROM read.event_unit
   WHERE body_id = ANY($3::uuid[]) AND type <> ALL($4) AND type = ANY($5) AND position > $1 AND position <= $2
   ORDER BY position LIMIT $6`;

/** Positions that are read from the log at once. */
const AT_ONCE = 2000;

const COUNTED = Object.keys(standingsEvents);

/** @param most nothing is read where there are more of a kind; null: however many there are */
export const eventsBetween = (
  ask: Ask,
  { store, lift }: Log,
  after: string,
  until: string,
  most: number | null = null,
): EventsBetween => {
  const limit = most === null ? null : most + 1;
  const at = async (rows: readonly { position: string }[]): Promise<readonly PlacedEvent[]> => {
    if (most !== null && rows.length > most) throw new TooManyEvents(most);
    const events: PlacedEvent[] = [];
    for (let first = 0; first < rows.length; first += AT_ONCE) {
      const some = await store.readAt(rows.slice(first, first + AT_ONCE).map(({ position }) => position));
      for (const event of some) events.push(placedEvent(lift(event, standingsEvents)));
    }
    return events.sort((a, b) => (a.position < b.position ? -1 : 1));
  };
  return {
    ofTypes: async (types) => at(await ask(OF_TYPES, [after, until, types, limit])),
    ofBodies: async (bodyIds, without) =>
      bodyIds.length === 0 ? [] : at(await ask(OF_BODIES, [after, until, bodyIds, without, COUNTED, limit])),
  };
};
