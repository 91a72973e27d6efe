import { beforeAll, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { kcatIsThere, readWithKcat } from './kcat.mjs';
import { startKafka, withKafka } from './testing.mjs';

jest.setTimeout(120_000);

const TOPIC = 'kept';

const clientOf = (broker) =>
  new Kafka({
    clientId: 'spec',
    brokers: [broker.address],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 100 },
  });

const record = (n) => ({ key: `member-${n % 3}`, value: `${n}`, headers: { ce_id: `id-${n}` } });

const send = async (kafka, numbers) => {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  await producer.send({ topic: TOPIC, acks: -1, messages: numbers.map(record) });
  await producer.disconnect();
};

/**
 * So many different records of the topic as `key value header`, each where it came first. A client that did not hear of an
 * acknowledgement in time sends once more, so that one may be there twice.
 */
const readAll = async (kafka, count) => {
  const consumer = kafka.consumer({ groupId: `readers-${process.hrtime.bigint()}` });
  const read = new Map();
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await new Promise((resolve, reject) => {
    // While the broker still loads its groups, the consumer begins again by itself.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    void consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers } }) => {
        const text = `${key} ${value} ${headers.ce_id}`;
        if (!read.has(text)) read.set(text, { partition, text });
        if (read.size === count) resolve();
      },
    });
  });
  await consumer.disconnect();
  return [...read.values()];
};

const due = (to) => Array.from({ length: to }, (_, n) => `member-${n % 3} ${n} id-${n}`).sort();

const withKcat = (await kcatIsThere()) ? it : it.skip;

withKafka('a real broker', () => {
  let broker;
  let kafka;

  beforeAll(async () => {
    broker = await startKafka();
    kafka = clientOf(broker);
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 3, replicationFactor: 1 }] });
    await admin.disconnect();
  });

  it('has all that it acknowledged after a kill -9 and a restart on the same ports', async () => {
    const address = broker.address;
    const killed = broker.pid;
    await send(kafka, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await broker.kill();
    expect(() => process.kill(killed, 0)).toThrow('ESRCH');
    await broker.restart();
    expect(broker.address).toBe(address);
    await send(kafka, [10, 11, 12, 13, 14]);
    const read = await readAll(kafka, 15);
    expect(read.map(({ text }) => text).sort()).toEqual(due(15));
  });

  it('keeps the order of a key', async () => {
    const read = await readAll(kafka, 15);
    const ofOne = read.filter(({ text }) => text.startsWith('member-1 '));
    expect(new Set(ofOne.map(({ partition }) => partition)).size).toBe(1);
    expect(ofOne.map(({ text }) => Number(text.split(' ')[1]))).toEqual([1, 4, 7, 10, 13]);
  });

  withKcat('shows kcat the same keys, values, headers and order', async () => {
    const records = await Array.fromAsync(readWithKcat(broker.address, TOPIC));
    const lines = [...new Set(records.map(({ key, value, headers }) => `${key} ${value} ${headers.ce_id}`))];
    expect([...lines].sort()).toEqual(due(15));
    const ofOne = lines.filter((line) => line.startsWith('member-1 '));
    expect(ofOne.map((line) => Number(line.split(' ')[1]))).toEqual([1, 4, 7, 10, 13]);
  });
});
