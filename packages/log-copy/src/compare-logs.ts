import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { EventStore, RecordedEvent, StopSignal } from '@sohoi/event-store';
import { rollingHash } from './rolling-hash.js';

/** Where an event stands, for a person: never what it says. */
type Place = Pick<RecordedEvent, 'position' | 'stream' | 'streamVersion' | 'id'>;

/** The two logs are not the same history. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
  /** Number of the first event that differs, from 1. */
  readonly event: number;
  /** Where it stands in each log; null in the one that has ended. */
  readonly first: Place | null;
  readonly second: Place | null;

  constructor(event: number, first: RecordedEvent | undefined, second: RecordedEvent | undefined) {
    super(`event ${event} differs: ${place(first)} in the first log, ${place(second)} in the second`);
    this.event = event;
    this.first = first ?? null;
    this.second = second ?? null;
  }
}

const place = (event: RecordedEvent | undefined): string =>
  event ? `${event.stream} version ${event.streamVersion} (${event.id}) at ${event.position}` : 'none';

export type Compared = {
  /** Events in each of the logs. */
  readonly events: number;
  /** Rolling hash over all of them; see `rollingHash`. */
  readonly hash: string;
};

export type CompareOptions = {
  /** Once aborted, the comparison ends with what was compared so far. */
  readonly signal?: StopSignal | undefined;
  /** Called after each batch with the number of events compared, and the last one of them in the first log. */
  readonly onProgress?: ((compared: number, last: RecordedEvent) => void) | undefined;
};

/**
 * Reads two logs side by side to their ends as of now, whatever their engines.
 * @throws LogsDiffer at the first event that is not the same in both
 */
export const compareLogs = async (
  first: EventStore,
  second: EventStore,
  { signal, onProgress }: CompareOptions = {},
): Promise<Compared> => {
  const hash = rollingHash();
  const others = oneByOne(second);
  let events = 0;
  try {
    for await (const batch of first.readAll(BEGINNING)) {
      for (const event of batch) {
        const other = await others.next();
        const kept = recordedText(event);
        if (other.done || recordedText(other.value) !== kept) {
          throw new LogsDiffer(events + 1, event, other.done ? undefined : other.value);
        }
        hash.add(kept);
        events += 1;
      }
      const last = batch.at(-1);
      if (last) onProgress?.(events, last);
      if (signal?.aborted) return { events, hash: hash.value() };
    }
    const surplus = await others.next();
    if (!surplus.done) throw new LogsDiffer(events + 1, undefined, surplus.value);
    return { events, hash: hash.value() };
  } finally {
    await others.return(undefined);
  }
};

async function* oneByOne(store: EventStore): AsyncGenerator<RecordedEvent, undefined, undefined> {
  for await (const batch of store.readAll(BEGINNING)) yield* batch;
}
