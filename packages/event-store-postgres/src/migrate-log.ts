import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import { DatabaseNewerThanCode, MigrationAltered } from './errors.js';
import { withClient } from './with-client.js';

type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly sha256: string };

/** Migrators of one database wait for one another. */
const LOCK = `hashtextextended('sohoi log migration', 0)`;

const PREPARE = `
  CREATE SCHEMA IF NOT EXISTS log;
  CREATE TABLE IF NOT EXISTS log.migration (
    number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`;

/** Folder of the numbered migrations; beside both `src` and `dist`. */
const SQL = fileURLToPath(new URL('../sql/', import.meta.url));

/**
 * Brings the schema `log` to this code's version: forward only, all or nothing, safe to call from many processes.
 * @throws DatabaseNewerThanCode, MigrationAltered
 */
export const migrateLog = async (pool: Pool, folder: string = SQL): Promise<void> => {
  const migrations = readMigrations(folder);
  await withClient(pool, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await client.query(PREPARE);
    for (const migration of await pending(client, migrations)) {
      await client.query(migration.sql);
      await client.query('INSERT INTO log.migration (number, name, sha256) VALUES ($1, $2, $3)', [
        migration.number,
        migration.name,
        migration.sha256,
      ]);
    }
    await client.query('COMMIT');
  });
};

const readMigrations = (folder: string): readonly Migration[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}`, 'utf8');
      return { number: Number(name.slice(0, 4)), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });

const pending = async (client: PoolClient, migrations: readonly Migration[]): Promise<readonly Migration[]> => {
  const { rows } = await client.query<{ number: number; sha256: string }>(
    'SELECT number, sha256 FROM log.migration ORDER BY number',
  );
  const applied = new Map(rows.map(({ number, sha256 }) => [number, sha256]));
  const found = rows.at(-1)?.number ?? 0;
  const known = migrations.at(-1)?.number ?? 0;
  if (found > known) throw new DatabaseNewerThanCode(found, known);
  for (const { number, name, sha256 } of migrations) {
    const before = applied.get(number);
    if (before !== undefined && before !== sha256) throw new MigrationAltered(name);
  }
  return migrations.filter(({ number }) => !applied.has(number));
};
