import { chmod, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeCsv } from './csv.js';
import { ExportFailed, inWords } from './export-failed.js';
import { describeFile, MANIFEST } from './manifest.js';
import type { Format, Manifest } from './manifest.js';
import { copyToParquet } from './parquet.js';
import type { Writing } from './parquet.js';
import { openStaged, stage } from './staged.js';
import type { Staged } from './staged.js';
import { identifier, literal } from './sql-text.js';
import type { Stamp, Table, TableSchema } from './table.js';
import { inWorkFolder, synced } from './work-folder.js';
import { writeXlsx } from './xlsx.js';

/** A table, and the column by whose values its Parquet files are parted, if they are. */
export type Exported = Table & { readonly partition?: string };

/** More parts than this were a wrong column to part by. */
const MOST_PARTS = 10_000;

/** As Hive and DuckDB name the part of empty cells. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** @throws ExportFailed unless it is absent or an empty folder */
const mustBeFree = async (folder: string): Promise<void> => {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw new ExportFailed(`${folder} cannot be written: it is no folder`);
    throw inWords(error, folder);
  });
  if (found.length > 0) throw new ExportFailed(`${folder} is not empty: name a new folder`);
};

/** Finds out beforehand what `writeFolder` would find out when the rows are there. @throws ExportFailed */
export const mustTakeFolder = async (target: string): Promise<void> => {
  const folder = resolve(target);
  await mustBeFree(folder);
  await inWorkFolder(folder, () => Promise.resolve());
};

/**
 * A folder of files with a manifest of their hashes: there whole, or not at all. Only its owner may read it.
 * @param stampOf is asked when all rows were read
 * @throws ExportFailed if it is not free or cannot be written, ExportStopped if the signal ended it
 */
export const writeFolder = async (
  target: string,
  format: Format,
  tables: readonly Exported[],
  stampOf: () => Promise<Stamp>,
  { signal, told }: Writing = {},
): Promise<Manifest> => {
  const folder = resolve(target);
  await mustBeFree(folder);
  return inWorkFolder(folder, async (work) => {
    const files = join(work, 'files');
    await mkdir(files, { mode: 0o700 });
    const staged = await openStaged(work);
    let manifest: Manifest;
    try {
      const counts: number[] = [];
      for (const table of tables) counts.push(await stage(staged, table, signal, told));
      const stamp = await stampOf();
      const written: Manifest['tables'][number][] = [];
      for (const [n, { schema, partition }] of tables.entries()) {
        const rows = counts[n] ?? 0;
        const paths = await writeTable({ staged, files, format, stamp, signal }, schema, rows, partition);
        for (const path of paths) await synced(join(files, path));
        const described = await Promise.all(paths.map((path) => describeFile(files, path)));
        written.push({ ...schema, rows, files: described });
      }
      manifest = { manifestVersion: 1, format, stamp, tables: written };
    } finally {
      staged.close();
    }
    const manifestPath = join(files, MANIFEST);
    await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await synced(manifestPath);
    await rename(files, folder);
    return manifest;
  });
};

type Place = {
  readonly staged: Staged;
  readonly files: string;
  readonly format: Format;
  readonly stamp: Stamp;
  readonly signal: AbortSignal | undefined;
};

/** @returns the paths of the table's data, from the folder */
const writeTable = async (
  place: Place,
  schema: TableSchema,
  rows: number,
  partition: string | undefined,
): Promise<readonly string[]> => {
  const { staged, files, format, stamp, signal } = place;
  const path = `${schema.name}.${format}`;
  switch (format) {
    case 'parquet':
      return partition === undefined ? [await parquet(place, schema, path)] : inParts(place, schema, partition);
    case 'csv':
      await writeCsv(staged, schema, join(files, path), signal);
      await writeFile(join(files, `${path}-metadata.json`), describedCsv(schema, path, stamp), { mode: 0o600 });
      return [path, `${path}-metadata.json`];
    case 'xlsx':
      await writeXlsx(staged, schema, rows, stamp, join(files, path), signal);
      return [path];
  }
};

const parquet = async (
  { staged, files, stamp, signal }: Place,
  schema: TableSchema,
  path: string,
  where = '',
): Promise<string> => {
  const whole = join(files, path);
  await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
  await copyToParquet(staged, schema, `SELECT * FROM ${identifier(schema.name)}${where}`, whole, stamp, signal);
  await chmod(whole, 0o600);
  return path;
};

/** The column stays in the files as well, so that one that is passed on by itself loses nothing. */
const inParts = async (place: Place, schema: TableSchema, partition: string): Promise<readonly string[]> => {
  const column = identifier(partition);
  const table = identifier(schema.name);
  const found = await place.staged.connection.runAndReadAll(
    `SELECT DISTINCT ${column}::VARCHAR AS part FROM ${table} ORDER BY 1`,
  );
  const parts = found.getRowObjectsJson().map(({ part }) => part as string | null);
  if (parts.length > MOST_PARTS) throw new ExportFailed(`${schema.name} has more than ${MOST_PARTS} of ${partition}`);
  if (parts.length === 0) return [await parquet(place, schema, `${schema.name}/rows.parquet`)];
  const paths: string[] = [];
  for (const part of parts) {
    const path = `${schema.name}/${partition}=${part === null ? NO_VALUE : encodeURIComponent(part)}/rows.parquet`;
    const where = ` WHERE ${column} ${part === null ? 'IS NULL' : `= ${literal(part)}`}`;
    paths.push(await parquet(place, schema, path, where));
  }
  return paths;
};

/** As W3C's “CSV on the Web” describes a table beside it, since a line of comment in it would break its readers. */
const describedCsv = ({ columns, description }: TableSchema, url: string, stamp: Stamp): string => {
  const datatypes = {
    ...{ text: 'string', integer: 'integer', decimal: 'decimal', real: 'double', date: 'date' },
    ...{ instant: 'dateTime', boolean: 'boolean', list: 'json', json: 'json' },
  } as const;
  const tableSchema = {
    columns: columns.map(({ name, type, description: text }) => ({
      ...{ name, titles: name, datatype: datatypes[type], 'dc:description': text },
    })),
  };
  const described = { '@context': 'http://www.w3.org/ns/csvw', url, 'dc:description': description, tableSchema };
  return `${JSON.stringify({ ...described, stamp }, null, 2)}\n`;
};
