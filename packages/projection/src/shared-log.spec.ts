import { describe, expect, it } from '@jest/globals';
import { BEGINNING, createMemoryEventStore, UnreadableRecord } from '@sohoi/event-store';
import type { EventStore, Position, StopSignal } from '@sohoi/event-store';
import fc from 'fast-check';
import { sharedLog } from './shared-log.js';

const metadata = { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: 'h' };

const logOf = async (events: number): Promise<{ store: EventStore; grow: (by: number) => Promise<void> }> => {
  const store = createMemoryEventStore();
  let length = 0;
  const grow = async (by: number): Promise<void> => {
    const added = Array.from({ length: by }, (_none, n) => ({
      ...{ id: `00000000-0000-4000-8000-${String(length + n).padStart(12, '0')}`, type: 'Counted', schemaVersion: 1 },
      ...{ data: { n: length + n }, metadata },
    }));
    if (by > 0) await store.append('count-1', length, added);
    length += by;
  };
  await grow(events);
  return { store, grow };
};

/** Hands over at most so many events at once, and counts the subscriptions that are open and the events fetched. */
const counted = (store: EventStore, atOnce: number) => {
  const counts = { open: 0, opened: 0, fetched: 0 };
  async function* subscribe(after: Position, signal: StopSignal) {
    counts.open += 1;
    counts.opened += 1;
    try {
      for await (const batch of store.subscribe(after, signal)) {
        for (let n = 0; n < batch.length; n += atOnce) {
          const part = batch.slice(n, n + atOnce);
          counts.fetched += part.length;
          yield part;
        }
      }
    } finally {
      counts.open -= 1;
    }
  }
  return { counts, store: { ...store, subscribe } satisfies EventStore };
};

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

const positionAt = (number: number): Position => (number === 0 ? BEGINNING : String(number).padStart(20, '0'));

/** Positions up to the given one, as one reader gets them, who needs some turns for each batch. */
const read = async (log: EventStore, from: number, to: number, slow = 0): Promise<readonly number[]> => {
  const stop = new AbortController();
  const got: number[] = [];
  if (from === to) return got;
  for await (const batch of log.subscribe(positionAt(from), stop.signal)) {
    got.push(...batch.map(({ position }) => Number(position)));
    await turns(slow);
    if ((got.at(-1) ?? 0) >= to) break;
  }
  return got;
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_none, n) => from + n + 1);

describe('a log shared by readers', () => {
  it('gives each of them every event once and in order, wherever it begins and however slow it is', async () => {
    const reader = fc.record({ from: fc.nat(60), slow: fc.nat(6), begins: fc.nat(8) });
    const readers = fc.array(reader, { minLength: 1, maxLength: 6 });
    const growth = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
    const sizes = { atOnce: fc.integer({ min: 1, max: 20 }), held: fc.integer({ min: 1, max: 30 }) };
    const round = fc.asyncProperty(readers, growth, sizes.atOnce, sizes.held, async (all, grown, atOnce, held) => {
      const { store, grow } = await logOf(60);
      const end = grown.reduce((sum, by) => sum + by, 60);
      const source = counted(store, atOnce);
      const log = sharedLog(source.store, { held, patience: 0 });
      const reading = all.map(async ({ from, slow, begins }) => {
        await turns(begins);
        return { from, got: await read(log, from, end, slow) };
      });
      for (const by of grown) {
        await turns(2);
        await grow(by);
      }
      for (const { from, got } of await Promise.all(reading)) expect(got).toEqual(range(from, end));
      await turns(3);
      expect(source.counts.open).toBe(0);
    });
    await fc.assert(round, { numRuns: 60 });
  });

  it('fetches each event once for readers that begin together', async () => {
    const { store } = await logOf(200);
    const source = counted(store, 10);
    const log = sharedLog(source.store);
    await Promise.all([0, 1, 2, 0].map((slow) => read(log, 0, 200, slow)));
    expect(source.counts).toMatchObject({ opened: 1, fetched: 200 });
  });

  it('comes down to one subscription once all readers have reached the end', async () => {
    const { store, grow } = await logOf(100);
    const source = counted(store, 10);
    const log = sharedLog(source.store, { held: 1, patience: 0 });
    const reading = Promise.all([0, 30, 99].map((from) => read(log, from, 103)));
    for (let n = 0; n < 2000 && (source.counts.opened < 3 || source.counts.open > 1); n += 1) await turns(1);
    expect(source.counts).toMatchObject({ open: 1, opened: 3 });
    await grow(3);
    expect((await reading).map((got) => got.length)).toEqual([103, 73, 4]);
  });

  it('holds no more than it may for a reader that stands still', async () => {
    const { store } = await logOf(500);
    const source = counted(store, 5);
    const log = sharedLog(source.store, { held: 20, patience: 0 });
    const still = log.subscribe(BEGINNING, new AbortController().signal)[Symbol.asyncIterator]();
    const first = await still.next();
    expect(await read(log, 0, 500)).toHaveLength(500);
    const rest: unknown[] = first.done ? [] : [...first.value];
    while (rest.length < 500) rest.push(...((await still.next()).value ?? []));
    // It was left behind, and fetched the rest by itself.
    expect(source.counts.opened).toBe(2);
    expect(rest).toHaveLength(500);
    await still.return?.();
  });

  it('ends for one reader alone when its signal is aborted, at the end of the log too', async () => {
    const { store, grow } = await logOf(3);
    const log = sharedLog(store);
    const stop = new AbortController();
    const stopped = (async () => {
      const got: number[] = [];
      for await (const batch of log.subscribe(BEGINNING, stop.signal)) got.push(batch.length);
      return got;
    })();
    const other = read(log, 0, 4);
    await turns(5);
    stop.abort();
    expect(await stopped).toEqual([3]);
    await grow(1);
    expect(await other).toEqual([1, 2, 3, 4]);
  });

  it('tells each reader of what cannot be read, after everything before it, and goes on behind it', async () => {
    const { store } = await logOf(10);
    const bad = new UnreadableRecord({ position: positionAt(6), id: 'i', type: 't', stream: 's', reason: 'r' });
    async function* subscribe(after: Position, signal: StopSignal) {
      for await (const batch of store.subscribe(after, signal)) {
        if (after >= bad.position) yield batch;
        else {
          yield batch.filter(({ position }) => position < bad.position);
          throw bad;
        }
      }
    }
    const log = sharedLog({ ...store, subscribe });
    const one = async (slow: number) => {
      const got: number[] = [];
      const reading = async () => {
        for await (const batch of log.subscribe(BEGINNING, new AbortController().signal)) {
          got.push(...batch.map(({ position }) => Number(position)));
          await turns(slow);
        }
      };
      await expect(reading()).rejects.toBe(bad);
      return [...got, ...(await read(log, 6, 10))];
    };
    const all = await Promise.all([one(0), one(3)]);
    for (const got of all) expect(got).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10]);
  });
});
