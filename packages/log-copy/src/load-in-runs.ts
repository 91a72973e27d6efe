import { MAX_EVENTS } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';

/** Characters of JSON in one run; EventStoreDB takes 1 MiB in one append unless told otherwise. */
const RUN_LENGTH = 1 << 18;

/**
 * Hands events over in runs: neighbours of one stream together, at most as many and as long as one append takes, each run once the one
 * before is durable. So the order of the whole log is kept by an engine that appends to one stream at a time.
 * @param append takes a run of 1 to 1000 events
 */
export const loadInRuns = async (
  events: AsyncIterable<RecordedEvent>,
  append: (run: readonly RecordedEvent[]) => Promise<unknown>,
): Promise<void> => {
  let run: RecordedEvent[] = [];
  let length = 0;
  for await (const event of events) {
    const own = JSON.stringify([event.data, event.metadata]).length;
    const full = run.length === MAX_EVENTS || length + own > RUN_LENGTH;
    if (run[0] && (full || run[0].stream !== event.stream)) {
      await append(run);
      run = [];
      length = 0;
    }
    run.push(event);
    length += own;
  }
  if (run.length > 0) await append(run);
};
