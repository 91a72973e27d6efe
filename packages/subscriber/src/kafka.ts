import { Kafka, logLevel } from 'kafkajs';
import type { IHeaders, KafkaConfig, KafkaMessage } from 'kafkajs';
import { cloudEventIn, UnreadableEvent } from './cloud-event.js';
import type { CloudEvent } from './cloud-event.js';
import type { EventSource, Unreadable } from './event-source.js';
import { reasonOf, tellOnStderr } from './notice.js';
import type { Tell } from './notice.js';
import { waitBefore, waitFor } from './waits.js';

export type KafkaOptions = {
  /** Brokers, client id, TLS and SASL, as kafkajs takes them. */
  readonly kafka: KafkaConfig;
  /** Name of the subscriber: consumers of one group share the partitions. */
  readonly group: string;
  /** `vwu.membership.events.v1` and the like. */
  readonly topics: readonly string[];
  readonly tell?: Tell;
};

const textOf = (header: IHeaders[string]): string | undefined =>
  header === undefined ? undefined : String(Array.isArray(header) ? header[0] : header);

/**
 * The event in a record in binary mode (CloudEvents' binding to Kafka): attributes in `ce_` headers, data in the value.
 * @throws UnreadableEvent
 */
export const cloudEventOfRecord = ({ headers = {}, value }: Pick<KafkaMessage, 'headers' | 'value'>): CloudEvent => {
  if (value === null) throw new UnreadableEvent('data: a record without a value is no event');
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce_'))
    .map(([name, header]) => [name.slice(3), textOf(header)]);
  let data: unknown;
  try {
    data = JSON.parse(value.toString());
  } catch {
    throw new UnreadableEvent('data: must be JSON');
  }
  const { streamversion, ...named } = Object.fromEntries(attributes) as Record<string, string | undefined>;
  return cloudEventIn({ ...named, streamversion: streamversion && Number(streamversion), data });
};

const sorted = (
  messages: readonly KafkaMessage[],
  line: string,
): { events: CloudEvent[]; unreadable: Unreadable[] } => {
  const events: CloudEvent[] = [];
  const unreadable: Unreadable[] = [];
  for (const message of messages) {
    try {
      events.push(cloudEventOfRecord(message));
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      const received = message.value?.toString() ?? '';
      unreadable.push({ at: `${line}/${message.offset}`, received, reason: error.message });
    }
  }
  return { events, unreadable };
};

/** What no waiting mends. */
const REFUSED = new Set([
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'ILLEGAL_SASL_STATE',
  'UNSUPPORTED_SASL_MECHANISM',
]);

const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  (REFUSED.has((error as { type?: string }).type ?? '') ||
    error.name === 'KafkaJSSASLAuthenticationError' ||
    (error.cause !== undefined && isRefusal(error.cause)));

/** A consumer that is silent for so long loses its partitions to others, in ms. */
const SESSION = 10_000;

/** Consumes until the signal, until a failure of ours, or until kafkajs gives up. */
const consume = async (
  { kafka, group, topics }: KafkaOptions,
  deliver: Parameters<EventSource['run']>[0],
  signal: AbortSignal,
): Promise<void> => {
  const consumer = new Kafka({ logLevel: logLevel.NOTHING, ...kafka }).consumer({
    groupId: group,
    sessionTimeout: SESSION,
    heartbeatInterval: SESSION / 5,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: async () => false },
  });
  let stop = (): void => undefined;
  let fail: (error: unknown) => void = stop;
  const ended = new Promise<void>((resolve, reject) => ([stop, fail] = [resolve, reject]));
  signal.addEventListener('abort', stop, { once: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, heartbeat, isRunning, isStale, resolveOffset }) => {
        if (!isRunning() || isStale() || signal.aborted || batch.isEmpty()) return;
        const { topic, partition } = batch;
        const line = `${topic}/${partition}`;
        const place = String(BigInt(batch.lastOffset()) + 1n);
        const beats = setInterval(() => void heartbeat().catch(() => undefined), SESSION / 5);
        try {
          await deliver({ line, ...sorted(batch.messages, line), place });
        } catch (error) {
          fail(error);
          return;
        } finally {
          clearInterval(beats);
        }
        // A commit alone does not move the place from which kafkajs fetches.
        resolveOffset(batch.lastOffset());
        await consumer.commitOffsets([{ topic, partition, offset: place }]);
      },
    });
    if (!signal.aborted) await ended;
  } finally {
    signal.removeEventListener('abort', stop);
    ended.catch(() => undefined);
    await consumer.disconnect().catch(() => undefined);
  }
};

/** Events of Kafka topics. The group keeps its offsets at the broker, behind what took effect: what comes twice is known. */
export const kafkaTopics = (options: KafkaOptions): EventSource => ({
  whole: true,
  run: async (deliver, _placeOf, signal) => {
    const { tell = tellOnStderr } = options;
    // A failure of the delivery is the subscriber's own and ends it; everything else is the broker's.
    let own: { error: unknown } | undefined;
    let attempt = 0;
    const delivered = async (batch: Parameters<typeof deliver>[0]): Promise<void> => {
      try {
        await deliver(batch);
        attempt = 0;
      } catch (error) {
        own = { error };
        throw error;
      }
    };
    while (!signal.aborted) {
      try {
        await consume(options, delivered, signal);
      } catch (error) {
        if (own) throw own.error;
        if (isRefusal(error)) throw error;
        tell({ kind: 'waiting', for: 'Kafka', reason: reasonOf(error) });
        await waitFor(waitBefore(attempt), signal);
        attempt += 1;
      }
    }
  },
});
