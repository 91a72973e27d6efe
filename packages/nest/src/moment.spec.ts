import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { Checkpoints } from '@sohoi/projection';
import type { DataSource } from 'typeorm';
import { Moments } from './moment.js';

/** The last is recorded on 11 January by the clock of Greenwich, on the 12th by that of Việt Nam. */
const RECORDED = ['2024-01-01T03:00:00.000Z', '2024-01-11T17:30:00.000Z'];
const [first, last] = ['1'.padStart(20, '0'), '2'.padStart(20, '0')] as const;

const momentsOfTwo = async (): Promise<Moments> => {
  const clock = [...RECORDED];
  const store = createMemoryEventStore({ now: () => clock.shift() ?? '' });
  const metadata = { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: '' };
  for (const n of [0, 1]) {
    const id = `00000000-0000-4000-8000-00000000000${n}`;
    await store.append('unit-1', n, [{ id, type: 'UnitRenamed', schemaVersion: 1, data: {}, metadata }]);
  }
  const query = async (_sql: string, [second]: readonly string[]): Promise<readonly object[]> =>
    RECORDED.flatMap((recordedAt, n) => (recordedAt <= (second ?? '') ? [{ position: [first, last][n] }] : [])).slice(
      -1,
    );
  const waitUntil = () => Promise.resolve({ reached: true });
  return new Moments({ query } as unknown as DataSource, { waitUntil } as unknown as Checkpoints, store);
};

beforeEach(
  () => void jest.useFakeTimers({ now: new Date('2024-01-20T05:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] }),
);
afterEach(() => void jest.useRealTimers());

describe('the day of which a moment may be asked', () => {
  it.each([
    ['now', undefined, '2024-01-20'],
    ['at a position, until the next event was recorded, by the clock of Việt Nam', first, '2024-01-12'],
    ['at the last position, until today: so an answer may be asked for again', last, '2024-01-20'],
    ['at an instant, until that day, though nothing was recorded on it', '2024-01-05T12:00:00Z', '2024-01-05'],
    ['at an instant, by the clock of Việt Nam', '2024-01-05T17:00:00Z', '2024-01-06'],
  ])('is %s', async (_when, asOf, until) => {
    const moments = await momentsOfTwo();
    expect(await moments.of({ asOf, validAt: until })).toMatchObject({ validAt: until });
    const after = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
    await expect(moments.of({ asOf, validAt: after })).rejects.toMatchObject({
      errors: [{ field: 'validAt', limit: until }],
    });
  });
});
