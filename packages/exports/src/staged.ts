import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { append, sqlTypes } from './cells.js';
import { ExportStopped } from './export-failed.js';
import { identifier, literal } from './sql-text.js';
import type { Table } from './table.js';

/** Rows on disk, in the order in which they came; files are made of them when all are there. */
export type Staged = { readonly connection: DuckDBConnection; close(): void };

const MEMORY = '256MB';

const AGAIN_MS = 20;

/**
 * A database of its own in the folder, which the caller removes. It takes at most 256 MB of memory and two cores, and can
 * neither load extensions nor reach the network.
 */
export const openStaged = async (folder: string): Promise<Staged> => {
  const instance = await DuckDBInstance.create(`${folder}/rows.duckdb`, {
    memory_limit: MEMORY,
    threads: '2',
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

/** A statement that ends with the signal. @throws ExportStopped if it did */
export const runUntil = async ({ connection }: Staged, sql: string, signal: AbortSignal | undefined): Promise<void> => {
  if (signal?.aborted) throw new ExportStopped();
  let again: NodeJS.Timeout | undefined;
  // One that has not begun yet does not hear it.
  const interrupt = (): void => {
    connection.interrupt();
    again = setTimeout(interrupt, AGAIN_MS);
  };
  signal?.addEventListener('abort', interrupt);
  try {
    await connection.run(sql);
  } catch (error) {
    throw signal?.aborted ? new ExportStopped() : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearTimeout(again);
  }
};

/**
 * @param told is told how many rows are there, after each batch
 * @returns how many rows there were
 */
export const stage = async (
  { connection }: Staged,
  { schema, rows }: Table,
  signal?: AbortSignal,
  told: (rows: number) => void = () => undefined,
): Promise<number> => {
  const columns = schema.columns.map(({ name, type }) => `${identifier(name)} ${sqlTypes[type]}`);
  await connection.run(`CREATE TABLE ${identifier(schema.name)} (${columns.join(', ')})`);
  await connection.run(`COMMENT ON TABLE ${identifier(schema.name)} IS ${literal(schema.description)}`);
  const appender = await connection.createAppender(schema.name);
  let count = 0;
  try {
    for await (const batch of rows) {
      if (signal?.aborted) throw new ExportStopped();
      for (const row of batch) {
        for (const column of schema.columns) append(appender, column, row[column.name]);
        appender.endRow();
      }
      count += batch.length;
      told(count);
    }
    appender.flushSync();
  } catch (error) {
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
  if (signal?.aborted) throw new ExportStopped();
  return count;
};
