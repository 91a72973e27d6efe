import { readdirSync, readFileSync } from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import { goLive } from './go-live.js';
import { installBuild } from './install-build.js';
import { labelOf } from './projection.js';
import type { Projection } from './projection.js';
import { beginSet } from './shard-sets.js';
import { shardIn } from './shards.js';
import { inTransaction, PATIENT } from './transaction.js';

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
    await client.query({ ...PATIENT, text: 'SELECT pg_advisory_xact_lock($1)', values: [INSTALL_LOCK] });
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
    await client.query({ ...PATIENT, text: sql });
    await client.query('INSERT INTO read.schema_version (version) VALUES ($1)', [version]);
  }
};

const installProjection = async (client: PoolClient, projection: Projection): Promise<void> => {
  const { name, version } = projection;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || !Number.isSafeInteger(version) || version < 1) {
    throw new Error(`${labelOf(projection)} is no name and version of a projection`);
  }
  const { rows } = await client.query<{ name: string; version: number; live: boolean }>(
    'SELECT name, version, live FROM read.checkpoint WHERE projection = $1',
    [name],
  );
  const live = rows.find((row) => row.live);
  if (live !== undefined && live.version > version) throw new ReadSchemaTooNew(name, live.version, version);
  if (rows.some((row) => row.version === version)) return;

  const cut = live && projection.openShard ? shardIn(live.name) : undefined;
  if (cut) return beginSet(client, projection, cut.of);
  await installBuild(client, projection, 1);
  if (live === undefined) await goLive(client, projection, 1);
};
