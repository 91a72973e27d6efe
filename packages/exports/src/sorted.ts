import { resolve } from 'node:path';
import type { Writing } from './parquet.js';
import { identifier } from './sql-text.js';
import { openStaged, stage } from './staged.js';
import type { Table } from './table.js';
import { textRows } from './text-rows.js';
import type { TextRow } from './text-rows.js';
import { inWorkFolder } from './work-folder.js';

/**
 * Does something with the rows of a table in another order, all of them as texts. They are sorted on disk, beside the target, so that
 * memory is bounded whatever their number.
 * @param by names of columns; where they are equal any row may be the first
 * @throws ExportFailed if the disk is full or cannot be written, ExportStopped if the signal ended it
 */
export const withSorted = <Result>(
  target: string,
  table: Table,
  by: readonly string[],
  work: (rows: AsyncIterable<readonly TextRow[]>) => Promise<Result>,
  { signal, told }: Writing = {},
): Promise<Result> =>
  inWorkFolder(resolve(target), async (folder) => {
    const staged = await openStaged(folder);
    try {
      await stage(staged, table, signal, told);
      return await work(textRows(staged, table.schema, `ORDER BY ${by.map(identifier).join(', ')}`));
    } finally {
      staged.close();
    }
  });
