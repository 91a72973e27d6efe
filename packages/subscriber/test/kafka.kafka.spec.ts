import { afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Message } from 'kafkajs';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import type { CloudEvent } from '../src/cloud-event.js';
import { kafkaTopics } from '../src/kafka.js';
import { loadSnapshot } from '../src/load-snapshot.js';
import type { Notice } from '../src/notice.js';
import { subscribe } from '../src/subscriber.js';
import { at, logOf, snapshotOf } from './examples.js';
import { memoryInbox } from './memory-inbox.js';
import type { MemoryInbox } from './memory-inbox.js';

jest.setTimeout(180_000);

/** As the relay writes them: attributes in headers, data in the value. */
const recordOf = ({ data, ...attributes }: CloudEvent): Message => ({
  key: attributes.partitionkey,
  value: JSON.stringify(data),
  headers: {
    'content-type': 'application/json',
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)])),
  },
});

withKafka('a subscriber of Kafka topics', () => {
  let broker: KafkaBroker;
  const running: { readonly stop: AbortController; readonly ended: Promise<void> }[] = [];

  const client = (): Kafka =>
    new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 20 } });

  const send = async (topic: string, messages: readonly Message[]): Promise<void> => {
    const producer = client().producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [...messages] });
    await producer.disconnect();
  };

  const createTopic = async (topic: string): Promise<void> => {
    const admin = client().admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] });
    await admin.disconnect();
  };

  /** A subscriber at work, its inbox, and what it told. */
  const start = (topic: string, inbox: MemoryInbox): { told: Notice[]; stop(): Promise<void> } => {
    const stop = new AbortController();
    const told: Notice[] = [];
    const tell = (notice: Notice): void => void told.push(notice);
    const source = kafkaTopics({
      kafka: { clientId: 'spec', brokers: [broker.address], retry: { initialRetryTime: 100, retries: 3 } },
      group: `group-of-${topic}`,
      topics: [topic],
      tell,
    });
    const handle = (event: CloudEvent, effects: string[]): void => void effects.push(event.id);
    const ended = subscribe({ source, inbox, handle, tell }).run(stop.signal);
    running.push({ stop, ended });
    return { told, stop: () => (stop.abort(), ended) };
  };

  const until = async (so: () => boolean): Promise<void> => {
    while (!so()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  const bySubject = (ids: readonly string[]): unknown => {
    const lists: Record<string, string[]> = {};
    for (const id of ids) (lists[id.split('-')[0] ?? ''] ??= []).push(id);
    return lists;
  };

  beforeAll(async () => {
    broker = await startKafka();
  });
  afterEach(async () => {
    for (const { stop } of running) stop.abort();
    await Promise.all(running.splice(0).map(({ ended }) => ended));
  });

  it('takes every event once and each subject in order, though the broker is killed and it is started again', async () => {
    const log = logOf(Array.from({ length: 1200 }, (_, n) => `s${(n * 7) % 40}`));
    await createTopic('killed');
    await send('killed', log.slice(0, 500).map(recordOf));
    const inbox = memoryInbox();
    const first = start('killed', inbox);
    await until(() => inbox.state().effects.length > 0);
    await broker.kill();
    await broker.restart();
    // Sent twice, as by a relay that did not hear of the acknowledgement.
    await send('killed', log.slice(400, 800).map(recordOf));
    await until(() => inbox.state().effects.length >= 800);
    await first.stop();

    await send('killed', log.slice(800).map(recordOf));
    start('killed', inbox);
    await until(() => inbox.state().effects.length >= 1200);
    expect(bySubject(inbox.state().effects)).toEqual(bySubject(log.map(({ id }) => id)));
  });

  it('passes over what a snapshot holds, in every partition', async () => {
    const log = logOf(Array.from({ length: 300 }, (_, n) => `s${(n * 7) % 40}`));
    await createTopic('behind');
    await send('behind', log.map(recordOf));
    const inbox = memoryInbox();
    await loadSnapshot({ inbox, snapshot: snapshotOf(log, at(200)), write: async () => undefined });
    start('behind', inbox);
    await until(() => inbox.state().effects.length >= 100);
    expect(bySubject(inbox.state().effects)).toEqual(bySubject(log.slice(200).map(({ id }) => id)));
  });

  it('goes on behind what one answer of the broker holds, and is handed nothing twice', async () => {
    const log = logOf(Array.from({ length: 300 }, () => 'a')).map((event) => ({
      ...event,
      data: { note: 'x'.repeat(10_000) },
    }));
    await createTopic('wide');
    for (let n = 0; n < log.length; n += 50) await send('wide', log.slice(n, n + 50).map(recordOf));
    const stop = new AbortController();
    const ids: string[] = [];
    const kafka = { clientId: 'spec', brokers: [broker.address] };
    const source = kafkaTopics({ kafka, group: 'group-of-wide', topics: ['wide'], tell: () => undefined });
    await source.run(
      ({ events }) => {
        ids.push(...events.map(({ id }) => id));
        if (ids.length >= log.length) stop.abort();
        return Promise.resolve();
      },
      () => Promise.resolve(undefined),
      stop.signal,
    );
    expect(ids).toEqual(log.map(({ id }) => id));
  });

  it('keeps what is no event, with where it stands, and goes on', async () => {
    const [a1, a2] = logOf(['a', 'a']);
    if (!a1 || !a2) throw new Error('two events');
    await createTopic('rubbish');
    await send('rubbish', [
      recordOf(a1),
      { key: 'a', value: '{' },
      { key: 'a', value: '{}' },
      { key: 'a', value: null },
      recordOf(a2),
    ]);
    const inbox = memoryInbox();
    const { told } = start('rubbish', inbox);
    await until(() => inbox.state().effects.length === 2 && inbox.state().unreadable.length === 3);
    expect(inbox.state().effects).toEqual(['a-1', 'a-2']);
    expect(told.flatMap((notice) => (notice.kind === 'unreadable' ? [notice.reason] : []))).toEqual([
      'data: must be JSON',
      'id: must be a text that is not empty',
      'data: a record without a value is no event',
    ]);
  });

  it('waits for a topic that is not there yet, and says so', async () => {
    const inbox = memoryInbox();
    const { told } = start('later', inbox);
    await until(() => told.length > 0);
    expect(told[0]).toEqual(expect.objectContaining({ kind: 'waiting', for: 'Kafka' }));
    await createTopic('later');
    await send('later', logOf(['a']).map(recordOf));
    await until(() => inbox.state().effects.length === 1);
  });
});
