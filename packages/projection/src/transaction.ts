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
 * Runs `work` in a transaction on a connection of its own; rolls back and throws on when it throws. A connection
 * that cannot even roll back is closed, and its transaction with it.
 */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin: 'BEGIN' | typeof BEGIN_RELAXED = 'BEGIN',
): Promise<T> => {
  // A connection that dies fails the query in flight, or the next one.
  const client = await connectionOf(pool, ignore);
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
};
