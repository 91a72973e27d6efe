import type { PoolClient } from 'pg';
import { tablesOf } from './projection.js';
import type { Projection } from './projection.js';

/** The empty tables of a build, its checkpoint before the first event, and its lease, which is free. */
export const installBuild = async (client: PoolClient, projection: Projection, build: number): Promise<void> => {
  const { name, version, tables } = projection;
  const namer = tablesOf(projection, build);
  for (const table of tables) await client.query(table.ddl(namer(table.name)));
  await client.query('INSERT INTO read.checkpoint (name, version, build) VALUES ($1, $2, $3)', [name, version, build]);
  await client.query('INSERT INTO read.lease (name, version, build) VALUES ($1, $2, $3)', [name, version, build]);
};

const REMOVED = 'DELETE FROM read.checkpoint WHERE (name, version, build) = ($1, $2, $3) AND NOT live';

/**
 * Removes a build with its tables. The checkpoint goes first: a batch in flight is waited for, and the next one finds no
 * row.
 * @returns false if queries see it by now, so that nothing was removed
 */
export const removeBuild = async (client: PoolClient, projection: Projection, build: number): Promise<boolean> => {
  const { name, version, tables } = projection;
  const { rowCount } = await client.query(REMOVED, [name, version, build]);
  if (rowCount !== 1) return false;
  for (const table of tables) await client.query(`DROP TABLE ${tablesOf(projection, build)(table.name)}`);
  return true;
};
