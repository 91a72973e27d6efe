import { UnreadableEvent } from '@sohoi/decider';
import { UnreadableRecord } from '@sohoi/event-store';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool } from 'pg';
import type { BuildKey } from './projection.js';
import { idAt, LogDiffers } from './same-log.js';

/** Why a projection has failed, in a word that holds nothing of any event. */
export const FAILURE_CAUSES = [
  /** Of a type or version that this program does not know, or not of its shape. */
  'unreadable-event',
  /** It can be read, but no row could be made from it. */
  'unappliable-event',
  /** The log holds there what is no event of the ledger. */
  'unreadable-record',
  /** The log is not the one that the rows were made from. */
  'other-log',
  'other',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** @param position of the event that could not be applied; null if the error is about none */
export const causeOf = (error: unknown, position: Position | null): FailureCause => {
  if (error instanceof UnreadableRecord) return 'unreadable-record';
  if (error instanceof LogDiffers) return 'other-log';
  if (position === null) return 'other';
  return error instanceof Error && error.cause instanceof UnreadableEvent ? 'unreadable-event' : 'unappliable-event';
};

const KEEP = `
  INSERT INTO read.failure (name, version, build, after, position, event_id, cause)
  SELECT name, version, build, position, $5, $6, $7 FROM read.checkpoint
   WHERE (name, version, build, position) = ($1, $2, $3, $4)
  ON CONFLICT (name, version, build) DO UPDATE
     SET after = excluded.after, position = excluded.position, event_id = excluded.event_id, cause = excluded.cause,
         failed_at = CASE WHEN (failure.after, failure.cause) = (excluded.after, excluded.cause)
                          THEN failure.failed_at ELSE excluded.failed_at END`;

type Failure = BuildKey & {
  /** Where the checkpoint stands; nothing is kept if it stands elsewhere by now. */
  readonly after: Position;
  readonly position: Position | null;
  readonly cause: FailureCause;
};

/** Lets other processes see where a build has stopped, and why. */
export const keepFailure = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  { name, version, build, after, position, cause }: Failure,
): Promise<void> => {
  const eventId = position === null ? null : await idAt(store, position);
  await pool.query(KEEP, [name, version, build, after, position, eventId, cause]);
};

const FORGET = `DELETE FROM read.failure WHERE (name, version, build) = ($1, $2, $3) AND position IS NULL`;

/** Once a build has an owner again that found the log to be right. A failure at an event is over when the event is. */
export const forgetFailure = async (pool: Pool, { name, version, build }: BuildKey): Promise<void> => {
  await pool.query(FORGET, [name, version, build]);
};
