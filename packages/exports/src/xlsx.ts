import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import { ExportFailed, ExportStopped } from './export-failed.js';
import type { Staged } from './staged.js';
import type { Column, ColumnType, Stamp, TableSchema } from './table.js';
import { textRows } from './text-rows.js';

/** Rows that a sheet has, less the heading. */
export const MOST_ROWS = 1_048_575;

/** Characters that a cell has. */
const LONGEST = 32_767;

/** Excel takes 1900 for a leap year: before this day its numbers are another day's, and before 1900 it has none. */
const FIRST_DAY = '1900-03-01';

/** Sheets know no zone; Việt Nam's is the readers'. */
const VIETNAM_MS = 7 * 3_600_000;

/** `@` is text: what begins with a sign of a formula stays text even if the cell is edited. */
const FORMATS: Readonly<Record<ColumnType, string>> = {
  text: '@',
  integer: '0',
  decimal: '0.00##',
  real: 'General',
  date: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
  boolean: 'General',
  list: '@',
  json: '@',
};

const WIDTHS: Readonly<Record<ColumnType, number>> = {
  ...{ text: 24, integer: 10, decimal: 10, real: 14, date: 12, instant: 20, boolean: 9, list: 24, json: 40 },
};

/** XML has no room for these, not even escaped. */
const UNSAYABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** Readers take `_x0041_` for A (ECMA-376, ST_Xstring), so what looks like it has its first sign written so. */
const CODED = /_(?=x[0-9A-Fa-f]{4}_)/gu;

const xstring = (text: string): string =>
  text.replaceAll(UNSAYABLE, '\uFFFD').replaceAll(CODED, '_x005F_').replaceAll('\r', '_x000D_');

const toXlsx = ({ name, type }: Column, cell: string | null, row: number): string | number | boolean | Date | null => {
  if (cell === null) return null;
  switch (type) {
    case 'integer':
    case 'decimal': {
      const value = Number(cell);
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : cell;
    }
    case 'real':
      return Number(cell);
    case 'boolean':
      return cell === 'true';
    case 'date':
      return cell < FIRST_DAY ? cell : new Date(`${cell}T00:00:00Z`);
    case 'instant':
      return cell < FIRST_DAY ? cell : new Date(Date.parse(cell) + VIETNAM_MS);
    case 'text':
    case 'list':
    case 'json':
      if (cell.length > LONGEST) {
        throw new ExportFailed(
          `row ${row} has ${cell.length} characters in ${name}, and a cell of xlsx has at most ${LONGEST}: take parquet or csv`,
        );
      }
      return xstring(cell);
  }
};

/**
 * A workbook of two sheets: the table under a heading that stays in sight, and the stamp.
 * @throws ExportFailed if the table is longer than a sheet, or a text than a cell
 */
export const writeXlsx = async (
  staged: Staged,
  schema: TableSchema,
  count: number,
  stamp: Stamp,
  path: string,
  signal?: AbortSignal,
): Promise<void> => {
  if (count > MOST_ROWS) {
    throw new ExportFailed(
      `${schema.name} has ${count} rows, and a sheet of xlsx has at most ${MOST_ROWS}: narrow it, or take parquet or csv`,
    );
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const written = finished(file);
  const failed = written.then(() => new Promise<never>(() => undefined));
  let reading: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const book = new WorkbookWriter({ stream: file, useStyles: true, useSharedStrings: false });
    const { columns } = schema;
    const sheet = book.addWorksheet(schema.name, { views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }] });
    sheet.columns = columns.map(({ name, type }) => ({
      header: name,
      width: WIDTHS[type],
      style: { numFmt: FORMATS[type] },
    }));
    const heading = sheet.getRow(1);
    heading.font = { bold: true };
    heading.commit();
    const readRows = async (): Promise<void> => {
      let row = 1;
      for await (const rows of textRows(staged, schema)) {
        if (signal?.aborted) throw new ExportStopped();
        for (const cells of rows) {
          row += 1;
          sheet.addRow(columns.map((column, n) => toXlsx(column, cells[n] ?? null, row))).commit();
        }
        await drained(file);
        if (file.destroyed) return;
      }
    };
    reading = readRows();
    await reading;
    sheet.commit();
    const about = book.addWorksheet('stamp', { views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }] });
    about.columns = [
      { header: 'key', width: 28 },
      { header: 'value', width: 80, style: { numFmt: '@' } },
    ];
    const zone = 'instants are in the time of Việt Nam (UTC+7)';
    for (const pair of Object.entries({ table: schema.name, ...stamp, zone })) about.addRow(pair).commit();
    about.commit();
    await book.commit();
  };
  try {
    await Promise.race([write(), failed]);
    file.end();
    await written;
  } finally {
    file.destroy();
    await written.catch(() => undefined);
    // The rows are the caller's, who closes them next.
    await reading?.catch(() => undefined);
  }
};

const drained = async (file: NodeJS.WritableStream & { readonly writableNeedDrain: boolean }): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (file.writableNeedDrain) await new Promise((resolve) => file.once('drain', resolve).once('close', resolve));
};
