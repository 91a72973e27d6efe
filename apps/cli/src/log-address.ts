import { runningDatabase } from '@sohoi/demo-identity';
import { CliError, dataDirOfConnection, EXIT_UNREACHABLE, EXIT_USAGE } from './ledger-client.js';
import { isLogAddress } from './opened-log.js';

export type LogOptions = { readonly data?: string | undefined; readonly log?: string | undefined };

/** The address of the log that is read: the one given, that of the environment, or that of the data folder. @throws CliError */
export const logAddressOf = (options: LogOptions, env: Readonly<Record<string, string | undefined>>): string => {
  const dataDir = dataDirOfConnection(options, env);
  const address = options.log ?? (env['EVENT_STORE'] || env['DATABASE_URL'] || runningDatabase(dataDir));
  if (!address) {
    throw new CliError(
      `no ledger is running on the data folder ${dataDir}: start one, or give --log`,
      EXIT_UNREACHABLE,
    );
  }
  if (!isLogAddress(address)) {
    throw new CliError('the log is no address of a log: postgres://… or esdb://…', EXIT_USAGE);
  }
  return address;
};

const POSITION = /^\d{20}(-\d{20})?$/;

/** @param option the one that takes it, e.g. `--from` */
export const mustBePosition = (option: string, text: string): void => {
  if (POSITION.test(text)) return;
  throw new CliError(`${option} takes a position that the ledger gave out, as \`sohoi events\` shows it`, EXIT_USAGE);
};
