import type { Pool, PoolClient } from 'pg';
import { connectionOf } from './connection.js';

const ignore = (): void => undefined;

/**
 * Begins a transaction whose COMMIT does not wait for the disk. A crash of the server may undo the last ones, whole
 * and from the end: rows and checkpoint go back together, and what is missing is projected again from the log.
 * A process that is paused in its midst is cut off after ten seconds, so that it keeps nobody waiting.
 */
export const BEGIN_RELAXED =
  'BEGIN; SET LOCAL synchronous_commit TO off; SET LOCAL idle_in_transaction_session_timeout TO 10000';

/**
 * Begins a transaction that sees the database as it stands at its first statement, however long it lasts. One whose
 * process is gone or paused ends soon, and its locks with it.
 */
export const BEGIN_SNAPSHOT =
  'BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL idle_in_transaction_session_timeout TO 10000; ' +
  'SET LOCAL client_connection_check_interval TO 1000';

/** A day, for statements that take longer than a pool's `query_timeout` lets the rest take: they read or alter whole tables. */
export const PATIENT = { query_timeout: 86_400_000 };

export type TransactionOptions = {
  readonly begin?: 'BEGIN' | typeof BEGIN_RELAXED | typeof BEGIN_SNAPSHOT;
  /** Once aborted, the connection is cut, whatever it is waiting for: its other end may be gone without a word. */
  readonly until?: AbortSignal | undefined;
};

/** What `pg` says when the time of a pool's `query_timeout` is over. */
const NO_ANSWER = /Query read timeout/;

/**
 * Runs `work` in a transaction on a connection of its own; rolls back and throws on when it throws. A connection
 * that cannot even roll back is closed, and its transaction with it.
 */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  { begin = 'BEGIN', until }: TransactionOptions = {},
): Promise<T> => {
  // A connection that dies fails the query in flight, or the next one.
  const client = await connectionOf(pool, ignore);
  let released = false;
  const release = (broken: boolean): void => {
    if (released) return;
    released = true;
    // One that is cut may still say so.
    if (!broken) client.off('error', ignore);
    client.release(broken);
  };
  const cut = (): void => release(true);
  until?.addEventListener('abort', cut);
  try {
    until?.throwIfAborted();
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (error instanceof Error && NO_ANSWER.test(error.message)) cut();
    if (!released) await client.query('ROLLBACK').catch(cut);
    throw error;
  } finally {
    until?.removeEventListener('abort', cut);
    release(false);
  }
};
