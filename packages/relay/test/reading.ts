import { Kafka, logLevel } from 'kafkajs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';

export type Read = {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

export const clientOf = (broker: KafkaBroker): Kafka =>
  new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 20 } });

const untilThere = async (broker: KafkaBroker, topics: readonly string[]): Promise<void> => {
  const admin = clientOf(broker).admin();
  await admin.connect();
  const there = async (): Promise<boolean> => {
    const found = await admin.listTopics();
    return topics.every((topic) => found.includes(topic));
  };
  while (!(await there())) await new Promise((resolve) => setTimeout(resolve, 50));
  await admin.disconnect();
};

/** Reads topics, once they are there, from the beginning until enough was seen. */
export const readUntil = async (
  broker: KafkaBroker,
  topics: readonly string[],
  enough: (read: readonly Read[]) => boolean,
): Promise<readonly Read[]> => {
  await untilThere(broker, topics);
  const consumer = clientOf(broker).consumer({ groupId: `readers-${process.hrtime.bigint()}` });
  const read: Read[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      // While the broker still loads its groups, the consumer begins again by itself.
      consumer.on(consumer.events.CRASH, ({ payload }) => void (payload.restart || reject(payload.error)));
      void consumer.run({
        eachMessage: async ({ topic, partition, message: { key, value, headers = {} } }) => {
          const texts = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, String(header)]));
          read.push({ topic, partition, key: String(key), value: value && value.toString(), headers: texts });
          if (enough(read)) resolve();
        },
      });
    });
  } finally {
    await consumer.disconnect();
  }
  return read;
};
