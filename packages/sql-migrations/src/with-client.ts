import type { Pool, PoolClient } from 'pg';

/**
 * Lends one connection for some work. If the work fails the connection is closed, which rolls back whatever it
 * had begun and leaves no half-read answer behind.
 */
export const withClient = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  // The work hears of a lost connection through its own queries; unheard here, it would end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    const result = await work(client);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
};
