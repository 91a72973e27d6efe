import { UnreadableRecord } from '@sohoi/event-store';
import type { Position, RecordedEvent } from '@sohoi/event-store';

/** What comes next in the log: events, or a record that is none and that somebody decided to pass over. */
export type Step = { readonly events: readonly RecordedEvent[] } | { readonly passed: UnreadableRecord };

/**
 * Reads on after a position, over what cannot be read where it was decided so, and over nothing else.
 * @param skipped ids of what is passed over, by position
 * @throws UnreadableRecord for any other, after everything before it
 */
export async function* readOn(
  read: (after: Position) => AsyncIterable<readonly RecordedEvent[]>,
  after: Position,
  skipped: ReadonlyMap<Position, string>,
): AsyncGenerator<Step> {
  for (let from = after; ;) {
    try {
      for await (const events of read(from)) yield { events };
      return;
    } catch (error) {
      if (!(error instanceof UnreadableRecord) || skipped.get(error.position) !== error.id) throw error;
      yield { passed: error };
      from = error.position;
    }
  }
}
