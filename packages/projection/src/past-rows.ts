import type { PoolClient } from 'pg';
import { columnLine, columnsOf } from './row-table.js';
import type { RowTable } from './row-table.js';
import { SHOWN } from './versions.js';
import type { Version } from './versions.js';

/** A table of rows whose versions are kept; `derived` and `indexes` as far as queries of the past need them. */
export type PastRows<Row extends object> = RowTable<Row>;

/** Of a row what an event in order needs: the day on which it began, the last version, and the last one shown. */
export type Ends<Row> = { readonly first: string; readonly last: string; readonly versions: readonly Version<Row>[] };

export const pastDdl = <Row extends object>(fold: PastRows<Row>, table: string): string => {
  const key = keyOf(fold);
  const lines = [
    ...columnsOf(fold).map(columnLine),
    ...(fold.derived ?? []),
    'true_from date NOT NULL',
    'because text COLLATE "C" NOT NULL',
    'known_from text COLLATE "C" NOT NULL',
    'known_to text COLLATE "C"',
    `PRIMARY KEY (${key.name}, true_from, because, known_from)`,
  ];
  return [`CREATE TABLE ${table} (\n  ${lines.join(',\n  ')}\n)`, ...(fold.indexes?.(table) ?? [])].join(';\n');
};

const keyOf = <Row extends object>(fold: PastRows<Row>) => {
  const key = columnsOf(fold).find(({ field }) => field === fold.key);
  if (!key) throw new Error(`table ${fold.name} has no column for its key ${fold.key}`);
  return key;
};

type Stored<Row> = { readonly key: string; readonly version: Version<Row> };

/** Reads and writes versions, any number per statement. */
export const versionsIn = <Row extends object>(fold: PastRows<Row>, table: string) => {
  const columns = columnsOf(fold);
  const key = keyOf(fold);
  const optional = columns.filter(({ form }) => form === '?').map(({ field }) => field);
  const fields = columns.map(({ field, name }) => `'${field}', ${name}`).join(', ');
  const VERSION = `json_build_object('row', json_build_object(${fields}), 'trueFrom', true_from, 'because', because,
    'knownFrom', known_from, 'knownTo', known_to)`;
  const OPEN = `${table} WHERE ${key.name} = k.key AND known_to IS NULL AND true_from`;
  const LAST = 'ORDER BY true_from DESC, because DESC, known_from DESC LIMIT 1';
  const ENDS = `
    SELECT k.key, f.true_from::text AS first, l.version AS last, s.version AS shown
      FROM unnest($1::${key.type}[]) AS k (key)
      JOIN LATERAL (SELECT true_from FROM ${table} WHERE ${key.name} = k.key ORDER BY true_from LIMIT 1) AS f ON TRUE
      JOIN LATERAL (SELECT ${VERSION} AS version FROM ${OPEN} < '${SHOWN}' ${LAST}) AS l ON TRUE
      LEFT JOIN LATERAL (SELECT ${VERSION} AS version FROM ${OPEN} = '${SHOWN}' ${LAST}) AS s ON TRUE`;
  const WHOLE = `SELECT ${key.name} AS key, ${VERSION} AS version FROM ${table} WHERE ${key.name} = ANY($1::${key.type}[])`;
  const REMOVE = `DELETE FROM ${table} WHERE ${key.name} = ANY($1::${key.type}[])`;
  const names = columns.map(({ name }) => name).join(', ');
  const given = columns.map(({ field }) => `"${field}"`).join(', ');
  const typed = columns.map(({ field, type }) => `"${field}" ${type}`).join(', ');
  const ADD = `
    INSERT INTO ${table} (${names}, true_from, because, known_from, known_to)
    SELECT ${given}, "^trueFrom", "^because", "^knownFrom", "^knownTo" FROM json_to_recordset($1::json) AS r(${typed},
      "^trueFrom" date, "^because" text, "^knownFrom" text, "^knownTo" text)`;

  const restored = (version: Version<Row>): Version<Row> => {
    const row = version.row as Row & Record<string, unknown>;
    for (const field of optional) if (row[field] === null) delete row[field];
    return version;
  };

  return {
    ends: async (client: PoolClient, keys: readonly string[]): Promise<ReadonlyMap<string, Ends<Row>>> => {
      type Row_ = { key: string; first: string; last: Version<Row>; shown: Version<Row> | null };
      const { rows } = await client.query<Row_>(ENDS, [keys]);
      return new Map(
        rows.map(({ key: of, first, last, shown }) => [
          of,
          { first, last: last.trueFrom, versions: [restored(last), ...(shown ? [restored(shown)] : [])] },
        ]),
      );
    },
    whole: async (
      client: PoolClient,
      keys: readonly string[],
    ): Promise<ReadonlyMap<string, readonly Version<Row>[]>> => {
      const versions = new Map<string, Version<Row>[]>(keys.map((of) => [of, []]));
      if (keys.length === 0) return versions;
      const { rows } = await client.query<Stored<Row>>(WHOLE, [keys]);
      for (const { key: of, version } of rows) versions.get(of)?.push(restored(version));
      return versions;
    },
    remove: async (client: PoolClient, keys: readonly string[]): Promise<void> => {
      if (keys.length > 0) await client.query(REMOVE, [keys]);
    },
    add: async (client: PoolClient, versions: readonly Version<Row>[]): Promise<void> => {
      if (versions.length === 0) return;
      const rows = versions.map(({ row, trueFrom, because, knownFrom, knownTo }) => ({
        ...row,
        ...{ '^trueFrom': trueFrom, '^because': because, '^knownFrom': knownFrom, '^knownTo': knownTo },
      }));
      await client.query(ADD, [JSON.stringify(rows)]);
    },
  };
};
