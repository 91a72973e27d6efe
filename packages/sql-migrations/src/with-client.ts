import type { Pool, PoolClient } from 'pg';

/** The work hears of a lost connection through its own queries; unheard here, it would end the process. */
const ignore = (): void => undefined;

/**
 * With its listener from the first moment on: a promise resolves only after the whole packet that was read, and the news
 * of a lost connection may stand in it.
 */
const connect = (pool: Pool): Promise<PoolClient> =>
  new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (!client) {
        reject(error ?? new Error('the pool gave no connection'));
        return;
      }
      client.on('error', ignore);
      resolve(client);
    });
  });

/**
 * Lends one connection for some work. If the work fails the connection is closed, which rolls back whatever it
 * had begun and leaves no half-read answer behind.
 */
export const withClient = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await connect(pool);
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
