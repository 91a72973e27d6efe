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
import { BEGINNING } from '@sohoi/event-store';
import { createPostgresEventStore, DatabaseNewerThanCode, migrateLog } from '@sohoi/event-store-postgres';
import {
  createFileMasterKeys,
  createSimulatedSealer,
  KeyFolderUnsafe,
  KeyStoreUnavailable,
  MasterKeyMissing,
  migrateVault,
  openSimulatedVault,
  simulatedKeys,
  VaultInUse,
} from '@sohoi/sealing';
import { eventsExpected, flawOf, simulatedStreams } from '@sohoi/simulation';
import type { Simulation } from '@sohoi/simulation';
import { Pool } from 'pg';
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';
import { progressLine } from './progress-line.js';
import { LogHoldsOther, writeSimulation } from './simulated-log.js';

export type SimulateOptions = {
  readonly members: string;
  readonly seed: string;
  /** Data folder of a standalone that does not run, for its database and its keys. */
  readonly data?: string | undefined;
  /** Connection string of the database's owner. */
  readonly database?: string | undefined;
  /** Folder of the master keys of that database. */
  readonly keys?: string | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

const EXIT_WRONG_USE = 2;

/**
 * Writes the history of a union that does not exist into an empty log. The same members and seed give the same log, byte
 * for byte; cut short, it goes on where it was when it is called again.
 */
export const simulate = async (options: SimulateOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const simulation = simulationOf(options);
  const place = placeOf(options, env);
  const opened: (() => Promise<unknown>)[] = [];
  const checking = progressLine(process.stderr, 'events compared');
  const writing = progressLine(process.stderr, 'events');
  const expected = eventsExpected(simulation);
  try {
    const url = await open(place, opened);
    const pool = new Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: 10_000,
      application_name: 'sohoi-simulate',
    });
    pool.on('error', () => undefined);
    opened.push(() => pool.end());
    await migrateLog(pool);
    await migrateVault(pool);
    const keys = simulatedKeys(simulation.seed);
    const store = createPostgresEventStore({ pool });
    const begun = (await store.head()) !== BEGINNING;
    const vault = await openSimulatedVault(pool, createFileMasterKeys(place.keys), keys, begun);
    const written = await writeSimulation(simulation, {
      store,
      sealer: createSimulatedSealer(keys, simulatedStreams),
      vault,
      signal,
      onChecked: (events) => checking.at(events, expected),
      onWritten: (events) => writing.at(events, Math.max(expected, events)),
    });
    const { events, before, whole } = written;
    if (!whole)
      throw new CliError(`cut short after ${events} events; call it again and it goes on from there`, EXIT_REFUSED);
    return before === events ? `it is all there already: ${events} events` : `simulated: ${events} events`;
  } catch (error) {
    throw inWords(error, place.where);
  } finally {
    checking.end();
    writing.end();
    for (const close of opened.reverse()) await close();
  }
};

const simulationOf = ({ members, seed }: SimulateOptions): Simulation => {
  const whole = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : NaN);
  const simulation = { members: whole(members), seed: whole(seed) };
  const flaw = flawOf(simulation);
  if (flaw !== undefined) throw new CliError(`--members ${members} --seed ${seed}: ${flaw}`, EXIT_WRONG_USE);
  return simulation;
};

type Place = { readonly where: string; readonly keys: string } & (
  { readonly dataDir: string } | { readonly url: string }
);

/** Said by name, never by default: nobody finds a simulation where the ledger was to be. */
const placeOf = ({ data, database, keys = undefined }: SimulateOptions, env: Env): Place => {
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

/** Most of the work is one long write. */
const SETTINGS = { max_wal_size: '4GB' };

const open = async (place: Place, opened: (() => Promise<unknown>)[]): Promise<string> => {
  if ('url' in place) return place.url;
  const postgres = await startPostgres({ dataDir: place.dataDir, settings: SETTINGS });
  opened.push(() => postgres.stop());
  return postgres.url;
};

const OF_THE_FOLDER = [
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

const inWords = (error: unknown, where: string): unknown => {
  if (error instanceof LogHoldsOther || error instanceof VaultInUse) {
    const why = error instanceof LogHoldsOther ? `${error.message}` : 'its vault holds keys of another ledger';
    return new CliError(
      `${where} holds something else (${why}): a simulation goes into an empty one, and goes on with the same --members and --seed only`,
      EXIT_REFUSED,
    );
  }
  if (error instanceof DataFolderInUse) {
    return new CliError(`${where} is in use: stop the ledger that runs on it, or choose another folder`, EXIT_REFUSED);
  }
  if (OF_THE_FOLDER.some((known) => error instanceof known) && error instanceof Error) {
    return new CliError(error.message, EXIT_REFUSED);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '53100' || code === 'ENOSPC')
    return new CliError('the disk is full: free some space, then call it again', EXIT_REFUSED);
  if (code === '42501') return new CliError('the database must be opened by its owner', EXIT_REFUSED);
  if (/^(ECONN|ENOTFOUND|28|3D|57|08)/.test(code)) {
    return new CliError(`the database cannot be reached: ${(error as Error).message}`, EXIT_UNREACHABLE);
  }
  return error;
};
