import { afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { cloudEventOf } from '@sohoi/contracts';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import { relayCheckpoints } from '../src/checkpoints.js';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import type { Publisher } from '../src/publisher.js';
import { recordOf } from '../src/record.js';
import { STATE_TOPIC } from '../src/topics.js';
import { clientOf, readUntil } from './reading.js';
import type { Read } from './reading.js';
import { instance, memberId, openSide, runRelay, until } from './relay-side.js';
import type { Running, Side } from './relay-side.js';

jest.setTimeout(120_000);

const EVENTS = 'vwu.membership.events.v1';

const idsOf = (read: readonly Read[]): readonly string[] => read.map(({ headers }) => headers['ce_id'] ?? '');

/** Versions of each subject in the order in which they came, each where it came first. */
const orderOf = (read: readonly Read[]): Readonly<Record<string, readonly number[]>> => {
  const seen = new Set<string>();
  const order: Record<string, number[]> = {};
  for (const { headers } of read) {
    const { ce_id: id = '', ce_subject: subject = '', ce_streamversion: version } = headers;
    if (seen.has(id)) continue;
    seen.add(id);
    (order[subject] ??= []).push(Number(version));
  }
  return order;
};

const inOrder = (order: Readonly<Record<string, readonly number[]>>): boolean =>
  Object.values(order).every((versions) => versions.every((version, n) => version === n + 1));

withKafka('the relay', () => {
  let broker: KafkaBroker;
  let side: Side;
  const begun: Running[] = [];

  const publisher = (): Publisher =>
    kafkaPublisher({ clientId: `relay-${process.pid}`, brokers: [broker.address], replication: 1 });
  const start = async (by: Publisher = publisher()): Promise<Running> => {
    const running = await runRelay(side, by);
    begun.push(running);
    return running;
  };
  const countOf = async (name: string): Promise<number> => {
    const { rows } = await side.pool.query<{ events: string }>('SELECT events FROM read.checkpoint WHERE name = $1', [
      name,
    ]);
    return Number(rows[0]?.events ?? 0);
  };

  beforeAll(async () => {
    broker = await startKafka();
  });
  beforeEach(async () => {
    side = await openSide();
  });
  afterEach(async () => {
    await Promise.all(begun.splice(0).map((running) => running.stop()));
    await side.close();
    const admin = clientOf(broker).admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('vwu.'));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    await admin.disconnect();
  });

  it('sends every public event, byte for byte as the contract has it, and each member to one partition in order', async () => {
    await side.record(200);
    await start();
    const read = await readUntil(broker, [EVENTS], ({ length }) => length === 200);
    const due = new Map<string, unknown>();
    for await (const batch of side.store.readAll('')) {
      for (const stored of batch) {
        const event = cloudEventOf(stored, instance);
        if (event) due.set(event.id, recordOf(EVENTS, event));
      }
    }
    for (const { partition: _, ...record } of read) expect(record).toEqual(due.get(record.headers['ce_id'] ?? ''));
    expect(new Set(idsOf(read)).size).toBe(200);
    expect(inOrder(orderOf(read))).toBe(true);
    const partitions = new Map(read.map(({ key, partition }) => [key, partition]));
    expect(read.every(({ key, partition }) => partitions.get(key) === partition)).toBe(true);
    expect(new Set(partitions.values()).size).toBeGreaterThan(3);
    expect(JSON.stringify(read)).not.toMatch(/fullName|sealed/);
  });

  it('waits while Kafka is away, says so, and goes on without a loss when it is back', async () => {
    await side.record(100);
    const { states } = await start();
    await until(async () => (await countOf('relay-events')) === 100);
    await broker.kill();
    await side.record(100);
    await until(() => states.get('relay-events')?.state === 'retrying');
    expect(states.get('relay-events')).toEqual({
      state: 'retrying',
      reason: expect.stringMatching(/^KafkaUnfit: Kafka: /),
    });
    expect(await countOf('relay-events')).toBe(100);
    await broker.restart();
    await until(async () => (await countOf('relay-events')) === 200);
    const read = await readUntil(broker, [EVENTS], (all) => new Set(idsOf(all)).size === 200);
    expect(inOrder(orderOf(read))).toBe(true);
  });

  it('may send twice what it did not see acknowledged, but loses nothing and keeps the order', async () => {
    const real = publisher();
    let lost = 0;
    const forgetful: Publisher = {
      ...real,
      begin: async (name, topics) => {
        const term = await real.begin(name, topics);
        return {
          publish: async (records, between) => {
            await term.publish(records, between);
            if (name === 'events' && records.length > 0 && lost < 3) {
              lost += 1;
              throw Object.assign(new Error('killed before the checkpoint moved'), { passing: true });
            }
          },
        };
      },
    };
    await start(forgetful);
    for (let n = 0; n < 5; n += 1) await side.record(40);
    await until(async () => (await countOf('relay-events')) === 200);
    const read = await readUntil(broker, [EVENTS], (all) => new Set(idsOf(all)).size === 200);
    expect(lost).toBe(3);
    expect(read.length).toBeGreaterThan(200);
    expect(inOrder(orderOf(read))).toBe(true);
  });

  it('works once though two are started, and the second goes on when the first is stopped', async () => {
    await side.record(50);
    const first = await start();
    await until(() => first.states.get('relay-events')?.state === 'running');
    const second = await start();
    await until(() => second.states.get('relay-events')?.state === 'waiting');
    await side.record(50);
    await until(async () => (await countOf('relay-events')) === 100);
    await first.stop();
    await side.record(50);
    await until(async () => (await countOf('relay-events')) === 150);
    const read = await readUntil(broker, [EVENTS], ({ length }) => length === 150);
    expect(new Set(idsOf(read)).size).toBe(150);
    expect(inOrder(orderOf(read))).toBe(true);
  });

  it('refuses what a sender that was replaced still has under way', async () => {
    const [old, next] = [publisher(), publisher()];
    const topics = [{ topic: EVENTS, partitions: 12, config: {} }];
    const record = (value: string) => ({ topic: EVENTS, key: 'k', headers: {}, value });
    const between = (): Promise<void> => Promise.resolve();
    const before = await old.begin('events', topics);
    await before.publish([record('1')], between);
    const after = await next.begin('events', topics);
    await expect(before.publish([record('late')], between)).rejects.toMatchObject({
      name: 'KafkaUnfit',
      passing: true,
    });
    await after.publish([record('2'), record('3')], between);
    const read = await readUntil(broker, [EVENTS], (all) => all.some(({ value }) => value === '3'));
    expect(read.map(({ value }) => value)).toEqual(['1', '2', '3']);
    await Promise.all([old.close(), next.close()]);
  });

  it('sends nothing to a topic that is not as it must be, says what is wrong, and goes on once it is mended', async () => {
    const admin = clientOf(broker).admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: EVENTS, numPartitions: 3 }] });
    await side.record(10);
    const { states } = await start();
    // While the topic is being made the broker may say something else first.
    const flaw = `KafkaUnfit: topic ${EVENTS}: it has 3 partitions and must have 12, for keys would move`;
    await until(() => JSON.stringify(states.get('relay-events') ?? '').includes(flaw));
    expect(await countOf('relay-events')).toBe(0);
    await admin.deleteTopics({ topics: [EVENTS] });
    await admin.disconnect();
    await until(async () => (await countOf('relay-events')) === 10);
    await readUntil(broker, [EVENTS], ({ length }) => length === 10);
  });

  it('has acknowledged nothing that readers of committed records do not see, though the broker is killed right then', async () => {
    const by = publisher();
    const topics = [{ topic: EVENTS, partitions: 24, config: {} }];
    const records = Array.from({ length: 500 }, (_, n) => {
      return { topic: EVENTS, key: `k${n}`, headers: {}, value: 'x'.repeat(500) };
    });
    const term = await by.begin('events', topics);
    await term.publish(records, () => Promise.resolve());
    await broker.kill();
    await by.close();
    await broker.restart();
    const read = await readUntil(broker, [EVENTS], ({ length }) => length === 500);
    expect(new Set(read.map(({ key }) => key)).size).toBe(500);
  });

  it('does not take a topic for history that forgets', async () => {
    const forgets = publisher();
    const asked = (config: Readonly<Record<string, string>>) =>
      forgets.begin('x', [{ topic: 'vwu.short', partitions: 1, config }]);
    await asked({ 'retention.ms': '1000', 'delete.retention.ms': '5000' });
    await expect(asked({ 'retention.ms': '-1' })).rejects.toThrow(
      'topic vwu.short: retention.ms is 1000 and must be -1',
    );
    await expect(asked({ 'delete.retention.ms': '6000' })).rejects.toThrow('delete.retention.ms is 5000');
    await expect(asked({ 'delete.retention.ms': '4000' })).resolves.toBeDefined();
    await forgets.close();
  });

  it('says of a record over the limit of the broker that it will never be taken, and leaves nothing of its batch', async () => {
    const by = publisher();
    const topics = [{ topic: EVENTS, partitions: 12, config: {} }];
    const record = (value: string) => ({ topic: EVENTS, key: 'k', headers: {}, value });
    const term = await by.begin('events', topics);
    const sent = term.publish([record('small'), record('x'.repeat(2_000_000))], () => Promise.resolve());
    await expect(sent).rejects.toMatchObject({ name: 'RecordRefused' });
    const again = await by.begin('events', topics);
    await again.publish([record('after')], () => Promise.resolve());
    const read = await readUntil(broker, [EVENTS], ({ length }) => length > 0);
    expect(read.map(({ value }) => value)).toEqual(['after']);
    await by.close();
  });

  it('keeps of each member her state under her id, and of one who was erased a tombstone', async () => {
    await side.record(60);
    const erased = memberId(7);
    await side.append(`person-${erased}`, 0, 'PersonErased', {
      ...{ personId: erased, unitId: memberId(0), requestId: memberId(1), legalGround: 'data-law-art-14' },
      ...{ by: 'somebody', at: '2026-02-01' },
    });
    await start();
    const read = await readUntil(
      broker,
      [STATE_TOPIC],
      (all) => all.some(({ value }) => value === null) && new Set(all.map(({ key }) => key)).size === 30,
    );
    const last = new Map(read.map(({ key, value }) => [key, value]));
    expect(last.size).toBe(30);
    expect(last.get(erased)).toBeNull();
    expect(JSON.parse(last.get(memberId(3)) ?? 'null')).toMatchObject({
      memberId: memberId(3),
      regular: true,
      status: 'active',
      streamversion: 2,
    });
    // What Kafka has taken is kept here a moment later.
    await until(async () => (await side.pool.query('SELECT FROM read.relay_members')).rowCount === 29);
    const admin = clientOf(broker).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: STATE_TOPIC, configNames: ['cleanup.policy', 'delete.retention.ms'] }],
    });
    await admin.disconnect();
    const config = resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]);
    expect(Object.fromEntries(config ?? [])).toEqual({
      'cleanup.policy': 'compact',
      'delete.retention.ms': '2592000000',
    });
  });

  it('sends each signed checkpoint under its origin, as it was signed', async () => {
    const keep = (size: number): Promise<unknown> =>
      side.pool.query('INSERT INTO ledger.checkpoint (size, root, signed) VALUES ($1, $2, $3)', [
        ...[size, Buffer.alloc(32, size), `ledger.test/so\n${size}\nroot\n\n— ledger.test/so sig\n`],
      ]);
    await keep(1);
    await start();
    const topic = 'vwu.ledger.checkpoints.v1';
    await readUntil(broker, [topic], ({ length }) => length === 1);
    await keep(2);
    const read = await readUntil(broker, [topic], ({ length }) => length === 2);
    expect(read.map(({ key, value }) => [key, value?.split('\n')[1]])).toEqual([
      ['ledger.test/so', '1'],
      ['ledger.test/so', '2'],
    ]);
  });

  it('sends checkpoints by one of two, and by the other once that one is stopped', async () => {
    const origin = 'ledger.two/so';
    const keep = (size: number): Promise<unknown> =>
      side.pool.query('INSERT INTO ledger.checkpoint (size, root, signed) VALUES ($1, $2, $3)', [
        ...[size, Buffer.alloc(32, size), `${origin}\n${size}\nroot\n\n— ${origin} sig\n`],
      ]);
    const topic = 'vwu.ledger.checkpoints.v1';
    const ours = (records: readonly Read[]): number => records.filter(({ key }) => key === origin).length;
    const one = new AbortController();
    const two = new AbortController();
    const troubles: unknown[] = [];
    const run = ({ signal }: AbortController): Promise<void> => {
      const by = publisher();
      const onTrouble = (reason: string | null): void => void (reason && troubles.push(reason));
      return relayCheckpoints({ pool: side.pool, publisher: by, every: 50, signal, onTrouble }).finally(() =>
        by.close(),
      );
    };
    await keep(101);
    const first = run(one);
    await readUntil(broker, [topic], (read) => ours(read) === 1);
    const second = run(two);
    await keep(102);
    await readUntil(broker, [topic], (read) => ours(read) === 2);
    one.abort();
    await first;
    await keep(103);
    const read = await readUntil(broker, [topic], (all) =>
      all.some(({ key, value }) => key === origin && /^103$/m.test(value ?? '')),
    );
    two.abort();
    await second;
    const sizes = read.filter(({ key }) => key === origin).map(({ value }) => Number(value?.split('\n')[1]));
    // The one that takes over may send the last one again before there is a newer one.
    expect([
      [101, 102, 103],
      [101, 102, 102, 103],
    ]).toContainEqual(sizes);
    expect(troubles).toEqual([]);
  });
});
