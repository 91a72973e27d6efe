import type { PoolClient } from 'pg';
import { tablesOf } from './projection.js';
import type { Projection } from './projection.js';
import { PATIENT } from './transaction.js';

export type Difference = {
  /** The table that differs; null if the builds do not stand at one event, so that nothing could be compared. */
  readonly table: string | null;
  /** Rows that only the live build has, and that only the new one has. */
  readonly onlyLive: number;
  readonly onlyNew: number;
  /** Primary keys of the first of them, in the order of their text. */
  readonly first: readonly unknown[];
};

const KEY_COLUMNS = `
  SELECT a.attname AS name FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY a.attnum`;

/** Rows as text, since JSON as it is stored knows no equality; a row that is there twice must be there twice. */
const compared = (live: string, next: string, key: string): string => `
  WITH live AS (SELECT ${key} AS key, t::text AS row FROM ${live} t), next AS (SELECT ${key} AS key, t::text AS row FROM ${next} t),
       only_live AS MATERIALIZED (SELECT * FROM live EXCEPT ALL SELECT * FROM next),
       only_new AS MATERIALIZED (SELECT * FROM next EXCEPT ALL SELECT * FROM live)
  SELECT (SELECT count(*)::integer FROM only_live) AS "onlyLive", (SELECT count(*)::integer FROM only_new) AS "onlyNew",
         (SELECT coalesce(json_agg(key::json), '[]') FROM (
            SELECT key FROM only_live UNION SELECT key FROM only_new ORDER BY key LIMIT 5) AS k) AS first`;

/** Table by table, in SQL; both builds must stand still at one position. */
export const compareBuilds = async (
  client: PoolClient,
  projection: Projection,
  live: number,
  next: number,
): Promise<readonly Difference[]> => {
  const differences: Difference[] = [];
  for (const { name } of projection.tables) {
    const [there, here] = [tablesOf(projection, live)(name), tablesOf(projection, next)(name)];
    const { rows: columns } = await client.query<{ name: string }>(KEY_COLUMNS, [there]);
    const key = columns.map((column) => `'${column.name}', t.${column.name}`).join(', ');
    const text = compared(there, here, `json_build_object(${key})::text`);
    const { rows } = await client.query<Omit<Difference, 'table'>>({ ...PATIENT, text });
    const found = rows[0];
    if (found && found.onlyLive + found.onlyNew > 0) differences.push({ table: name, ...found });
  }
  return differences;
};
