import type { PoolClient } from 'pg';
import { tablesOf } from './projection.js';
import type { Projection } from './projection.js';
import { setOf, shardIn } from './shards.js';

type Shown = { readonly name: string; readonly version: number; readonly build: number };

/**
 * Whether queries see a later version or build already, or one that is cut otherwise, which took the place of this one: one
 * that was kept beside it, or a program of the day before, must not show itself again. The answer holds until the
 * transaction ends.
 */
export const laterIsLive = async (
  client: PoolClient,
  { projection, build }: { readonly projection: Projection; readonly build: number },
): Promise<boolean> => {
  const { rows } = await client.query<Shown & { live: boolean }>(
    `SELECT name, version, build, live FROM read.checkpoint WHERE projection = $1
      ORDER BY name, version, build FOR UPDATE`,
    [setOf(projection.name)],
  );
  const { name, version } = projection;
  return rows.some(
    (row) =>
      row.live && (row.version > version || (row.version === version && (row.name !== name || row.build > build))),
  );
};

/** Any fixed number: those who change what the views show take turns, so that none forgets what another did. */
const VIEWS_LOCK = 7305003;

const LIVE = 'SELECT name, version, build FROM read.checkpoint WHERE projection = $1 AND live ORDER BY name';

/**
 * Lets queries see this build instead of the one before; in one transaction with whatever the caller does. The other
 * shards of a set stay as they are.
 */
export const goLive = async (client: PoolClient, projection: Projection, build: number): Promise<void> => {
  const { name, version, shard } = projection;
  await client.query('SELECT pg_advisory_xact_lock($1)', [VIEWS_LOCK]);
  const { rows } = await client.query<Shown>(LIVE, [setOf(name)]);
  const others = rows.filter(
    (row) => shard && row.version === version && row.name !== name && shardIn(row.name)?.of === shard.of,
  );
  await showBuilds(client, projection, [...others, { name, version, build }]);
};

// Rows that stay as they are are not touched: others hold them.
const ARE_SHOWN = `(version = $2 AND (name, build) IN (SELECT * FROM unnest($3::text[], $4::integer[])))`;
const HIDE = `UPDATE read.checkpoint SET live = false WHERE projection = $1 AND live AND NOT ${ARE_SHOWN}`;
const SHOW = `UPDATE read.checkpoint SET live = true WHERE projection = $1 AND NOT live AND ${ARE_SHOWN}`;

/** Lets queries see these builds of one version together, and no others: all shards of a set, or the one of a whole. */
export const showBuilds = async (
  client: PoolClient,
  { name, version, tables }: Projection,
  builds: readonly Shown[],
): Promise<void> => {
  await client.query('SELECT pg_advisory_xact_lock($1)', [VIEWS_LOCK]);
  const { rows } = await client.query<Shown>(LIVE, [setOf(name)]);
  // Tables of one version have the same columns: then the view stays and shows the others.
  const sameColumns = rows[0]?.version === version;
  for (const table of tables) {
    const parts = builds.map((one) => {
      const shard = shardIn(one.name);
      return `SELECT * FROM ${tablesOf({ version, ...(shard && { shard }) }, one.build)(table.name)}`;
    });
    if (!sameColumns) await client.query(`DROP VIEW IF EXISTS read.${table.name}`);
    await client.query(`CREATE OR REPLACE VIEW read.${table.name} AS ${parts.join(' UNION ALL ')}`);
  }
  const shown = [setOf(name), version, builds.map((one) => one.name), builds.map((one) => one.build)];
  await client.query(HIDE, shown);
  await client.query(SHOW, shown);
};
