import { BEGINNING, EventIdReused, VersionConflict } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';

/**
 * A log that others have written to, as if it were fresh and empty: streams get a mark of this run in their names, the
 * beginning is where the log ended when the run began, and events of streams without the mark are passed over. All
 * else, every append, version, position and subscription, is the server's.
 */
export const viewOfLog = (store: EventStore, mark: string, beginning: Position): EventStore => {
  const marked = (stream: string): string => stream.replace('-', `-${mark}.`);
  const isMarked = ({ stream }: RecordedEvent): boolean => stream.includes(`-${mark}.`);
  const shown = (event: RecordedEvent): RecordedEvent => ({ ...event, stream: event.stream.replace(`-${mark}.`, '-') });
  const startOf = (after: Position): Position => (after === BEGINNING ? beginning : after);

  async function* own(batches: AsyncIterable<readonly RecordedEvent[]>) {
    for await (const batch of batches) {
      const ours = batch.filter(isMarked).map(shown);
      if (ours.length > 0) yield ours;
    }
  }

  return {
    append: async (stream, expectedVersion, events) => {
      try {
        return await store.append(marked(stream), expectedVersion, events);
      } catch (error) {
        if (error instanceof VersionConflict) throw new VersionConflict(stream, error.expected, error.actual);
        if (error instanceof EventIdReused) throw new EventIdReused(stream, error.eventId);
        throw error;
      }
    },
    readStream: async (stream, options) => (await store.readStream(marked(stream), options)).map(shown),
    readAt: async (positions) => (await store.readAt(positions)).filter(isMarked).map(shown),
    readAll: (after) => own(store.readAll(startOf(after))),
    subscribe: (after, signal) => own(store.subscribe(startOf(after), signal)),
    head: async () => {
      const head = await store.head();
      return head > beginning ? head : BEGINNING;
    },
  };
};
