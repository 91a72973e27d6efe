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
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from '../ledger-client.js';
import { logAddressOf, mustBePosition } from '../log-address.js';
import type { LogOptions } from '../log-address.js';
import { openLog } from '../opened-log.js';
import { progressLine } from '../progress-line.js';

export type RelayReplayOptions = LogOptions & {
  readonly topic: string;
  readonly from?: string | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Sends the public events once more into a topic of their own.
 * @returns how many were sent, and the position they end at
 */
export const relayReplay = async (options: RelayReplayOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const { topic, from = '' } = options;
  if (!isReplayTopic(topic)) {
    throw new CliError('--topic takes vwu.replay.<job>, a job of 1 to 63 small letters, digits and dashes', EXIT_USAGE);
  }
  if (from !== '') mustBePosition('--from', from);
  const { kafka, instance } = settingsIn(env);
  const log = openLog(logAddressOf(options, env), 'the log');
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
