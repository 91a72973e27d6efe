import { runningDatabase } from '@sohoi/demo-identity';
import {
  BadRelaySetting,
  isReplayTopic,
  kafkaPublisher,
  KafkaUnfit,
  RecordRefused,
  relaySettings,
  replayInto,
} from '@sohoi/relay';
import type { RelaySettings, Replayed } from '@sohoi/relay';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from '../ledger-client.js';
import { isLogAddress, openLog } from '../opened-log.js';
import { progressLine } from '../progress-line.js';

export type RelayReplayOptions = {
  readonly topic: string;
  readonly from?: string | undefined;
  readonly data?: string | undefined;
  readonly log?: string | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

const POSITION = /^\d{20}(-\d{20})?$/;

/**
 * Sends the public events once more into a topic of their own.
 * @returns how many were sent, and the position they end at
 */
export const relayReplay = async (options: RelayReplayOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const { topic, from = '' } = options;
  if (!isReplayTopic(topic)) {
    throw new CliError('--topic takes vwu.replay.<job>, a job of 1 to 63 small letters, digits and dashes', EXIT_USAGE);
  }
  if (from !== '' && !POSITION.test(from)) {
    throw new CliError('--from takes a position that the ledger gave out, as `sohoi events` shows it', EXIT_USAGE);
  }
  const { kafka, instance } = settingsIn(env);
  const log = openLog(addressOf(options, env), 'the log');
  const publisher = kafkaPublisher(kafka);
  const progress = progressLine(process.stderr, 'events');
  let done: Replayed = { read: 0, sent: 0, position: from };
  try {
    done = await replayInto({
      ...{ store: log.store, publisher, instance, topic, after: from, signal },
      onProgress: (replayed) => {
        done = replayed;
        progress.at(replayed.read);
      },
    });
  } catch (error) {
    progress.end();
    if (error instanceof KafkaUnfit) throw new CliError(`${error.message}; ${goOn(done)}`, EXIT_UNREACHABLE);
    if (error instanceof RecordRefused) throw new CliError(`Kafka: ${error.message}; ${goOn(done)}`, EXIT_REFUSED);
    throw log.words(error);
  } finally {
    progress.end();
    await Promise.all([publisher.close(), log.close()]);
  }
  if (signal.aborted) throw new CliError(`cut short; ${goOn(done)}`, EXIT_REFUSED);
  return `${done.sent} public events of ${done.read} sent to ${topic}, up to ${done.position || 'the beginning'}`;
};

const goOn = ({ sent, position }: Replayed): string =>
  `${sent} public events were sent${position ? `: go on with --from ${position}` : ''}`;

const settingsIn = (env: Env): RelaySettings => {
  try {
    const settings = relaySettings(env);
    if (settings) return settings;
  } catch (error) {
    throw error instanceof BadRelaySetting ? new CliError(error.message, EXIT_USAGE) : error;
  }
  throw new CliError('KAFKA_BROKERS: give the brokers to send to, host:port', EXIT_USAGE);
};

const addressOf = (options: RelayReplayOptions, env: Env): string => {
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
