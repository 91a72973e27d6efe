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

/**
 * Removes a build with its tables. The checkpoint goes first: a batch in flight is waited for, and the next one finds no
 * row.
 */
export const removeBuild = async (client: PoolClient, projection: Projection, build: number): Promise<void> => {
  const { name, version, tables } = projection;
  await client.query('DELETE FROM read.checkpoint WHERE (name, version, build) = ($1, $2, $3)', [name, version, build]);
  for (const table of tables) await client.query(`DROP TABLE ${tablesOf(projection, build)(table.name)}`);
};
