import { encodeAppend, MAX_EVENTS } from './encode-append.js';
import type { EncodedEvent } from './encode-append.js';
import { BEGINNING, EventIdReused, VersionConflict } from './event-store.js';
import type { AppendResult, EventStore, NewEvent, Position, RecordedEvent, StopSignal } from './event-store.js';

type StoredEvent = EncodedEvent & Pick<RecordedEvent, 'stream' | 'streamVersion' | 'position' | 'recordedAt'>;

/** 1 → `00000000000000000001`, so that positions sort as text. */
const positionOf = (number: number): Position => String(number).padStart(20, '0');

/**
 * The log as an array, for specs; as exact as the adapters are.
 * @param options.now the clock, as an ISO 8601 instant in UTC with milliseconds; by default it stands still
 */
export const createMemoryEventStore = ({
  now = () => '1970-01-01T00:00:00.000Z',
}: { now?: () => string } = {}): EventStore => {
  const log: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const byId = new Map<string, StoredEvent>();
  const waiting = new Set<() => void>();

  const append = (stream: string, expectedVersion: number, events: readonly NewEvent[]): AppendResult => {
    const encoded = encodeAppend(stream, expectedVersion, events);
    const earlier = firstAnswer(byId, stream, encoded);
    if (earlier) return earlier;
    const history = streams.get(stream) ?? [];
    if (history.length !== expectedVersion) throw new VersionConflict(stream, expectedVersion, history.length);

    const clock = now();
    const last = log.at(-1)?.recordedAt ?? clock;
    const recordedAt = clock > last ? clock : last;
    for (const event of encoded) {
      const streamVersion = history.length + 1;
      const stored = { ...event, stream, streamVersion, position: positionOf(log.length + 1), recordedAt };
      log.push(stored);
      history.push(stored);
      byId.set(event.id, stored);
    }
    streams.set(stream, history);
    for (const wake of [...waiting]) wake();
    return { streamVersion: history.length, position: positionOf(log.length), repeated: false };
  };

  const batchAfter = (after: Position, end: number): readonly RecordedEvent[] => {
    const start = after === BEGINNING ? 0 : Number(after);
    return log.slice(start, Math.min(start + MAX_EVENTS, end)).map(recorded);
  };

  const appendOrStop = (signal: StopSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake);
    });

  return {
    append: async (stream, expectedVersion, events) => append(stream, expectedVersion, events),

    readStream: async (stream, { after = 0, limit = Infinity } = {}) =>
      (streams.get(stream) ?? []).slice(after, after + limit).map(recorded),

    readAt: async (positions) => {
      const wanted = new Set(positions);
      return log.filter(({ position }) => wanted.has(position)).map(recorded);
    },

    async *readAll(after) {
      const end = log.length;
      for (let batch = batchAfter(after, end); batch.length > 0; batch = batchAfter(after, end)) {
        yield batch;
        after = batch.at(-1)?.position ?? after;
      }
    },

    async *subscribe(after, signal) {
      while (!signal.aborted) {
        const batch = batchAfter(after, log.length);
        if (batch.length > 0) yield batch;
        else await appendOrStop(signal);
        after = batch.at(-1)?.position ?? after;
      }
    },

    head: async () => log.at(-1)?.position ?? BEGINNING,
  };
};

/** Parsed anew for each reader, so that none can alter what the next one sees. */
const recorded = ({ data, metadata, ...event }: StoredEvent): RecordedEvent => ({
  ...event,
  data: JSON.parse(data) as unknown,
  metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
});

/** The answer given when these very events were appended; undefined if none of their ids is known. */
const firstAnswer = (
  byId: ReadonlyMap<string, StoredEvent>,
  stream: string,
  events: readonly EncodedEvent[],
): AppendResult | undefined => {
  const found = events.map(({ id }) => byId.get(id));
  const start = found[0]?.streamVersion ?? 0;
  const stranger = events.find((event, n) => {
    const known = found[n];
    return !known || known.stream !== stream || known.type !== event.type || known.streamVersion !== start + n;
  });
  const last = found.at(-1);
  if (!stranger && last) return { streamVersion: last.streamVersion, position: last.position, repeated: true };
  const taken = events.find((_event, n) => found[n]);
  if (taken) throw new EventIdReused(stream, taken.id);
  return undefined;
};
