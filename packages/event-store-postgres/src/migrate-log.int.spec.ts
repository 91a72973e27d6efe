import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { TestDatabase } from '@sohoi/embedded-postgres/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { migrateLog } from './index.js';

let database: TestDatabase;
let pool: Pool;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'sohoi-migrations-'));
  cpSync(join(process.cwd(), 'packages/event-store-postgres/sql'), folder, { recursive: true });
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await pool.end();
  await database.drop();
});

const applied = async (): Promise<string[]> =>
  (await pool.query<{ name: string }>('SELECT name FROM log.migration ORDER BY number')).rows.map(({ name }) => name);

describe('the migrations of the log', () => {
  it('are applied once, in order, however many processes start at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrateLog(pool)));
    const names = await applied();
    expect(names).toEqual([...names].sort());
    expect(names).toContain('0001-event.sql');
    expect((await pool.query('SELECT position FROM log.head')).rows).toEqual([{ position: '0' }]);
  });

  it('go forward from where the database is', async () => {
    await migrateLog(pool, folder);
    writeFileSync(join(folder, '0900-more.sql'), 'CREATE TABLE log.more ()');
    await migrateLog(pool, folder);
    expect((await applied()).at(-1)).toBe('0900-more.sql');
  });

  it('refuse a database that is newer than the code', async () => {
    writeFileSync(join(folder, '0900-of-the-future.sql'), 'SELECT 1');
    await migrateLog(pool, folder);
    await expect(migrateLog(pool)).rejects.toMatchObject({ name: 'DatabaseNewerThanCode', found: 900 });
  });

  it('refuse a database to which another text was applied', async () => {
    await migrateLog(pool, folder);
    appendFileSync(join(folder, '0002-head.sql'), '-- altered\n');
    await expect(migrateLog(pool, folder)).rejects.toMatchObject({
      name: 'MigrationAltered',
      migration: '0002-head.sql',
    });
  });

  it('leave everything as it was when one of them fails', async () => {
    await migrateLog(pool, folder);
    const before = await applied();
    writeFileSync(join(folder, '0900-good.sql'), 'CREATE TABLE log.more ()');
    writeFileSync(join(folder, '0901-bad.sql'), 'CREATE TABLE log.more ()');
    await expect(migrateLog(pool, folder)).rejects.toThrow('already exists');
    expect(await applied()).toEqual(before);
    expect((await pool.query(`SELECT to_regclass('log.more') AS more`)).rows).toEqual([{ more: null }]);
  });
});
