import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningDatabase } from '@sohoi/demo-identity';
import { KeyUnreadable, NoteRefused, openCheckpoint, parseVerifier, tilePath, TileTooShort } from '@sohoi/ledger';
import type { Tile, Verifier } from '@sohoi/ledger';
import { allCheckpoints, keptSize, logKey, NoSuchTile, tilesIn } from '@sohoi/ledger-postgres';
import { Pool } from 'pg';
import { databaseWords } from './database-words.js';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from './ledger-client.js';
import { isLogAddress, openLog } from './opened-log.js';
import { progressLine } from './progress-line.js';
import { Tampered, verifyLog } from './verify-log.js';
import type { Kept, SignedHead } from './verify-log.js';
import { witnessed } from './witnessed.js';

export type VerifyOptions = {
  readonly data?: string | undefined;
  /** Where the log is; by default in the database. */
  readonly log?: string | undefined;
  /** The database in which tree and checkpoints are kept. */
  readonly database?: string | undefined;
  /** A folder of static files, in the place of the database's tree and checkpoints. */
  readonly tiles?: string | undefined;
  /** The public key of the log, or a file that holds it. */
  readonly key?: string | undefined;
  /** Files of checkpoints that somebody has kept. */
  readonly checkpoint?: readonly string[] | undefined;
  /** Public keys of witnesses, or files that hold them, who must have cosigned those files. */
  readonly witness?: readonly string[] | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

const LOG = 'the log';

/**
 * Checks log, tree and checkpoints against each other, without the ledger running.
 * @returns what was found to be right; whatever is not ends it with the first position that shows it
 */
export const verify = async (options: VerifyOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const dataDir = dataDirOfConnection(options, env);
  const database = options.database ?? env['DATABASE_URL'] ?? runningDatabase(dataDir);
  const address = options.log ?? (env['EVENT_STORE'] || database);
  if (!address || (!database && !options.tiles)) {
    const missing = address ? '--tiles or --database' : '--log or --database';
    throw new CliError(
      `no ledger is running on the data folder ${dataDir}: start one, or give ${missing}`,
      EXIT_UNREACHABLE,
    );
  }
  if (options.witness && !options.checkpoint && !options.tiles) {
    throw new CliError('witnesses have cosigned files: give --checkpoint or --tiles with --witness', EXIT_USAGE);
  }
  if (!isLogAddress(address)) throw new CliError(`${LOG} is no address of a log: postgres://… or esdb://…`, EXIT_USAGE);

  const pool = new Pool({ connectionString: database, max: 2, keepAlive: true, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  const log = openLog(address, LOG);
  const progress = progressLine(process.stderr, 'events verified');
  try {
    const given = options.key === undefined ? undefined : await keyIn(options.key);
    const key = given ?? (database ? await ownKey(pool) : undefined);
    if (!key) throw new CliError('give the public key of the log with --key', EXIT_USAGE);
    const witnesses = await Promise.all((options.witness ?? []).map(keyIn));
    const seen: string[] = [];
    const headIn = async (of: string): Promise<SignedHead> => {
      const { note, ...head } = openCheckpoint(await fileOf(of, 'the checkpoint'), key);
      seen.push(...witnessed(note, witnesses, of));
      return { ...head, of };
    };
    const kept = options.tiles ? await keptIn(options.tiles, headIn) : await keptBy(pool, key);
    const heads = inOrder(kept.heads, await headsIn(options.checkpoint ?? [], headIn));
    const total = await log.count();
    const onProgress = (events: number): void => progress.at(events, total);
    const {
      events,
      root,
      heads: checked,
      beyond,
    } = await verifyLog(log.store, { ...kept, heads }, { signal, onProgress });
    progress.end();
    const lines = [
      `${events} events are those that were recorded, in their order; root ${Buffer.from(root).toString('base64')}`,
      `${checked} signed checkpoints of ${key.name} agree` +
        (beyond > 0 ? `; ${beyond} events are newer than the last` : ''),
    ];
    lines.push(...seen);
    if (!given)
      lines.push(`the key is the ledger's own word: compare it with yours, or give yours with --key: ${key.text}`);
    return lines.join('\n');
  } catch (error) {
    throw inWords(error, signal);
  } finally {
    progress.end();
    await Promise.all([log.close(), pool.end()]);
  }
};

const keyIn = async (text: string): Promise<Verifier> =>
  parseVerifier(text.includes('+') ? text : await fileOf(text, 'the key'));

const ownKey = async (pool: Pool): Promise<Verifier | undefined> => {
  const text = await logKey(pool);
  return text === undefined ? undefined : parseVerifier(text);
};

const keptBy = async (pool: Pool, key: Verifier): Promise<Kept> => ({
  size: await keptSize(pool),
  read: tilesIn(pool),
  heads: headsBy(pool, key),
});

async function* headsBy(pool: Pool, key: Verifier): AsyncGenerator<SignedHead, undefined> {
  for await (const { size, signed } of allCheckpoints(pool)) {
    yield { ...openCheckpoint(signed, key), of: `the checkpoint of ${size} events` };
  }
}

type HeadIn = (file: string) => Promise<SignedHead>;

const keptIn = async (folder: string, headIn: HeadIn): Promise<Kept> => {
  const head = await headIn(join(folder, 'checkpoint'));
  const read = (tile: Tile): Promise<Uint8Array> =>
    readFile(join(folder, tilePath(tile))).catch(() => readFile(join(folder, tilePath({ ...tile, width: 256 }))));
  return { size: head.size, read, heads: [head] };
};

const headsIn = async (files: readonly string[], headIn: HeadIn): Promise<readonly SignedHead[]> =>
  (await Promise.all(files.map(headIn))).sort((a, b) => a.size - b.size);

/** Two lists of heads as one, smallest tree first. */
async function* inOrder(kept: Kept['heads'], given: readonly SignedHead[]): AsyncGenerator<SignedHead, undefined> {
  const rest = [...given];
  for await (const head of kept) {
    while (rest[0] && rest[0].size <= head.size) yield rest.shift() as SignedHead;
    yield head;
  }
  yield* rest;
}

const fileOf = (path: string, what: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${what} cannot be read: ${error.message}`, EXIT_USAGE);
  });

const inWords = (error: unknown, signal: AbortSignal): unknown => {
  if (error instanceof Tampered) return new CliError(`NOT AS RECORDED: ${error.message}`, EXIT_REFUSED);
  if (error instanceof NoteRefused || error instanceof KeyUnreadable) return new CliError(error.message, EXIT_REFUSED);
  if (error instanceof NoSuchTile || error instanceof TileTooShort) {
    return new CliError(`NOT AS RECORDED: a part of the tree is missing: ${error.message}`, EXIT_REFUSED);
  }
  if (signal.aborted) return new CliError('cut short: nothing wrong was found so far', EXIT_REFUSED);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '42P01' || code === '3F000')
    return new CliError('the database keeps no tree: its projector is older', EXIT_REFUSED);
  return databaseWords(error);
};
