import { rmSync } from 'node:fs';
import { mkdtemp, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue, StatementType } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, Json } from '@duckdb/node-api';
import { sqlTypes } from './cells.js';
import { ExportFailed } from './export-failed.js';
import { changeOf, formats, MANIFEST } from './manifest.js';
import type { Manifest } from './manifest.js';
import { identifier, literal } from './sql-text.js';

export type Answer = {
  readonly columns: readonly string[];
  /** As DuckDB names them. */
  readonly types: readonly string[];
  /** In chunks, as they are computed. */
  readonly rows: AsyncIterable<readonly (readonly Json[])[]>;
};

export type OpenedExport = {
  readonly manifest: Manifest;
  /** @throws ExportFailed with DuckDB's words if the statement is none, more than one, or not a question */
  ask(sql: string): Promise<Answer>;
  /** Ends the question under way. */
  interrupt(): void;
  close(): Promise<void>;
};

const MEMORY = '1GB';

/**
 * DuckDB over the files of an export, a view for each table. It reads these files and no others, writes none, reaches no
 * network and loads no extension, and what is asked cannot change that.
 * @throws ExportFailed if the folder holds no export, or a file is not as it was written
 */
export const openExport = async (folder: string): Promise<OpenedExport> => {
  const { manifest, root } = await checked(folder);
  if (manifest.format === 'xlsx') {
    throw new ExportFailed(`${folder} holds workbooks, which DuckDB cannot read by itself: export as parquet or csv`);
  }
  const spill = await mkdtemp(join(tmpdir(), 'sohoi-sql-'));
  const wipe = (): void => rmSync(spill, { recursive: true, force: true });
  // A process may end at once: its reader has seen enough.
  process.once('exit', wipe);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = (): Promise<void> => {
    connection.closeSync();
    instance.closeSync();
    process.off('exit', wipe);
    wipe();
    return Promise.resolve();
  };
  try {
    await connection.run("SET TimeZone = 'UTC'");
    // What it computes is in that zone; what it writes would be in that of this machine.
    DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;
    for (const table of manifest.tables) await connection.run(viewOf(table, root, manifest.format));
    const paths = manifest.tables.flatMap(({ files }) => files.map(({ path }) => literal(join(root, path))));
    await connection.run(`SET allowed_paths = [${paths.join(', ')}]`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  } catch (error) {
    await close();
    throw inWordsOfDuckDb(error);
  }
  return { manifest, ask: (sql) => ask(connection, sql), interrupt: () => connection.interrupt(), close };
};

const checked = async (folder: string): Promise<{ readonly manifest: Manifest; readonly root: string }> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new ExportFailed(`${folder} holds no export: it has no ${MANIFEST}`);
  });
  const manifest = parsed(text);
  if (!manifest) throw new ExportFailed(`${folder} holds no export: its ${MANIFEST} is none that this version wrote`);
  const root = await realpath(folder);
  for (const file of manifest.tables.flatMap(({ files }) => files)) {
    const real = await realpath(join(root, file.path)).catch(() => join(root, file.path));
    if (relative(root, real).split(sep)[0] === '..') throw new ExportFailed(`${file.path} lies outside of ${folder}`);
    const change = await changeOf(root, file);
    if (change) throw new ExportFailed(`${change}: export it again`);
  }
  return { manifest, root };
};

const parsed = (text: string): Manifest | undefined => {
  try {
    const manifest = JSON.parse(text) as Partial<Manifest>;
    const { manifestVersion, format, tables } = manifest;
    if (manifestVersion !== 1 || format === undefined || !formats.includes(format) || !Array.isArray(tables)) return;
    const isWhole = (manifest as Manifest).tables.every(
      ({ name, columns, files }) =>
        typeof name === 'string' &&
        columns.every((column) => typeof column.name === 'string' && column.type in sqlTypes) &&
        files.every(({ path, sha256 }) => typeof path === 'string' && typeof sha256 === 'string'),
    );
    return isWhole ? (manifest as Manifest) : undefined;
  } catch {
    return undefined;
  }
};

const viewOf = ({ name, columns, files }: Manifest['tables'][number], root: string, format: string): string => {
  const paths = files.filter(({ path }) => path.endsWith(`.${format}`)).map(({ path }) => literal(join(root, path)));
  const list = `[${paths.join(', ')}]`;
  const create = `CREATE VIEW ${identifier(name)} AS SELECT * FROM`;
  // The column of the parts is in the files, with its type; from the path it would be guessed.
  if (format === 'parquet') return `${create} read_parquet(${list}, hive_partitioning = false)`;
  const types = columns.map((column) => `${literal(column.name)}: ${literal(sqlTypes[column.type])}`);
  const dialect = `delim = ',', quote = '"', escape = '"', header = true, nullstr = '', allow_quoted_nulls = false`;
  return `${create} read_csv(${list}, ${dialect}, auto_detect = false, columns = {${types.join(', ')}})`;
};

const ask = async (connection: DuckDBConnection, sql: string): Promise<Answer> => {
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw new ExportFailed(`one question at a time, not ${statements.count}`);
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== StatementType.SELECT) {
      throw new ExportFailed('an export is read only: ask with SELECT, DESCRIBE or SUMMARIZE');
    }
    const result = await prepared.stream();
    const types = result.columnTypes();
    return {
      columns: result.columnNames(),
      types: types.map(String),
      rows: converted(result.yieldRowsJson(), types),
    };
  } catch (error) {
    throw inWordsOfDuckDb(error);
  }
};

async function* converted(
  chunks: AsyncIterable<readonly (readonly Json[])[]>,
  types: readonly DuckDBType[],
): AsyncGenerator<readonly (readonly Json[])[]> {
  const areNumbers = types.map(
    (type) => /^(U?BIGINT|U?HUGEINT|DECIMAL)/.test(String(type)) && !/\[/.test(String(type)),
  );
  try {
    for await (const rows of chunks) {
      yield rows.map((row) => row.map((cell, n) => (areNumbers[n] ? numberIn(cell) : cell)));
    }
  } catch (error) {
    throw inWordsOfDuckDb(error);
  }
}

/** More digits than these a number may not hold. */
const EXACT_DIGITS = 15;

/** DuckDB's numbers of 64 bits and its decimals are texts; those that a number can hold become one. */
const numberIn = (cell: Json): Json => {
  if (typeof cell !== 'string') return cell;
  const value = Number(cell);
  if (!cell.includes('.')) return Number.isSafeInteger(value) ? value : cell;
  return cell.replace(/0+$/, '').replaceAll(/\D/g, '').length <= EXACT_DIGITS ? value : cell;
};

const inWordsOfDuckDb = (error: unknown): unknown => {
  if (typeof error !== 'object' || error === null || !('message' in error) || error instanceof ExportFailed)
    return error;
  return new ExportFailed(String(error.message).trim(), { cause: error });
};
