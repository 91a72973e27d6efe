import type { Pool, PoolClient } from 'pg';

const ignore = (): void => undefined;

/**
 * Runs `work` in a transaction on a connection of its own; rolls back and throws on when it throws. A connection
 * that cannot even roll back is closed, and its transaction with it.
 */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  // A connection that dies fails the query in flight; without a listener it would end the process as well.
  client.on('error', ignore);
  let broken = false;
  try {
    await client.query('BEGIN');
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
