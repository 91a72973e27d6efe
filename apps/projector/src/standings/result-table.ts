import type { PoolClient } from 'pg';
import { writeRows } from './json-rows.js';

/** A column of a table of results, and its type. */
export type Column = readonly [name: string, type: string];

/** What every result has, whoever's it is: its place among the revisions, its rules, and what it reflects. */
const SHARED: readonly Column[] = [
  ['period_id', 'uuid NOT NULL'],
  ['period_code', 'text NOT NULL'],
  // 0 while provisional, from 1 on published.
  ['revision', 'integer NOT NULL'],
  ['status', 'text NOT NULL'],
  ['because', 'text'],
  // The one revision that counts now.
  ['current', 'boolean NOT NULL'],
  ['rubric_id', 'uuid NOT NULL'],
  ['rubric_version', 'integer NOT NULL'],
  ['as_of_position', 'text COLLATE "C" NOT NULL'],
];

/** A table of results by owner (a chapter, a cluster), period and revision. */
export type ResultTable = { readonly owner: string; readonly columns: readonly Column[] };

const columnsOf = ({ owner, columns }: ResultTable): readonly Column[] => [
  [owner, 'uuid NOT NULL'],
  ...SHARED,
  ...columns,
];

export const resultDdl =
  (definition: ResultTable) =>
  (table: string): string => {
    const { owner } = definition;
    const lines = columnsOf(definition).map(([name, type]) => `${name} ${type}`);
    return `
      CREATE TABLE ${table} (${lines.join(', ')}, PRIMARY KEY (${owner}, period_id, revision));
      CREATE UNIQUE INDEX ON ${table} (${owner}, period_id) WHERE current;
      CREATE INDEX ON ${table} (period_id, ${owner}) WHERE current`;
  };

/** Whose result in which period. */
export type Place = { readonly owner: string; readonly periodId: string };

export type Results = {
  /** Nothing provisional is left of these periods. */
  dropProvisional(client: PoolClient, periodIds: readonly string[]): Promise<void>;
  /** These have no provisional result any more. */
  remove(client: PoolClient, places: readonly Place[]): Promise<void>;
  /** Revisions before these count no more. */
  retire(client: PoolClient, before: readonly (Place & { readonly revision: number })[]): Promise<void>;
  /** Inserts results, or replaces provisional ones. */
  put(client: PoolClient, rows: Iterable<object>): Promise<void>;
};

export const resultsIn = (definition: ResultTable, table: string): Results => {
  const { owner } = definition;
  const columns = columnsOf(definition);
  const names = columns.map(([name]) => name);
  const typed = columns.map(([name, type]) => `${name} ${type.replace(/ (COLLATE|NOT NULL).*$/, '')}`).join(', ');
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ');

  const RETIRE = `
    UPDATE ${table} t SET current = false
      FROM json_to_recordset($1::json) AS r(owner uuid, "periodId" uuid, revision integer)
     WHERE t.${owner} = r.owner AND t.period_id = r."periodId" AND t.revision < r.revision AND t.current`;
  const UPSERT = `
    INSERT INTO ${table} (${names.join(', ')})
    SELECT ${names.join(', ')} FROM json_to_recordset($1::json) AS r(${typed})
    ON CONFLICT (${owner}, period_id, revision) DO UPDATE SET ${updates}`;
  const REMOVE = `
    DELETE FROM ${table} t USING json_to_recordset($1::json) AS r(owner uuid, "periodId" uuid)
     WHERE t.${owner} = r.owner AND t.period_id = r."periodId" AND t.revision = 0`;
  const DROP = `DELETE FROM ${table} WHERE period_id = ANY($1::uuid[]) AND revision = 0`;

  return {
    dropProvisional: async (client, periodIds) => {
      if (periodIds.length > 0) await client.query(DROP, [periodIds]);
    },
    remove: (client, places) => writeRows(client, REMOVE, places),
    retire: (client, before) => writeRows(client, RETIRE, before),
    put: (client, rows) => writeRows(client, UPSERT, rows),
  };
};
