import { afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import { replayInto } from '../src/replay.js';
import type { Replayed } from '../src/replay.js';
import { clientOf, readUntil } from './reading.js';
import type { Read } from './reading.js';
import { instance, openSide, runRelay } from './relay-side.js';
import type { Side } from './relay-side.js';

jest.setTimeout(120_000);

const EVENTS = 'vwu.membership.events.v1';
const NEVER = new AbortController().signal;

/** Records as they are, whatever topic they are in, by partition and then as they came. */
const asSent = (read: readonly Read[]): readonly Omit<Read, 'topic'>[] =>
  read.map(({ topic: _, ...record }) => record).sort((one, other) => one.partition - other.partition);

withKafka('a replay', () => {
  let broker: KafkaBroker;
  let side: Side;

  const replay = async (topic: string, after = '', signal = NEVER, told: Replayed[] = []): Promise<Replayed> => {
    const publisher = kafkaPublisher({ clientId: 'replays', brokers: [broker.address], replication: 1 });
    const { store } = side;
    const onProgress = (replayed: Replayed): void => void told.push(replayed);
    try {
      return await replayInto({ store, publisher, instance, topic, after, signal, onProgress });
    } finally {
      await publisher.close();
    }
  };

  beforeAll(async () => {
    broker = await startKafka();
  });
  beforeEach(async () => {
    side = await openSide();
  });
  afterEach(() => side.close());

  it('is the same to the byte as what was sent, in the same partitions and order, while the relay goes on', async () => {
    await side.record(200);
    const running = await runRelay(
      side,
      kafkaPublisher({ clientId: 'relays', brokers: [broker.address], replication: 1 }),
    );
    try {
      const sent = await readUntil(broker, [EVENTS], ({ length }) => length === 200);
      expect(await replay('vwu.replay.whole')).toMatchObject({ read: 200, sent: 200 });
      const replayed = await readUntil(broker, ['vwu.replay.whole'], ({ length }) => length === 200);
      expect(asSent(replayed)).toEqual(asSent(sent));
      await side.record(1);
      expect(await readUntil(broker, [EVENTS], ({ length }) => length === 201)).toHaveLength(201);
    } finally {
      await running.stop();
    }
  });

  it('goes on behind a position, and its topic forgets after a fortnight', async () => {
    await side.record(100);
    const { position } = await replay('vwu.replay.tail');
    await side.record(5);
    expect(await replay('vwu.replay.tail', position)).toMatchObject({ read: 5, sent: 5 });
    const read = await readUntil(broker, ['vwu.replay.tail'], ({ length }) => length === 105);
    expect(new Set(read.map(({ headers }) => headers['ce_id'])).size).toBe(105);
    const admin = clientOf(broker).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      ...{ includeSynonyms: false, resources: [{ type: 2, name: 'vwu.replay.tail', configNames: ['retention.ms'] }] },
    });
    await admin.disconnect();
    expect(resources[0]?.configEntries[0]?.configValue).toBe(String(14 * 86_400_000));
  });

  it('sends nothing more once it is stopped', async () => {
    await side.record(10);
    const told: Replayed[] = [];
    expect(await replay('vwu.replay.cut', '', AbortSignal.abort(), told)).toEqual({ read: 0, sent: 0, position: '' });
    expect(told).toEqual([]);
  });
});
