import type { Pool, PoolClient } from 'pg';

/**
 * A connection of the pool that has its listener from the first moment on. What PostgreSQL says as it cuts a connection
 * may stand in one packet with the answer before; a promise resolves only after the whole packet, and by then an
 * `error` that nobody heard has ended the process.
 */
export const connectionOf = (pool: Pool, onError: (error: Error) => void): Promise<PoolClient> =>
  new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (!client) {
        reject(error ?? new Error('the pool gave no connection'));
        return;
      }
      client.on('error', onError);
      resolve(client);
    });
  });
