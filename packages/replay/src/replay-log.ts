import { foundingEvents, projectionEvents, rightsEvents } from '@sohoi/access/events';
import { UnreadableEvent } from '@sohoi/decider';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { holidaysEvents, personEvents, personRequestEvents } from '@sohoi/persons/events';
import type { Lift } from '@sohoi/projection';
import { placedEvent, standingsEvents } from '@sohoi/standings';
import type { TwoFolds } from './two-folds.js';

/** How far the log was taken: its last event, when that was recorded, and how many there were. */
export type Place = {
  readonly position: string;
  readonly eventId: string;
  readonly recordedAt: string;
  readonly events: number;
};

/** Before the first event. */
export const START: Place = { position: BEGINNING, eventId: '', recordedAt: '', events: 0 };

/** The log holds an event that this program cannot read. */
export class ReplayStopped extends Error {
  override readonly name = 'ReplayStopped';
}

/** What the ledger records besides; no standing depends on it. */
const others: ReadonlySet<string> = new Set(
  [foundingEvents, projectionEvents, rightsEvents, holidaysEvents, personEvents, personRequestEvents].flatMap(
    (catalog) => Object.keys(catalog),
  ),
);

export type Replaying = {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly lift: Lift;
  readonly isBeyond: (event: RecordedEvent) => boolean;
  readonly folds: TwoFolds;
  /** Gets the names of units, chapters and clusters, by their ids. */
  readonly names: Map<string, string>;
  readonly signal: AbortSignal;
  /** Told after each batch; what it waits for, the replay waits for. */
  readonly onEvents: (events: number) => Promise<void> | void;
};

/**
 * Folds the log from a place on, up to the moment asked for or the signal.
 * @returns the place of the last event that was taken
 * @throws ReplayStopped before an event that this program cannot read
 */
export const replayLog = async (from: Place, replaying: Replaying): Promise<Place> => {
  const { store, lift, isBeyond, folds, names, signal, onEvents } = replaying;
  let last: RecordedEvent | undefined;
  let events = from.events;
  const place = (): Place =>
    last ? { position: last.position, eventId: last.id, recordedAt: last.recordedAt, events } : from;
  for await (const batch of store.readAll(from.position)) {
    for (const recorded of batch) {
      if (isBeyond(recorded)) return place();
      take(recorded, lift, folds, names);
      last = recorded;
      events += 1;
    }
    await onEvents(events);
    if (signal.aborted) break;
  }
  return place();
};

const take = (recorded: RecordedEvent, lift: Lift, folds: TwoFolds, names: Map<string, string>): void => {
  if (!(recorded.type in standingsEvents)) {
    if (others.has(recorded.type)) return;
    throw unreadable(recorded, `an event of type ${recorded.type}, which this program does not know`);
  }
  try {
    const event = placedEvent(lift(recorded, standingsEvents));
    switch (event.type) {
      case 'UnitEstablished':
      case 'UnitRenamed':
        names.set(event.data.unitId, event.data.name);
        break;
      case 'ChapterEstablished':
        names.set(event.data.chapterId, event.data.name);
        break;
      case 'ClusterFormed':
        names.set(event.data.clusterId, event.data.name);
        break;
      default:
    }
    folds.take(event);
  } catch (error) {
    throw error instanceof UnreadableEvent ? unreadable(recorded, error.message) : error;
  }
};

const unreadable = ({ position }: RecordedEvent, what: string): ReplayStopped =>
  new ReplayStopped(`the replay stops before ${position}: ${what}`);
