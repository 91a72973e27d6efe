import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { EventStore, NewEvent } from '@sohoi/event-store';
import { relayEvents } from '../src/events.projection.js';
import type { Publisher } from '../src/publisher.js';
import { installReadSchema, runProjections, sharedLog } from '@sohoi/projection';
import { instance, memberId, openSide, until } from './relay-side.js';
import type { Side } from './relay-side.js';

jest.setTimeout(120_000);

const EVENTS = 60_000;
const where = { memberId: memberId(1), chapterId: memberId(2), unitId: memberId(3), at: '2026-01-01' };
const eventOf = (n: number): NewEvent => ({
  id: memberId(1_000 + n),
  ...{ type: 'RegularParticipationRecorded', schemaVersion: 1, data: { ...where, regular: n % 2 === 0 } },
  metadata: { actor: 'a', role: 'commune-cadre', correlationId: memberId(4), causationId: null, commandHash: 'none' },
});

let side: Side;
beforeAll(async () => {
  side = await openSide();
  for (let n = 0; n < EVENTS; n += 500) {
    await side.store.append(
      `member-${memberId(1)}`,
      n,
      Array.from({ length: 500 }, (_, k) => eventOf(n + k)),
    );
  }
}, 120_000);
afterAll(() => side.close());

it('a relay to a broker that is slow holds a few batches in memory, not the log', async () => {
  let read = 0;
  let sent = 0;
  let answers = false;
  /** Answers what waits; nothing does while it is undefined. */
  let answer: (() => void) | undefined;
  const slow: Publisher = {
    begin: () =>
      Promise.resolve({
        publish: async (records, between) => {
          const answered = new Promise<true>((resolve) => (answer = () => resolve(true)));
          // As long as the broker does not answer, somebody has to show that the relay lives.
          while (!answers && !(await Promise.race([answered, delay(200, false)]))) await between();
          answer = undefined;
          sent += records.length;
        },
      }),
    close: () => Promise.resolve(),
  };
  const counted: EventStore = {
    ...side.store,
    async *subscribe(after, signal) {
      for await (const batch of side.store.subscribe(after, signal)) {
        read += batch.length;
        yield batch;
      }
    },
  };
  const projections = [relayEvents(slow, instance)];
  await installReadSchema(side.pool, projections);
  const stop = new AbortController();
  const { ended } = runProjections({ pool: side.pool, store: sharedLog(counted), projections, signal: stop.signal });
  const most: number[] = [];
  for (let batches = 1; batches <= 3; batches += 1) {
    const before = sent;
    let last = -1;
    // It reads no further once it has what it takes ahead.
    await until(() => {
      const still = answer !== undefined && read === last;
      last = read;
      return still;
    });
    most.push(read - sent);
    answer?.();
    await until(() => sent > before);
  }
  stop.abort();
  answers = true;
  await ended;
  expect(sent).toBeGreaterThan(0);
  expect(Math.max(...most)).toBeLessThan(EVENTS / 2);
});
