import { BadPublisher, publisherIn } from '@sohoi/contracts';
import { ExportFailed, ExportStopped, mustTakeFolder } from '@sohoi/exports';
import { SnapshotTooEarly, writeSnapshot } from '@sohoi/snapshots';
import type { WrittenSnapshot } from '@sohoi/snapshots';
import { CliError, EXIT_REFUSED, EXIT_USAGE } from '../ledger-client.js';
import { logAddressOf, mustBePosition } from '../log-address.js';
import type { LogOptions } from '../log-address.js';
import { openLog } from '../opened-log.js';
import type { ProgressLine } from '../progress-line.js';

export type SnapshotOptions = LogOptions & { readonly out: string; readonly asOf?: string | undefined };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Writes the public state of every member, for subscribers that begin behind it.
 * @param progress is told of events; ended before this returns
 */
export const snapshot = async (
  { out, asOf, ...options }: SnapshotOptions,
  env: Env,
  signal: AbortSignal,
  progress: ProgressLine,
): Promise<string> => {
  if (asOf !== undefined) mustBePosition('--as-of', asOf);
  const instance = instanceIn(env);
  const address = logAddressOf(options, env);
  try {
    await mustTakeFolder(out);
    const log = openLog(address, 'the log');
    try {
      const total = await log.count();
      const told = (events: number): void => progress.at(events, total);
      return said(out, await writeSnapshot(out, { store: log.store, instance, upTo: asOf, signal, told }));
    } catch (error) {
      throw log.words(error);
    } finally {
      await log.close();
    }
  } catch (error) {
    if (error instanceof ExportStopped) throw new CliError(`stopped: nothing stands in ${out}`, EXIT_REFUSED);
    if (error instanceof ExportFailed) throw new CliError(error.message, EXIT_REFUSED);
    if (error instanceof SnapshotTooEarly) throw new CliError(error.message, EXIT_REFUSED);
    throw error;
  } finally {
    progress.end();
  }
};

const said = (out: string, { members, events, asOfSequence, asOfRecordedAt }: WrittenSnapshot): string =>
  `${out}: ${members} states of members of ${events} events, as of ${asOfSequence} (${asOfRecordedAt})`;

const instanceIn = (env: Env) => {
  try {
    return publisherIn(env);
  } catch (error) {
    throw error instanceof BadPublisher ? new CliError(error.message, EXIT_USAGE) : error;
  }
};
