import { join } from 'node:path';
import { runningDatabase } from '@sohoi/demo-identity';
import {
  createFileMasterKeys,
  KeyFolderUnsafe,
  KeyStoreUnavailable,
  MasterKeyMissing,
  rotateMasterKey,
  RotationUnderWay,
} from '@sohoi/sealing';
import { Pool } from 'pg';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';
import { databaseWords } from './database-words.js';
import { progressLine } from './progress-line.js';

export type RotateOptions = {
  /** Data folder of the standalone, for its database and its keys. */
  readonly data?: string | undefined;
  /** Connection string; absent: the database of the data folder. */
  readonly database?: string | undefined;
  /** Folder of the master keys; absent: that of the data folder. */
  readonly keys?: string | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Wraps every key anew under a new master key and destroys the old one, while the ledger runs. Cut short, it goes on where
 * it was when it is called again.
 */
export const rotateKeys = async (options: RotateOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const dataDir = dataDirOfConnection(options, env);
  const url = options.database ?? env['DATABASE_URL'] ?? runningDatabase(dataDir);
  if (!url)
    throw new CliError(
      `no ledger is running on the data folder ${dataDir}: start one, or give --database`,
      EXIT_UNREACHABLE,
    );
  const pool = new Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'sohoi-keys',
  });
  pool.on('error', () => undefined);
  const progress = progressLine(process.stderr, 'keys');
  let rewrapped = 0;
  try {
    const masterKeys = createFileMasterKeys(options.keys ?? env['KEYS_FOLDER'] ?? join(dataDir, 'keys'));
    await rotateMasterKey({
      pool,
      masterKeys,
      signal,
      onProgress: ({ done, total }) => {
        rewrapped = done;
        progress.at(done, total);
      },
    });
    return `the master key was rotated: ${rewrapped} keys were wrapped anew, and the old master key is destroyed`;
  } catch (error) {
    throw signal.aborted ? cutShort(rewrapped) : inWordsOfVault(error);
  } finally {
    progress.end();
    await pool.end();
  }
};

const cutShort = (rewrapped: number): CliError =>
  new CliError(`cut short after ${rewrapped} keys; call it again and it goes on from there`, EXIT_REFUSED);

const REFUSALS = [RotationUnderWay, MasterKeyMissing, KeyFolderUnsafe, KeyStoreUnavailable];

/** What keeps a vault from being opened, for a person. */
export const inWordsOfVault = (error: unknown): unknown => {
  if (REFUSALS.some((refusal) => error instanceof refusal) && error instanceof Error) {
    return new CliError(error.message, EXIT_REFUSED);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '42P01' || code === '3F000') {
    return new CliError('this database has no vault: start the ledger on it once', EXIT_REFUSED);
  }
  return databaseWords(error);
};
