import type { EventStore } from '@sohoi/event-store';
import { createEsdbEventStore, EsdbUnavailable, EsdbUnusable, isEsdb } from '@sohoi/event-store-esdb';
import { BulkLoadOutOfTime, BulkLoadRefused, createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { loadInRuns } from '@sohoi/log-copy';
import type { Target } from '@sohoi/log-copy';
import { Pool } from 'pg';
import { databaseWords } from './database-words.js';
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';

/** A log by its address, of either engine; what fails in it is said in words. */
export type OpenedLog = Target & {
  readonly store: EventStore;
  /** Makes the log's schema, where the engine has one, and finds out whether it answers. */
  prepare(): Promise<void>;
  /** Events in the log; undefined where the engine cannot tell without reading them. */
  count(): Promise<number | undefined>;
  /** What failed in its store, in words; any other error as it is. */
  words(error: unknown): unknown;
  close(): Promise<void>;
};

const isPostgres = (address: string): boolean => /^postgres(ql)?:\/\//.test(address);

export const isLogAddress = (address: string): boolean => isPostgres(address) || isEsdb(address);

/** @param which what the log is called in what is said of it, e.g. `the log to copy from` */
export const openLog = (address: string, which: string): OpenedLog =>
  isPostgres(address) ? inPostgres(address, which) : inEsdb(address, which);

const inPostgres = (connectionString: string, which: string): OpenedLog => {
  const pool = new Pool({ connectionString, max: 4, keepAlive: true, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  const store = createPostgresEventStore({ pool });
  const words = (error: unknown): unknown => {
    const isRefused = error instanceof BulkLoadOutOfTime || error instanceof BulkLoadRefused;
    if (isRefused) return new CliError(`${which}: ${error.message}`, EXIT_REFUSED);
    return isMissing(error)
      ? new CliError(`${which}: there is none in this database`, EXIT_REFUSED)
      : databaseWords(error, which);
  };
  const told = inWords(words);
  return {
    store,
    words,
    load: (events) => told(() => store.bulkLoad(events)),
    prepare: () => told(() => migrateLog(pool)),
    count: () => told(async () => Number(await store.head())),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};

const inEsdb = (connectionString: string, which: string): OpenedLog => {
  const store = createEsdbEventStore({ connectionString });
  const words = (error: unknown): unknown => {
    if (error instanceof EsdbUnavailable) return new CliError(`${which}: ${error.message}`, EXIT_UNREACHABLE);
    return error instanceof EsdbUnusable ? new CliError(`${which}: ${error.message}`, EXIT_REFUSED) : error;
  };
  const told = inWords(words);
  return {
    store,
    words,
    load: (events) => told(() => loadInRuns(events, store.appendCopy)),
    prepare: () => told(store.check),
    count: () => Promise.resolve(undefined),
    close: store.close,
  };
};

/** A table or a schema that is not there. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '42P01' || error.code === '3F000');

const inWords =
  (words: (error: unknown) => unknown) =>
  async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw words(error);
    }
  };
