import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { migrateVault } from '../src/index.js';

const poolOf = (url: string): Pool => {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  return pool;
};

/** A database with an empty vault. */
export const createVaultDatabase = async (): Promise<{ url: string; pool: Pool; close(): Promise<void> }> => {
  const database = await createTestDatabase({
    key: 'vault',
    prepare: async (url) => {
      const pool = poolOf(url);
      await migrateVault(pool);
      await pool.end();
    },
  });
  const pool = poolOf(database.url);
  return { url: database.url, pool, close: () => pool.end().then(database.drop) };
};
