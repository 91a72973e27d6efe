import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { CloudEvent } from '@sohoi/contracts';
import { kcatIsThere, readWithKcat } from '../../../infra/kafka/kcat.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import { foldOf, openRelayWorld, statesOf, TOPICS } from './faults/relay-world.js';
import type { RelayWorld } from './faults/relay-world.js';
import { randomFrom } from './random-from.js';

// Where Kafka is required, as in CI, all of it; elsewhere a fifth.
const WHOLE = process.env['REQUIRE_KAFKA'] === '1';
const EVENTS = WHOLE ? 100_000 : 20_000;
const ROUNDS = WHOLE ? 18 : 6;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(SEED);

jest.setTimeout(WHOLE ? 1_200_000 : 300_000);

const withKcat = (await kcatIsThere()) ? it : it.skip;

/** Looks until it is so. @throws Error after two minutes, with the last that relay and subscriber said */
const until = async (what: string, world: RelayWorld, condition: () => Promise<boolean>): Promise<void> => {
  for (const late = Date.now() + 120_000; !(await condition());) {
    if (Date.now() > late) throw new Error(`waited in vain for ${what}: ${world.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

withKafka(`the relay and a subscriber, each a process of its own, with SEED=${SEED}`, () => {
  let broker: KafkaBroker;
  let world: RelayWorld;
  let events: readonly CloudEvent[] = [];

  type Victim = 'relay' | 'subscriber' | 'broker';
  const VICTIMS: readonly Victim[] = ['relay', 'subscriber', 'broker'];
  const struck: Record<Victim, number> = { relay: 0, subscriber: 0, broker: 0 };

  /** Each in its turn, in every second round together with another one, and each time at the first sign that it works. */
  const victimsOf = (round: number): readonly Victim[] => {
    const [one, other] = [round, round + 1 + Math.floor(random() * 2)].map((n) => VICTIMS[n % 3] ?? 'relay');
    return round % 2 === 0 || !other ? [one ?? 'relay'] : [one ?? 'relay', other];
  };

  const strike = async (victim: Victim): Promise<void> => {
    struck[victim] += 1;
    if (victim === 'broker') await broker.restart();
    else await (victim === 'relay' ? world.relayAgain() : world.subscriberAgain());
  };

  beforeAll(async () => {
    broker = await startKafka();
    world = await openRelayWorld(broker.address, SEED);
  });
  afterAll(() => world.close());

  it(`have each of ${EVENTS} events take effect once and in order, though relay, subscriber and broker are killed`, async () => {
    let round = 0;
    for (const piece of world.pieces(EVENTS, ROUNDS)) {
      const [sent, taken] = [await world.position('relay-events'), await world.taken()];
      const victims = victimsOf(round);
      const recorded = world.record(piece);
      // In the middle of a batch; or right behind it, where it was too short to be seen.
      await until('a batch to be under way', world, async () =>
        victims.includes('subscriber')
          ? (await world.isAtWork('subscriber')) || (await world.taken()) > taken
          : (await world.isAtWork('relay')) || (await world.position('relay-events')) > sent,
      );
      await Promise.all([recorded, ...victims.map(strike)]);
      round += 1;
    }
    const head = await world.head();
    expect(Number(head)).toBeGreaterThanOrEqual(EVENTS);
    await until('the relay to reach the end of the log', world, async () => {
      const sent = await Promise.all(['relay-events', 'relay-states'].map(world.position));
      return sent.every((position) => position === head);
    });
    events = await world.publicEvents();
    await until('every event to take effect', world, async () => (await world.taken()) >= events.length);
    expect(await world.state()).toEqual(foldOf(events));
    expect(await world.setAside()).toBe(0);
    expect(Math.min(...Object.values(struck))).toBeGreaterThanOrEqual(Math.floor(ROUNDS / 3));
  });

  withKcat(
    'leave behind in the topics what kcat reads as every event under its key, in order, some twice',
    async () => {
      const due = foldOf(events);
      const read: CloudEvent[] = [];
      const seen = new Set<string>();
      for (const topic of TOPICS) {
        for await (const { key, headers, value } of readWithKcat(broker.address, topic)) {
          if (seen.has(headers['ce_id'] ?? '')) continue;
          seen.add(headers['ce_id'] ?? '');
          expect(key).toBe(headers['ce_partitionkey']);
          const attributes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.slice(3), text]));
          const { streamversion, ...rest } = attributes;
          const data = JSON.parse(value ?? 'null') as CloudEvent['data'];
          read.push({ ...(rest as unknown as CloudEvent), streamversion: Number(streamversion), data });
        }
      }
      expect(foldOf(read)).toEqual(due);
    },
  );

  withKcat('leave behind in the state topic the last state of each member, and of the erased nothing', async () => {
    const last = new Map<string, unknown>();
    for await (const { key, value } of readWithKcat(broker.address, 'vwu.membership.state.v1')) {
      last.set(key, JSON.parse(value ?? 'null'));
    }
    const due = statesOf(events);
    expect([...due.values()].filter((state) => state === null).length).toBeGreaterThan(0);
    expect(last).toEqual(due);
  });
});
