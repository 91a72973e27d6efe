import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';

/** An empty database of a service that subscribes. */
export const openServiceDatabase = async (): Promise<{ readonly pool: Pool; close(): Promise<void> }> => {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  return {
    pool,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};
