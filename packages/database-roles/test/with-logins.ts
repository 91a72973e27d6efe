import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { migrateLog } from '@sohoi/event-store-postgres';
import { installReadSchema } from '@sohoi/projection';
import { Pool } from 'pg';
import { randomUUID } from 'node:crypto';
import { createLogins, grantRoles } from '../src/index.js';
import type { Logins } from '../src/index.js';

export type WithLogins = {
  readonly url: string;
  readonly owner: Pool;
  readonly logins: Logins;
  /** A pool that logs in with this address, ended at close. */
  as(url: string): Pool;
  close(): Promise<void>;
};

const onePool = async (url: string, work: (pool: Pool) => Promise<unknown>): Promise<void> => {
  const pool = new Pool({ connectionString: url });
  // Its connection may still be closing when the database is dropped.
  pool.on('error', () => undefined);
  await work(pool).finally(() => pool.end());
};

/** A database as a start of the program leaves it: migrated by the owner, and logins that are not the owner. */
export const databaseWithLogins = async (): Promise<WithLogins> => {
  const database = await createTestDatabase({
    key: 'log-and-roles',
    prepare: (url) =>
      onePool(url, async (pool) => {
        await migrateLog(pool);
        await grantRoles(pool);
      }),
  });
  const mark = `_${randomUUID().slice(0, 8)}`;
  const pools: Pool[] = [];
  const as = (url: string): Pool => {
    const pool = new Pool({ connectionString: url, max: 10 });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  const owner = as(database.url);
  // What holds for a whole database is not copied with it.
  await grantRoles(owner);
  const logins = await createLogins(owner, database.url, mark);
  await onePool(logins.projector, (pool) => installReadSchema(pool, []));
  return {
    url: database.url,
    owner,
    logins,
    as,
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
      const server = process.env['SOHOI_TEST_POSTGRES'] ?? '';
      await onePool(server, async (pool) => {
        for (const key of Object.keys(logins)) await pool.query(`DROP ROLE sohoi_${key}_login${mark}`);
      });
    },
  };
};
