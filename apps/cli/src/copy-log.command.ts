import { runningDatabase } from '@sohoi/demo-identity';
import { AnotherLog, compareLogs, copyLog, LogsDiffer } from '@sohoi/log-copy';
import { databaseWords } from './database-words.js';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from './ledger-client.js';
import { isLogAddress, openLog } from './opened-log.js';
import { progressLine } from './progress-line.js';

export type CopyLogOptions = {
  /** Data folder of the standalone whose log is copied, unless `from` says otherwise. */
  readonly data?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const SOURCE = 'the log to copy from';
const TARGET = 'the log to copy into';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Copies a log into an empty one, or goes on where a copy was cut short, and compares both to the end.
 * @returns how many events both have, and the rolling hash over them
 */
export const copyLogCommand = async (options: CopyLogOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const dataDir = dataDirOfConnection(options, env);
  const from = options.from ?? env['SOHOI_COPY_FROM'] ?? runningDatabase(dataDir);
  const to = options.to ?? env['SOHOI_COPY_TO'];
  if (!from) {
    throw new CliError(
      `no ledger is running on the data folder ${dataDir}: start one, or give --from`,
      EXIT_UNREACHABLE,
    );
  }
  if (!to) throw new CliError('give the log to copy into with --to or SOHOI_COPY_TO', EXIT_USAGE);
  if (from === to) throw new CliError('--from and --to are one and the same log', EXIT_USAGE);
  for (const [address, which] of [
    [from, SOURCE],
    [to, TARGET],
  ] as const) {
    if (!isLogAddress(address))
      throw new CliError(`${which} is no address of a log: postgres://… or esdb://…`, EXIT_USAGE);
  }
  const source = openLog(from, SOURCE);
  const target = openLog(to, TARGET);
  const progress = progressLine(process.stderr, 'events');
  try {
    await target.prepare();
    const total = await source.count();
    const begun = await target.count();
    const copied = await copyLog(source.store, target, {
      signal,
      onProgress: (handed) => progress.at((begun ?? 0) + handed, total),
    });
    if (signal.aborted) throw cutShort(copied);
    const checking = progressLine(process.stderr, 'events compared');
    const { events, hash } = await compareLogs(source.store, target.store, {
      signal,
      onProgress: (compared) => checking.at(compared, total),
    });
    checking.end();
    if (signal.aborted) throw cutShort(copied);
    return `${copied} events copied; both logs hold the same ${events} events, rolling hash ${hash}`;
  } catch (error) {
    throw inWords(error);
  } finally {
    progress.end();
    await Promise.all([source.close(), target.close()]);
  }
};

const cutShort = (copied: number): CliError =>
  new CliError(`cut short after ${copied} events; call it again and it goes on from there`, EXIT_REFUSED);

const inWords = (error: unknown): unknown =>
  error instanceof AnotherLog || error instanceof LogsDiffer
    ? new CliError(error.message, EXIT_REFUSED)
    : databaseWords(error);
