import { MAX_EVENTS } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';

/**
 * Hands events over in runs: neighbours of one stream together, at most as many as one append takes, each run once the one
 * before is durable. So the order of the whole log is kept by an engine that appends to one stream at a time.
 * @param append takes a run of 1 to 1000 events
 */
export const loadInRuns = async (
  events: AsyncIterable<RecordedEvent>,
  append: (run: readonly RecordedEvent[]) => Promise<unknown>,
): Promise<void> => {
  let run: RecordedEvent[] = [];
  for await (const event of events) {
    if (run.length === MAX_EVENTS || (run[0] && run[0].stream !== event.stream)) {
      await append(run);
      run = [];
    }
    run.push(event);
  }
  if (run.length > 0) await append(run);
};
