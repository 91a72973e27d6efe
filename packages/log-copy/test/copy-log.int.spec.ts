import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { BEGINNING, createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { createEsdbEventStore } from '@sohoi/event-store-esdb';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import fc from 'fast-check';
import { Pool } from 'pg';
import { AnotherLog, compareLogs, copyLog, loadInRuns } from '../src/index.js';
import type { Target } from '../src/index.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const migrated = async (url: string): Promise<void> => {
  const pool = new Pool({ connectionString: url });
  await migrateLog(pool);
  await pool.end();
};

const emptyLog = async (): Promise<PostgresEventStore> => {
  const database = await createTestDatabase({ key: 'log-copy', prepare: migrated });
  const store = createPostgresEventStore({ connectionString: database.url });
  closing.push(database.drop, () => store.close());
  return store;
};

const into = (store: PostgresEventStore): Target => ({ store, load: (events) => store.bulkLoad(events) });

const write = async (store: EventStore, streams: readonly number[]): Promise<void> => {
  const versions = new Map<number, number>();
  for (const stream of streams) {
    const version = versions.get(stream) ?? 0;
    await store.append(`note-${stream}`, version, newEvents(1 + (stream % 3)));
    versions.set(stream, version + 1 + (stream % 3));
  }
};

const inEsdb = async (): Promise<Target> => {
  const server = await startEsdbServer();
  const store = createEsdbEventStore({ connectionString: server.connectionString });
  closing.push(server.stop, store.close);
  return { store, load: (events) => loadInRuns(events, store.appendCopy) };
};

describe('a copy into another engine', () => {
  it('and back again is the same history, instants and all', async () => {
    const source = await emptyLog();
    await write(source, [0, 1, 2, 0, 1, 2, 2, 2, 1, 5, 5, 5]);
    const between = await inEsdb();
    const copied = await copyLog(source, between);
    expect(copied).toBe(Number(await source.head()));
    expect(await copyLog(source, between)).toBe(0);
    const { hash } = await compareLogs(source, between.store);
    const back = into(await emptyLog());
    await copyLog(between.store, back);
    expect(await compareLogs(source, back.store)).toEqual({ events: copied, hash });
  });

  it('whose clock has gone back keeps every instant, in the order of the source', async () => {
    const source = await inEsdb();
    const at = (n: number) => `2023-01-0${n}T00:00:00.000Z`;
    const events = [3, 1, 2].map((n, i) => ({
      ...newEvent(),
      stream: 'note-1',
      streamVersion: i + 1,
      position: '',
      recordedAt: at(n),
    }));
    await source.load(only(events));
    const target = into(await emptyLog());
    expect(await copyLog(source.store, target)).toBe(3);
    expect((await compareLogs(source.store, target.store)).events).toBe(3);
    expect((await target.store.readStream('note-1')).map(({ recordedAt }) => recordedAt)).toEqual([
      at(3),
      at(1),
      at(2),
    ]);
  });

  it('goes on in the middle of a stream where it was cut short', async () => {
    const source = createMemoryEventStore();
    await source.append('note-1', 0, newEvents(1000));
    await source.append('note-1', 1000, newEvents(1000));
    await source.append('note-2', 0, newEvents(3));
    const target = await inEsdb();
    const failing: Target = {
      store: target.store,
      load: (events) => {
        let runs = 0;
        return loadInRuns(events, async (run) => {
          runs += 1;
          if (runs > 1) throw new Error('cut short');
          await target.load(only(run));
        });
      },
    };
    await expect(copyLog(source, failing)).rejects.toThrow('cut short');
    expect(await target.store.readStream('note-1')).toHaveLength(1000);
    expect(await copyLog(source, target)).toBe(1003);
    expect((await compareLogs(source, target.store)).events).toBe(2003);
  });
});

async function* only(run: readonly RecordedEvent[]): AsyncGenerator<RecordedEvent> {
  yield* run;
}

describe('a copy of a log', () => {
  it('is the same history, whatever was appended in which order, also when more comes later (property)', async () => {
    const target = into(await emptyLog());
    const source = await emptyLog();
    const streams = fc.array(fc.nat(4), { minLength: 1, maxLength: 20 });
    let written = 0;
    const property = fc.asyncProperty(streams, async (order) => {
      written += 1;
      await write(
        source,
        order.map((stream) => stream + 10 * written),
      );
      await copyLog(source, target);
      const { events } = await compareLogs(source, target.store);
      expect(events).toBe(Number(await source.head()));
    });
    await fc.assert(property, { numRuns: 15 });
    expect(await copyLog(source, target)).toBe(0);
  });

  it('keeps what Unicode and JSON can hold, ids, authors and instants', async () => {
    const source = createMemoryEventStore({ now: () => '2024-02-29T23:59:59.999Z' });
    const data = { '2': 'b', '1': 'a', text: 'Đặng\u2028\\n"', numbers: [1e21, 0.1], nothing: null };
    const first = newEvent({ data, metadata: { ...newEvent().metadata, causationId: newEvent().id } });
    await source.append('note-Đ', 0, [first, newEvent({ data: [] })]);
    const target = into(await emptyLog());
    await copyLog(source, target);
    const [copied] = await target.store.readStream('note-Đ');
    expect(copied).toMatchObject({ ...first, recordedAt: '2024-02-29T23:59:59.999Z' });
    expect(JSON.stringify(copied?.data)).toBe(JSON.stringify(data));
    expect((await compareLogs(source, target.store)).events).toBe(2);
  });

  it('goes on where it was cut short, and repeats nothing', async () => {
    const source = createMemoryEventStore();
    for (let n = 0; n < 30; n += 1) await source.append(`note-${n}`, 0, newEvents(1000));
    const target = into(await emptyLog());
    const stop = new AbortController();
    const first = await copyLog(source, target, {
      signal: stop.signal,
      onProgress: (handed) => {
        if (handed >= 12_000) stop.abort();
      },
    });
    expect([first, Number(await target.store.head())]).toEqual([12_000, 12_000]);
    expect(await copyLog(source, target)).toBe(18_000);
    expect((await compareLogs(source, target.store)).events).toBe(30_000);
  });

  it('goes on after a failure of the target behind what was durable', async () => {
    const source = createMemoryEventStore();
    for (let n = 0; n < 30; n += 1) await source.append(`note-${n}`, 0, newEvents(1000));
    const store = await emptyLog();
    const failing: Target = {
      store,
      load: async (events) => {
        let loaded = 0;
        const upTo = async function* () {
          for await (const event of events) {
            loaded += 1;
            if (loaded > 25_000) throw new Error('the disk is full');
            yield event;
          }
        };
        await store.bulkLoad(upTo());
      },
    };
    await expect(copyLog(source, failing)).rejects.toThrow('the disk is full');
    expect(Number(await store.head())).toBe(20_000);
    expect(await copyLog(source, into(store))).toBe(10_000);
    expect((await compareLogs(source, store)).events).toBe(30_000);
  });

  it.each([
    ['that has gone on by itself', 'note-2', 6],
    ['that has a stream of its own', 'other-1', 0],
  ])('is refused into a log %s, and nothing is written', async (_what, stream, version) => {
    const source = await emptyLog();
    await write(source, [2, 2]);
    const target = into(await emptyLog());
    await copyLog(source, target);
    await target.store.append(stream, version, newEvents(1));
    const before = await target.store.head();
    await expect(copyLog(source, target)).rejects.toBeInstanceOf(AnotherLog);
    expect(await target.store.head()).toBe(before);
  });

  it('of nothing is nothing', async () => {
    const target = into(await emptyLog());
    expect(await copyLog(await emptyLog(), target)).toBe(0);
    expect(await target.store.head()).toBe(BEGINNING);
  });
});
