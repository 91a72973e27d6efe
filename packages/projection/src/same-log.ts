import { UnreadableRecord } from '@sohoi/event-store';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Checkpoint } from './checkpoint.js';

/** The log is not the one that the rows were made from, or no longer: it was restored, or is another instance's. */
export class LogDiffers extends Error {
  override readonly name = 'LogDiffers';
  readonly position: Position;
  readonly expected: string | null;
  /** Id of the event that the log has there; null if it has none. */
  readonly found: string | null;

  constructor(position: Position, expected: string | null, found: string | null) {
    const there = found === null ? 'has no event there' : `has event ${found} there`;
    super(
      `the rows reach to position ${position}${expected === null ? '' : ` (event ${expected})`}, but this log ${there}: ` +
        'it was restored to an earlier state, or belongs to another instance; give the right log, or rebuild the read models',
    );
    this.position = position;
    this.expected = expected;
    this.found = found;
  }
}

/**
 * Id of the event at the checkpoint, after a look into the log; null before the first event.
 * @throws LogDiffers
 */
export const eventAtCheckpoint = async (
  store: EventStore,
  { position, eventId }: Pick<Checkpoint, 'position' | 'eventId'>,
): Promise<string | null> => {
  if (position === '') return null;
  const found = await idAt(store, position);
  if (found === null || (eventId !== null && found !== eventId)) throw new LogDiffers(position, eventId, found);
  return found;
};

/** Id of the event, or of the record that is none, at the position; null if there is nothing. */
export const idAt = async (store: EventStore, position: Position): Promise<string | null> => {
  try {
    return (await store.readAt([position]))[0]?.id ?? null;
  } catch (error) {
    // Somebody decided to pass over it: it is there all the same.
    if (error instanceof UnreadableRecord && error.position === position) return error.id;
    throw error;
  }
};
