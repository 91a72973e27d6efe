/**
 * What a column holds. `decimal` has four decimals and at most 14 digits before them; `real` is a binary fraction, for what is
 * computed; `list` is a list of texts; `json` is anything else.
 */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'real' | 'date' | 'instant' | 'boolean' | 'list' | 'json';

export type Column = {
  /** In snake case, as analysts write it in SQL, unless a contract names it. */
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
};

/**
 * `date`: `YYYY-MM-DD`; `instant`: ISO 8601 with an offset or Z; `decimal`: a number, or its digits; `integer`: a number or a
 * bigint; `list`: texts; `json`: anything that JSON can say. null and undefined are empty cells.
 */
export type Cell = unknown;

/** Cells by the names of their columns. */
export type Row = Readonly<Record<string, Cell>>;

export type TableSchema = {
  /** In snake case. */
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
};

/** Rows come in batches, so that no more than one has to be in memory. */
export type Table = { readonly schema: TableSchema; readonly rows: AsyncIterable<readonly Row[]> };

/** What is written into each file, so that it can be told later what it is of: names and texts, in their order. */
export type Stamp = Readonly<Record<string, string>>;
