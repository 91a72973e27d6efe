import { BEGINNING } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogDatabase } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';
import type { BulkEvent, PostgresEventStore } from './index.js';

let store: PostgresEventStore;
let close: () => Promise<void>;

beforeEach(async () => {
  const database = await createLogDatabase();
  close = database.close;
  store = createPostgresEventStore({ connectionString: database.url });
});

afterEach(async () => {
  await store.close();
  await close();
});

const placed = (stream: string, streamVersion: number, overrides = {}): BulkEvent => ({
  ...newEvent(overrides),
  stream,
  streamVersion,
});

const readAll = async (): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(BEGINNING)) events.push(...batch);
  return events;
};

describe('bulkLoad', () => {
  it('continues the log and its streams, and appends continue after it', async () => {
    await store.append('note-1', 0, newEvents(2));
    const events = [placed('note-1', 3), placed('note-2', 1, { data: 'a\\b\tc\nd' }), placed('note-1', 4)];
    expect(await store.bulkLoad(events)).toBe('00000000000000000005');
    await store.append('note-1', 4, newEvents(1));
    const log = await readAll();
    expect(log.slice(2, 5)).toMatchObject(events);
    expect(log.map(({ position }) => Number(position))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(log.every(({ recordedAt }, n) => recordedAt >= (log[n - 1]?.recordedAt ?? ''))).toBe(true);
  });

  it('loads many in transactions of ten thousand and tells how far it is', async () => {
    const progress: number[] = [];
    const events = function* () {
      for (let n = 0; n < 50_000; n += 1) yield placed(`note-${n % 7}`, Math.floor(n / 7) + 1);
    };
    await store.bulkLoad(events(), { onProgress: (loaded) => progress.push(loaded) });
    expect(progress).toEqual([10_000, 20_000, 30_000, 40_000, 50_000]);
    expect(await store.head()).toBe('00000000000000050000');
  });

  it('keeps the instants at which another log recorded the events, and goes on from the last', async () => {
    const at = (n: number) => `2023-01-0${n}T00:00:00.00${n}Z`;
    await store.bulkLoad([1, 1, 2].map((n, i) => placed('note-1', i + 1, { recordedAt: at(n) })));
    await store.bulkLoad([placed('note-1', 4, { recordedAt: at(2) }), placed('note-1', 5)]);
    const instants = (await readAll()).map(({ recordedAt }) => recordedAt);
    expect(instants.slice(0, 4)).toEqual([at(1), at(1), at(2), at(2)]);
    expect(Date.parse(instants[4] ?? '')).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z'));
  });

  it.each([
    ['in the future', '2923-01-03T00:00:00.000Z', /it is only/],
    ['that is none', '2023-01-03', /no instant/],
  ])('refuses an instant %s and loads nothing', async (_what, recordedAt, reason) => {
    await store.bulkLoad([placed('note-1', 1, { recordedAt: '2023-01-02T00:00:00.000Z' })]);
    await expect(store.bulkLoad([placed('note-2', 1, { recordedAt })])).rejects.toThrow(reason);
    expect(await readAll()).toHaveLength(1);
  });

  it('keeps instants that go back, as those of another engine may, and appends never go back behind the latest', async () => {
    const at = (n: number) => `2023-01-0${n}T00:00:00.000Z`;
    await store.bulkLoad([3, 1, 2].map((n, i) => placed('note-1', i + 1, { recordedAt: at(n) })));
    await store.bulkLoad([placed('note-1', 4, { recordedAt: at(1) })]);
    await store.append('note-1', 4, newEvents(1));
    const instants = (await readAll()).map(({ recordedAt }) => recordedAt);
    expect(instants.slice(0, 4)).toEqual([at(3), at(1), at(2), at(1)]);
    expect(instants[4]).toBe([...instants].sort().at(-1));
  });

  it('wakes those who follow the log', async () => {
    const stop = new AbortController();
    const next = store.subscribe(BEGINNING, stop.signal)[Symbol.asyncIterator]().next();
    await store.bulkLoad([placed('note-1', 1)]);
    expect((await next).value).toHaveLength(1);
    stop.abort();
  });

  it.each([
    ['a stream that begins beyond its first version', [placed('note-2', 2)], 1],
    ['a version that is there', [placed('note-1', 1)], 2],
    ['a gap in a stream of the log', [placed('note-1', 3)], 2],
    ['a gap in a stream of the load', [placed('note-2', 1), placed('note-2', 3)], 2],
    ['versions out of order', [placed('note-1', 2), placed('note-1', 4), placed('note-1', 3)], 3],
  ])('refuses %s and loads nothing', async (_what, events, expected) => {
    await store.append('note-1', 0, newEvents(1));
    await expect(store.bulkLoad(events)).rejects.toMatchObject({ name: 'BulkLoadRefused', expected });
    expect(await store.head()).toBe('00000000000000000001');
  });

  it('refuses an id that is taken, and what can never be kept', async () => {
    const event = newEvent();
    await store.append('note-1', 0, [event]);
    await expect(store.bulkLoad([{ ...event, stream: 'note-2', streamVersion: 1 }])).rejects.toThrow('event_id_key');
    await expect(store.bulkLoad([placed('note-2', 1, { data: '\u0000' })])).rejects.toMatchObject({
      name: 'InvalidAppend',
    });
    expect(await readAll()).toHaveLength(1);
  });
});
