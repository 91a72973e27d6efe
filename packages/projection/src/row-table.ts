import type { PoolClient } from 'pg';

/** How a row's fields are stored. `date` is a plain date, as text `yyyy-mm-dd` on this side. */
export type ColumnType =
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'integer'
  | 'json'
  | 'jsonb'
  | 'numeric'
  | 'text'
  | 'timestamptz'
  | 'uuid'
  | 'public.ltree'
  | 'text[]'
  | 'uuid[]'
  | 'integer[]';

/** `?` marks a field that may be absent, `null` one that may be null; either is stored as NULL. */
type ColumnFor<Value> = undefined extends Value
  ? `${ColumnType}?`
  : null extends Value
    ? `${ColumnType} null`
    : ColumnType;

export type Columns<Row> = { readonly [Field in keyof Row]-?: ColumnFor<Row[Field]> };

/**
 * One table with a row per key and a column per field of the row, named as the field but in snake_case (and quoted,
 * since a field may be called `from`). Fields hold what JSON can hold.
 */
export type RowTable<Row extends object> = {
  readonly name: string;
  /** The field that is the primary key; its column is of a type that JSON writes as text. */
  readonly key: keyof Row & string;
  readonly columns: Columns<Row>;
  /** Columns that are named otherwise than their fields. */
  readonly named?: { readonly [Field in keyof Row]?: string };
  /** Further column definitions, for what PostgreSQL derives from the row, e.g. `name_folded text GENERATED …`. */
  readonly derived?: readonly string[];
  /** Further statements after the table is created: its indexes. */
  readonly indexes?: (table: string) => readonly string[];
};

export const columnName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A column of a table of rows; `name` is quoted. */
export type Column = {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly form: 'value' | '?' | 'null';
};

export const columnsOf = <Row extends object>(table: RowTable<Row>): readonly Column[] =>
  Object.entries<string>(table.columns).map(([field, declared]) => {
    const form = declared.endsWith('?') ? '?' : declared.endsWith(' null') ? 'null' : 'value';
    return {
      field,
      name: `"${table.named?.[field as keyof Row] ?? columnName(field)}"`,
      type: declared.replace(/\?$| null$/, ''),
      form,
    };
  });

/** As in a CREATE TABLE. */
export const columnLine = ({ name, type, form }: Column): string =>
  [name, type, form === 'value' ? 'NOT NULL' : ''].filter(Boolean).join(' ');

export const rowTableDdl =
  <Row extends object>(table: RowTable<Row>) =>
  (qualified: string): string => {
    const lines = columnsOf(table).map((column) =>
      [columnLine(column), column.field === table.key ? 'PRIMARY KEY' : ''].filter(Boolean).join(' '),
    );
    const create = `CREATE TABLE ${qualified} (\n  ${[...lines, ...(table.derived ?? [])].join(',\n  ')}\n)`;
    return [create, ...(table.indexes?.(qualified) ?? [])].join(';\n');
  };

export type Rows<Row> = {
  /** The rows of these keys, in one query. */
  load(client: PoolClient, keys: readonly string[]): Promise<Map<string, Row>>;
  /** Inserts or replaces rows, in one statement. */
  put(client: PoolClient, rows: readonly Row[]): Promise<void>;
  remove(client: PoolClient, keys: readonly string[]): Promise<void>;
};

/** Reads and writes rows of the table, any number per statement. */
export const rowsOf = <Row extends object>(table: RowTable<Row>, qualified: string): Rows<Row> => {
  const columns = columnsOf(table);
  const key = columns.find(({ field }) => field === table.key);
  if (!key) throw new Error(`table ${table.name} has no column for its key ${table.key}`);
  const optional = columns.filter(({ form }) => form === '?').map(({ field }) => field);

  const fields = columns.map(({ field, name }) => `'${field}', ${name}`).join(', ');
  const names = columns.map(({ name }) => name).join(', ');
  const quoted = columns.map(({ field }) => `"${field}"`).join(', ');
  const typed = columns.map(({ field, type }) => `"${field}" ${type}`).join(', ');
  const rest = columns.filter((column) => column !== key).map(({ name }) => `${name} = excluded.${name}`);

  const SELECT = `SELECT json_build_object(${fields}) AS row FROM ${qualified} WHERE ${key.name} = ANY($1::${key.type}[])`;
  const UPSERT = `INSERT INTO ${qualified} (${names}) SELECT ${quoted} FROM json_to_recordset($1::json) AS r(${typed})
    ON CONFLICT (${key.name}) DO ${rest.length ? `UPDATE SET ${rest.join(', ')}` : 'NOTHING'}`;
  const DELETE = `DELETE FROM ${qualified} WHERE ${key.name} = ANY($1::${key.type}[])`;

  return {
    load: async (client, keys) => {
      if (keys.length === 0) return new Map();
      const result = await client.query<{ row: Row & Record<string, unknown> }>(SELECT, [keys]);
      for (const { row } of result.rows) for (const field of optional) if (row[field] === null) delete row[field];
      return new Map(result.rows.map(({ row }) => [String(row[table.key]), row]));
    },
    put: async (client, rows) => {
      if (rows.length > 0) await client.query(UPSERT, [JSON.stringify(rows)]);
    },
    remove: async (client, keys) => {
      if (keys.length > 0) await client.query(DELETE, [keys]);
    },
  };
};
