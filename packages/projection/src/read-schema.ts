import { readdirSync, readFileSync } from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import { labelOf, tableNamer } from './projection.js';
import type { Projection } from './projection.js';
import { inTransaction } from './transaction.js';

/** The database was written by a newer Sổ Hội; this one must not touch it. */
export class ReadSchemaTooNew extends Error {
  override readonly name = 'ReadSchemaTooNew';
  /** What is newer: the schema itself, or the name of a projection. */
  readonly what: string;
  readonly found: number;
  readonly known: number;

  constructor(what: string, found: number, known: number) {
    super(
      `the read models' ${what} has version ${found}, this program knows versions up to ${known}: ` +
        'start the newer program, or rebuild the read models in another database',
    );
    this.what = what;
    this.found = found;
    this.known = known;
  }
}

const folder = new URL('../sql/', import.meta.url);

/** Numbered steps, forward only: a step that was ever released is never edited. */
const steps = readdirSync(folder)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => ({ version: Number(file.slice(0, 4)), sql: readFileSync(new URL(file, folder), 'utf8') }));

/** Any fixed number, the same for all who install: they take turns. */
const INSTALL_LOCK = 7305001;

/**
 * Brings the schema `read` to this program's version, with the tables and the checkpoint of each projection.
 * Safe to call again, and by several processes at once.
 * @throws ReadSchemaTooNew when the schema, or the live version of a projection, is newer than this program
 */
export const installReadSchema = async (pool: Pool, projections: readonly Projection[]): Promise<void> => {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    await migrate(client);
    for (const projection of projections) await installProjection(client, projection);
  });
};

const migrate = async (client: PoolClient): Promise<void> => {
  // IF NOT EXISTS asks for the right to create a schema also where there is one.
  const { rows: schemas } = await client.query(`SELECT FROM pg_namespace WHERE nspname = 'read'`);
  if (schemas.length === 0) await client.query('CREATE SCHEMA read');
  await client.query(
    `CREATE TABLE IF NOT EXISTS read.schema_version
       (version integer PRIMARY KEY, installed_at timestamptz NOT NULL DEFAULT now())`,
  );
  const { rows } = await client.query<{ found: number }>(
    'SELECT coalesce(max(version), 0) AS found FROM read.schema_version',
  );
  const found = rows[0]?.found ?? 0;
  const known = steps.at(-1)?.version ?? 0;
  if (found > known) throw new ReadSchemaTooNew('schema', found, known);
  for (const { version, sql } of steps.filter((step) => step.version > found)) {
    await client.query(sql);
    await client.query('INSERT INTO read.schema_version (version) VALUES ($1)', [version]);
  }
};

const installProjection = async (client: PoolClient, projection: Projection): Promise<void> => {
  const { name, version } = projection;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || !Number.isSafeInteger(version) || version < 1) {
    throw new Error(`${labelOf(projection)} is no name and version of a projection`);
  }
  const { rows } = await client.query<{ version: number; live: boolean }>(
    'SELECT version, live FROM read.checkpoint WHERE name = $1',
    [name],
  );
  const live = rows.find((row) => row.live)?.version;
  if (live !== undefined && live > version) throw new ReadSchemaTooNew(name, live, version);
  if (rows.some((row) => row.version === version)) return;

  await installBuild(client, projection, 1);
  if (live === undefined) await goLive(client, projection, 1);
};

/** The empty tables of a build, its checkpoint before the first event, and its lease, which is free. */
export const installBuild = async (
  client: PoolClient,
  { name, version, tables }: Projection,
  build: number,
): Promise<void> => {
  const namer = tableNamer(version, build);
  for (const table of tables) await client.query(table.ddl(namer(table.name)));
  await client.query('INSERT INTO read.checkpoint (name, version, build) VALUES ($1, $2, $3)', [name, version, build]);
  await client.query('INSERT INTO read.lease (name, version, build) VALUES ($1, $2, $3)', [name, version, build]);
};

const LIVE_VERSION = 'SELECT version FROM read.checkpoint WHERE name = $1 AND live';

/**
 * Whether queries see a later version or build already, which took the place of this one: one that was kept beside it, or a
 * program of the day before, must not show itself again. The answer holds until the transaction ends.
 */
export const laterIsLive = async (
  client: PoolClient,
  { projection, build }: { readonly projection: Projection; readonly build: number },
): Promise<boolean> => {
  const { rows } = await client.query<{ version: number; build: number; live: boolean }>(
    'SELECT version, build, live FROM read.checkpoint WHERE name = $1 ORDER BY version, build FOR UPDATE',
    [projection.name],
  );
  return rows.some(
    (row) =>
      row.live && (row.version > projection.version || (row.version === projection.version && row.build > build)),
  );
};

/** Lets queries see this build instead of the one before; in one transaction with whatever the caller does. */
export const goLive = async (
  client: PoolClient,
  { name, version, tables }: Projection,
  build: number,
): Promise<void> => {
  const namer = tableNamer(version, build);
  const { rows } = await client.query<{ version: number }>(LIVE_VERSION, [name]);
  // Tables of one version have the same columns: then the view stays and shows the others.
  const sameColumns = rows[0]?.version === version;
  for (const table of tables) {
    if (!sameColumns) await client.query(`DROP VIEW IF EXISTS read.${table.name}`);
    await client.query(`CREATE OR REPLACE VIEW read.${table.name} AS SELECT * FROM ${namer(table.name)}`);
  }
  await client.query('UPDATE read.checkpoint SET live = false WHERE name = $1 AND live', [name]);
  const shown = [name, version, build];
  await client.query('UPDATE read.checkpoint SET live = true WHERE (name, version, build) = ($1, $2, $3)', shown);
};
