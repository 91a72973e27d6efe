import { open } from 'node:fs/promises';
import { ExportStopped } from './export-failed.js';
import type { Staged } from './staged.js';
import type { TableSchema } from './table.js';
import { isFreeText, textRows } from './text-rows.js';

/** Without it Excel takes UTF-8 for the letters of its own country. */
const BOM = '\uFEFF';

/**
 * What a spreadsheet would take for a formula, or pass over to find one (ASVS 1.2.10); the wide signs are taken for the
 * others where East Asian letters are.
 */
const DANGEROUS = /^[=+\-@\t\r\n\u0000＝＋－＠]/;

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const harmless = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** Cells as RFC 4180 has them, without the end of the line; null is empty, and an empty text is two quotes. */
export const csvLine = (cells: readonly (string | null)[]): string => cells.map(quoted).join(',');

const quoted = (cell: string | null): string => {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
};

/** UTF-8 with a byte order mark, lines that end in CR LF, the names of the columns first. */
export const writeCsv = async (
  staged: Staged,
  schema: TableSchema,
  path: string,
  signal?: AbortSignal,
): Promise<void> => {
  const { columns } = schema;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.appendFile(`${BOM}${csvLine(columns.map(({ name }) => name))}\r\n`);
    for await (const rows of textRows(staged, schema)) {
      if (signal?.aborted) throw new ExportStopped();
      const lines = rows.map((row) =>
        csvLine(
          row.map((cell, n) => (cell !== null && isFreeText(columns[n]?.type ?? 'text') ? harmless(cell) : cell)),
        ),
      );
      await file.appendFile(lines.map((line) => `${line}\r\n`).join(''));
    }
  } finally {
    await file.close();
  }
};
