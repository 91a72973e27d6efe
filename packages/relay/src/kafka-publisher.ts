import kafkajs, { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Admin, KafkaConfig, Producer } from 'kafkajs';
import { KafkaUnfit, RecordRefused } from './publisher.js';
import type { Publisher, Term } from './publisher.js';
import type { Outgoing } from './record.js';
import type { TopicSetting } from './topics.js';

// Of a module of CommonJS Node does not find all names.
const { ConfigResourceTypes, KafkaJSError } = kafkajs;

export type KafkaSettings = Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'> & {
  readonly clientId: string;
  /** Copies of each topic that is made; the broker's own default if it is -1. */
  readonly replication: number;
};

/** Milliseconds for one part, or for a beginning: less than the transaction that waits for it may be idle. */
const PATIENCE = 8_000;

/** What one request holds at most, so that no batch of a partition comes near to the broker's limit of a megabyte. */
const MOST_RECORDS = 500;
const MOST_BYTES = 600_000;

const REFUSED = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'CORRUPT_MESSAGE']);

const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  (REFUSED.has((error as { readonly type?: string }).type ?? '') || isRefusal((error as { cause?: unknown }).cause));

const told = (error: unknown): Error => {
  if (error instanceof KafkaUnfit || error instanceof RecordRefused) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (isRefusal(error)) return new RecordRefused(reason, { cause: error });
  const passes = error instanceof KafkaJSError || error instanceof AggregateError;
  return passes ? new KafkaUnfit(`Kafka: ${reason}`, { cause: error }) : (error as Error);
};

/** @throws KafkaUnfit once the patience is at its end; the work itself goes on, and must be harmless then */
const inTime = async <T>(what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KafkaUnfit(`Kafka: ${what} took longer than ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw told(error);
  } finally {
    clearTimeout(timer);
  }
};

const bytesOf = ({ value, key, headers }: Outgoing): number =>
  (value?.length ?? 0) + key.length + Object.values(headers).reduce((sum, text) => sum + text.length + 20, 0);

/** The records in order, in parts that one request can hold; one that is larger by itself is a part by itself. */
export const partsOf = (records: readonly Outgoing[]): readonly (readonly Outgoing[])[] => {
  const parts: Outgoing[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = bytesOf(record);
    const part = parts.at(-1);
    if (part && part.length < MOST_RECORDS && bytes + size <= MOST_BYTES) {
      part.push(record);
      bytes += size;
    } else {
      parts.push([record]);
      bytes = size;
    }
  }
  return parts;
};

const byTopic = (records: readonly Outgoing[]) => {
  const topics = new Map<string, { key: string; value: string | null; headers: Record<string, string> }[]>();
  for (const { topic, key, value, headers } of records) {
    const list = topics.get(topic) ?? [];
    if (list.length === 0) topics.set(topic, list);
    list.push({ key, value, headers: { ...headers } });
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
};

/** What of a topic is not as it must be; retention may be longer than demanded of tombstones. */
const flawsOf = (
  setting: TopicSetting,
  found: { readonly partitions: number; readonly config: ReadonlyMap<string, string> },
): readonly string[] => [
  ...(found.partitions === setting.partitions
    ? []
    : [`it has ${found.partitions} partitions and must have ${setting.partitions}, for keys would move`]),
  ...Object.entries(setting.config).flatMap(([name, wanted]) => {
    const is = found.config.get(name) ?? 'not set';
    const suits = name === 'delete.retention.ms' ? Number(is) >= Number(wanted) : is === wanted;
    return suits ? [] : [`${name} is ${is} and must be ${wanted}`];
  }),
];

const prepareTopics = async (admin: Admin, settings: readonly TopicSetting[], replication: number): Promise<void> => {
  const there = new Set(await admin.listTopics());
  const missing = settings.filter(({ topic }) => !there.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config }) => ({
        ...{ topic, numPartitions: partitions, replicationFactor: replication },
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    });
  }
  const { topics } = await admin.fetchTopicMetadata({ topics: settings.map(({ topic }) => topic) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: settings.map(({ topic, config }) => ({
      ...{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(config) },
    })),
  });
  for (const setting of settings) {
    const entries = resources.find(({ resourceName }) => resourceName === setting.topic)?.configEntries ?? [];
    const partitions = topics.find(({ name }) => name === setting.topic)?.partitions.length ?? 0;
    const config = new Map(entries.map(({ configName, configValue }) => [configName, configValue] as const));
    const [flaw] = flawsOf(setting, { partitions, config });
    if (flaw) throw new KafkaUnfit(`topic ${setting.topic}: ${flaw}`);
  }
};

/** The broker ends whoever sent under this name as soon as a transaction is begun, and kafkajs asks it no earlier. */
const takeOver = async (producer: Producer): Promise<void> => {
  await producer.connect();
  await (await producer.transaction()).abort();
};

/** Publishes by kafkajs, in transactions of Kafka: a sender that was replaced cannot write between those after it. */
export const kafkaPublisher = ({ clientId, replication, ...connection }: KafkaSettings): Publisher => {
  const kafka = new Kafka({
    ...connection,
    clientId,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: PATIENCE,
    retry: { initialRetryTime: 100, retries: 4 },
  });
  const producers = new Map<string, Producer>();

  const end = async (name: string): Promise<void> => {
    const producer = producers.get(name);
    producers.delete(name);
    await producer?.disconnect().catch(() => undefined);
  };

  const prepare = async (topics: readonly TopicSetting[]): Promise<void> => {
    const admin = kafka.admin();
    try {
      await admin.connect();
      await prepareTopics(admin, topics, replication);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  };

  const begin = async (name: string, topics: readonly TopicSetting[]): Promise<Term> => {
    await end(name);
    await inTime('looking at the topics', prepare(topics));
    const producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionalId: `${clientId}-${name}`,
      transactionTimeout: 60_000,
    });
    producers.set(name, producer);
    await inTime('beginning to send', takeOver(producer));
    return {
      publish: async (records, between) => {
        if (records.length === 0) return;
        const transaction = await inTime('beginning a transaction', producer.transaction());
        try {
          for (const part of partsOf(records)) {
            await inTime('sending', transaction.sendBatch({ acks: -1, topicMessages: byTopic(part) }));
            await between();
          }
          await inTime('ending a transaction', transaction.commit());
        } catch (error) {
          await inTime('undoing a transaction', transaction.abort()).catch(() => undefined);
          throw told(error);
        }
      },
    };
  };

  return { begin, close: async () => void (await Promise.all([...producers.keys()].map(end))) };
};
