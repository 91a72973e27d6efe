import { afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { cloudEventOf } from '@sohoi/contracts';
import { kcatIsThere, readWithKcat } from '../../../infra/kafka/kcat.mjs';
import type { KafkaBroker, KcatRecord } from '../../../infra/kafka/kafka.d.ts';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import { recordOf } from '../src/record.js';
import { STATE_TOPIC } from '../src/topics.js';
import { instance, memberId, openSide, runRelay, until } from './relay-side.js';
import type { Side } from './relay-side.js';

jest.setTimeout(120_000);

const EVENTS = 'vwu.membership.events.v1';

const withKcat = (await kcatIsThere()) ? it : it.skip;

withKafka('what the relay wrote, as a client reads it that is none of ours,', () => {
  let broker: KafkaBroker;
  let side: Side;

  const read = async (topic: string): Promise<readonly KcatRecord[]> => {
    const records: KcatRecord[] = [];
    for await (const record of readWithKcat(broker.address, topic)) records.push(record);
    return records;
  };
  const relayAll = async (): Promise<void> => {
    const publisher = kafkaPublisher({ clientId: 'relay', brokers: [broker.address], replication: 1 });
    const running = await runRelay(side, publisher);
    const head = await side.store.head();
    await until(async () => {
      const { rowCount } = await side.pool.query('SELECT FROM read.checkpoint WHERE position = $1', [head]);
      return rowCount === 2;
    });
    await running.stop();
  };

  beforeAll(async () => {
    broker = await startKafka();
  });
  beforeEach(async () => {
    side = await openSide();
  });
  afterEach(() => side.close());

  withKcat('has the keys, headers and values of the contract, and for each key the order of the log', async () => {
    await side.record(200);
    const erased = memberId(7);
    await side.append(`person-${erased}`, 0, 'PersonErased', {
      ...{ personId: erased, unitId: memberId(0), requestId: memberId(1), legalGround: 'data-law-art-14' },
      ...{ by: 'somebody', at: '2026-02-01' },
    });
    await relayAll();
    const due = new Map<string, object[]>();
    for await (const batch of side.store.readAll('')) {
      for (const stored of batch) {
        const event = cloudEventOf(stored, instance);
        if (!event) continue;
        const { key, headers, value } = recordOf(EVENTS, event);
        due.set(key, [...(due.get(key) ?? []), { headers, value }]);
      }
    }
    const found = new Map<string, object[]>();
    const partitions = new Map<string, Set<number>>();
    for (const { key, partition, headers, value } of await read(EVENTS)) {
      found.set(key, [...(found.get(key) ?? []), { headers, value }]);
      partitions.set(key, (partitions.get(key) ?? new Set()).add(partition));
    }
    expect(found).toEqual(due);
    expect([...partitions.values()].every(({ size }) => size === 1)).toBe(true);
    const states = new Map((await read(STATE_TOPIC)).map(({ key, value }) => [key, value]));
    expect(states.get(erased)).toBeNull();
    expect(JSON.parse(states.get(memberId(3)) ?? 'null')).toMatchObject({ memberId: memberId(3), status: 'active' });
  });
});
