import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Admin, KafkaConfig, Message, Producer } from 'kafkajs';
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

/** Milliseconds for one step: less than the transaction that waits for it may be idle, which is told of each. */
const PATIENCE = 8_000;

/** What one request holds at most, so that no batch of a partition comes near to the broker's limit of a megabyte. */
const MOST_RECORDS = 500;
const MOST_BYTES = 600_000;

const REFUSED = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/** What the broker answered is one of these. */
const isOf = (types: ReadonlySet<string>, error: unknown): boolean =>
  error instanceof Error &&
  (types.has((error as { readonly type?: string }).type ?? '') || isOf(types, (error as { cause?: unknown }).cause));

const told = (error: unknown): Error => {
  if (error instanceof KafkaUnfit || error instanceof RecordRefused) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (isOf(REFUSED, error)) return new RecordRefused(reason, { cause: error });
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
  Buffer.byteLength(value ?? '') +
  Buffer.byteLength(key) +
  Object.values(headers).reduce((sum, text) => sum + Buffer.byteLength(text) + 20, 0);

/** Nobody waits. */
const alone = (): Promise<void> => Promise.resolve();

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
  const topics = new Map<string, Omit<Outgoing, 'topic'>[]>();
  for (const { topic, key, value, headers } of records) {
    const list = topics.get(topic) ?? [];
    if (list.length === 0) topics.set(topic, list);
    list.push({ key, value, headers });
  }
  // kafkajs writes to none of them.
  return [...topics].map(([topic, messages]) => ({ topic, messages: messages as Message[] }));
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

/** The transaction before this one is acknowledged, but not yet written in all of its partitions. */
const ENDING = new Set(['CONCURRENT_TRANSACTIONS']);

/** As `takeOver` from one's own last transaction: waits until that has ended, but for no broker that is away. */
const succeed = async (producer: Producer): Promise<void> => {
  const late = performance.now() + PATIENCE;
  await producer.connect();
  for (;;) {
    try {
      return await (await producer.transaction()).abort();
    } catch (error) {
      if (!isOf(ENDING, error) || performance.now() > late) throw error;
      await delay(5);
    }
  }
};

/** Publishes by kafkajs, in transactions of Kafka: a sender that was replaced cannot write between those after it. */
export const kafkaPublisher = ({ clientId, replication, ...connection }: KafkaSettings): Publisher => {
  const retry = { initialRetryTime: 100, retries: 4 };
  const client = (retries: number): Kafka =>
    new Kafka({
      ...connection,
      clientId,
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3_000,
      requestTimeout: PATIENCE,
      retry: { ...retry, retries },
    });
  const kafka = client(retry.retries);
  const hasty = client(0);
  const producers = new Map<string, Producer>();

  const end = async (name: string): Promise<void> => {
    const producer = producers.get(name);
    producers.delete(name);
    if (producer) await inTime('ending', producer.disconnect()).catch(() => undefined);
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

  const producerOf = (by: Kafka, name: string): Producer =>
    by.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionalId: `${clientId}-${name}`,
      transactionTimeout: 60_000,
      retry,
    });

  /**
   * A broker acknowledges a transaction before every partition has the mark of its end. One that is killed then and starts
   * again never writes that mark: readers of committed records wait for it, and if the next transaction is undone, these
   * records are undone too. A successor is let in only once the marks are there; where that cannot be seen, the records
   * count as not sent, and sending them once more writes the mark.
   */
  const settle = async (name: string): Promise<Producer> => {
    const successor = producerOf(hasty, name);
    try {
      await inTime('waiting for the end of a transaction', succeed(successor));
    } catch (error) {
      await inTime('ending', successor.disconnect()).catch(() => undefined);
      throw error;
    }
    await end(name);
    producers.set(name, successor);
    return successor;
  };

  const begin: Publisher['begin'] = async (name, topics, between = alone): Promise<Term> => {
    await end(name);
    await between();
    await inTime('looking at the topics', prepare(topics));
    await between();
    let producer = producerOf(kafka, name);
    producers.set(name, producer);
    await inTime('beginning to send', takeOver(producer));
    return {
      publish: async (records, between) => {
        if (records.length === 0) return;
        const transaction = await inTime('beginning a transaction', producer.transaction());
        try {
          await between();
          for (const part of partsOf(records)) {
            await inTime('sending', transaction.sendBatch({ acks: -1, topicMessages: byTopic(part) }));
            await between();
          }
          await inTime('ending a transaction', transaction.commit());
        } catch (error) {
          await inTime('undoing a transaction', transaction.abort()).catch(() => undefined);
          throw told(error);
        }
        producer = await settle(name);
      },
    };
  };

  return { begin, close: async () => void (await Promise.all([...producers.keys()].map(end))) };
};
