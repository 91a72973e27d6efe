import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import { DatabaseNewerThanCode, MigrationAltered } from './errors.js';
import { refuseOldServer } from './server-version.js';
import { withClient } from './with-client.js';

type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly sha256: string };

/** A day: what a step does to a nation's tables takes longer than a pool lets its other statements take. */
const PATIENT = { query_timeout: 86_400_000 };

/** Migrators of one schema wait for one another. */
const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

const prepare = (schema: string): string => `
  CREATE SCHEMA IF NOT EXISTS ${schema};
  CREATE TABLE IF NOT EXISTS ${schema}.migration (
    number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`;

/**
 * Brings a schema to this code's version: forward only, all or nothing, safe to call from many processes.
 * @param schema a plain name, with a table `migration` of what was applied
 * @param folder of the numbered steps, `0001-….sql`
 * @throws PostgresTooOld, DatabaseNewerThanCode, MigrationAltered
 */
export const migrate = async (
  pool: Pool,
  { schema, folder }: { readonly schema: string; readonly folder: string },
): Promise<void> => {
  const migrations = readMigrations(folder);
  await withClient(pool, async (client) => {
    await refuseOldServer(client);
    await client.query('BEGIN');
    await client.query({ ...PATIENT, text: LOCK, values: [`sohoi ${schema} migration`] });
    const there = await isThere(client, schema);
    const steps = there ? await pending(client, schema, migrations) : migrations;
    // Nothing to do takes no right to do it: roles that may only use a schema come here too.
    if (steps.length > 0) await client.query(prepare(schema));
    for (const { number, name, sql, sha256 } of steps) {
      await client.query({ ...PATIENT, text: sql });
      const values = [number, name, sha256];
      await client.query(`INSERT INTO ${schema}.migration (number, name, sha256) VALUES ($1, $2, $3)`, values);
    }
    await client.query('COMMIT');
  });
};

const isThere = async (client: PoolClient, schema: string): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${schema}.migration`,
  ]);
  return rows[0]?.there === true;
};

const readMigrations = (folder: string): readonly Migration[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}`, 'utf8');
      return { number: Number(name.slice(0, 4)), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });

const pending = async (
  client: PoolClient,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> => {
  const { rows } = await client.query<{ number: number; sha256: string }>(
    `SELECT number, sha256 FROM ${schema}.migration ORDER BY number`,
  );
  const applied = new Map(rows.map(({ number, sha256 }) => [number, sha256]));
  const found = rows.at(-1)?.number ?? 0;
  const known = migrations.at(-1)?.number ?? 0;
  if (found > known) throw new DatabaseNewerThanCode(schema, found, known);
  for (const { number, name, sha256 } of migrations) {
    const before = applied.get(number);
    if (before !== undefined && before !== sha256) throw new MigrationAltered(schema, name);
  }
  return migrations.filter(({ number }) => !applied.has(number));
};
