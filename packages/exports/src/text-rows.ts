import type { Staged } from './staged.js';
import { identifier } from './sql-text.js';
import type { Column, ColumnType, TableSchema } from './table.js';

/** A row as texts, in the order of the columns; null is an empty cell. */
export type TextRow = readonly (string | null)[];

const INSTANT = '%Y-%m-%dT%H:%M:%S.%gZ';

const asText = ({ name, type }: Column): string => {
  const column = identifier(name);
  if (type === 'instant') return `strftime(${column} AT TIME ZONE 'UTC', '${INSTANT}')`;
  return type === 'list' ? `to_json(${column})::VARCHAR` : `${column}::VARCHAR`;
};

/** What somebody else wrote may stand in cells of these types; in others, only figures, days and truth. */
export const isFreeText = (type: ColumnType): boolean => type === 'text' || type === 'list' || type === 'json';

/**
 * Rows, a chunk of DuckDB's at a time.
 * @param order a clause of SQL; if it is left out, as they came
 */
export async function* textRows(
  { connection }: Staged,
  { name, columns }: TableSchema,
  order = '',
): AsyncGenerator<readonly TextRow[]> {
  const result = await connection.stream(`SELECT ${columns.map(asText).join(', ')} FROM ${identifier(name)} ${order}`);
  for await (const rows of result.yieldRowsJson()) yield rows as readonly TextRow[];
}
