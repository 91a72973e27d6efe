import { join } from 'node:path';
import {
  DataFolderForeign,
  DataFolderInUse,
  DataFolderOfOtherVersion,
  DataFolderUnreachable,
  DataFolderUnwritable,
  PostgresFailed,
  startPostgres,
  UnsupportedPlatform,
} from '@sohoi/embedded-postgres';
import { createPostgresEventStore, DatabaseNewerThanCode, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { KeyFolderUnsafe, KeyStoreUnavailable, MasterKeyMissing, migrateVault } from '@sohoi/sealing';
import { Pool } from 'pg';
import { databaseWords } from './database-words.js';
import { CliError, EXIT_REFUSED } from './ledger-client.js';

type Env = Readonly<Record<string, string | undefined>>;

export const EXIT_WRONG_USE = 2;

/** Where a simulated log is written: a folder of the standalone that does not run, or a database. */
export type SimulatedPlace = { readonly where: string; readonly keys: string } & (
  { readonly dataDir: string } | { readonly url: string }
);

/** Said by name, never by default: nobody finds a simulation where the ledger was to be. */
export const placeOf = (
  { data, database, keys }: { readonly [option in 'data' | 'database' | 'keys']?: string | undefined },
  env: Env,
): SimulatedPlace => {
  if (data !== undefined && database !== undefined) {
    throw new CliError('name a folder with --data or a database with --database, not both', EXIT_WRONG_USE);
  }
  if (data !== undefined && data !== '') {
    return { where: `the data folder ${data}`, keys: keys ?? join(data, 'keys'), dataDir: data };
  }
  const url = database ?? env['DATABASE_URL'];
  const folder = keys ?? env['KEYS_FOLDER'];
  if (!url) {
    throw new CliError(
      'name an empty folder with --data, or an empty database with DATABASE_URL and KEYS_FOLDER',
      EXIT_WRONG_USE,
    );
  }
  if (!folder) {
    throw new CliError('name the folder of the database’s master keys with --keys (KEYS_FOLDER)', EXIT_WRONG_USE);
  }
  return { where: 'the database', keys: folder, url };
};

export type OpenedPlace = {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  close(): Promise<void>;
};

/** Most of the work is one long write. */
const SETTINGS = { max_wal_size: '4GB' };

/** Opens the database, its log and its vault at this code's version. */
export const openPlace = async (place: SimulatedPlace): Promise<OpenedPlace> => {
  const postgres = 'url' in place ? undefined : await startPostgres({ dataDir: place.dataDir, settings: SETTINGS });
  const pool = new Pool({
    connectionString: 'url' in place ? place.url : postgres?.url,
    max: 4,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'sohoi-simulate',
  });
  pool.on('error', () => undefined);
  const close = async (): Promise<void> => {
    await pool.end();
    await postgres?.stop();
  };
  try {
    await migrateLog(pool);
    await migrateVault(pool);
    return { pool, store: createPostgresEventStore({ pool }), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const KNOWN = [
  DataFolderForeign,
  DataFolderOfOtherVersion,
  DataFolderUnreachable,
  DataFolderUnwritable,
  DatabaseNewerThanCode,
  KeyFolderUnsafe,
  KeyStoreUnavailable,
  MasterKeyMissing,
  PostgresFailed,
  UnsupportedPlatform,
];

/** What keeps the place from being opened or written to, in words; any other error as it is. */
export const placeWords = (error: unknown, where: string): unknown => {
  if (error instanceof DataFolderInUse) {
    return new CliError(`${where} is in use: stop the ledger that runs on it, or choose another folder`, EXIT_REFUSED);
  }
  if (KNOWN.some((known) => error instanceof known) && error instanceof Error) {
    return new CliError(error.message, EXIT_REFUSED);
  }
  return databaseWords(error, where);
};
