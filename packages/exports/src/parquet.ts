import { chmod, rename, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ExportFailed } from './export-failed.js';
import { openStaged, runUntil, stage } from './staged.js';
import type { Staged } from './staged.js';
import { identifier, literal } from './sql-text.js';
import type { Stamp, Table, TableSchema } from './table.js';
import { inWorkFolder, synced } from './work-folder.js';

export type Writing = {
  /** Ends it in good order; nothing is left. */
  readonly signal?: AbortSignal;
  /** Is told how many rows were taken, after each batch. */
  readonly told?: (rows: number) => void;
};

/** Finds out beforehand what `writeParquet` would find out when the rows are there. @throws ExportFailed */
export const mustTakeFile = async (path: string): Promise<void> => {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new ExportFailed(`${path} cannot be written: it is a folder`);
  await inWorkFolder(resolve(path), () => Promise.resolve());
};

/**
 * One Parquet file (zstd) with the stamp as its key-value metadata: there whole, or not at all. Only its owner may read it. Memory is
 * bounded, whatever the number of rows; they pass through a database beside the file, which is gone afterwards.
 * @returns how many rows
 * @throws ExportFailed if the file cannot be written, ExportStopped if the signal ended it
 */
export const writeParquet = async (
  path: string,
  table: Table,
  stamp: Stamp,
  { signal, told }: Writing = {},
): Promise<number> =>
  inWorkFolder(resolve(path), async (folder) => {
    const staged = await openStaged(folder);
    const whole = join(folder, basename(path));
    let rows: number;
    try {
      rows = await stage(staged, table, signal, told);
      const select = `SELECT * FROM ${identifier(table.schema.name)}`;
      await copyToParquet(staged, table.schema, select, whole, stamp, signal);
    } finally {
      staged.close();
    }
    await chmod(whole, 0o600);
    await synced(whole);
    await rename(whole, path);
    return rows;
  });

/** @param select rows of the schema's columns */
export const copyToParquet = async (
  staged: Staged,
  { name }: TableSchema,
  select: string,
  path: string,
  stamp: Stamp,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const metadata = Object.entries({ table: name, ...stamp }).map(
    ([key, text]) => `${identifier(key)}: ${literal(text)}`,
  );
  const options = `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${metadata.join(', ')}}`;
  await runUntil(staged, `COPY (${select}) TO ${literal(path)} (${options})`, signal);
};
