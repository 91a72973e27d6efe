import { expect } from '@jest/globals';
import { BEGINNING } from '../event-store.js';
import type { RecordedEvent } from '../event-store.js';
import { createStop, follow, idsOf, newEvent, newEvents, readSome, readToEnd } from './subject.js';
import type { ContractCase } from './subject.js';

export const readCases: readonly ContractCase[] = [
  {
    title: 'reads a stream after a version and up to a limit',
    run: async ({ store }) => {
      const events = newEvents(5);
      await store.append('note-1', 0, events);
      await store.append('note-2', 0, newEvents(2));
      const versions = async (options: { after?: number; limit?: number }): Promise<number[]> =>
        (await store.readStream('note-1', options)).map(({ streamVersion }) => streamVersion);
      expect(await versions({})).toEqual([1, 2, 3, 4, 5]);
      expect(await versions({ after: 2 })).toEqual([3, 4, 5]);
      expect(await versions({ after: 1, limit: 2 })).toEqual([2, 3]);
      expect(await versions({ after: 5 })).toEqual([]);
      expect(await store.readStream('note-3')).toEqual([]);
    },
  },
  {
    title: 'reads the events at some positions, each once and in the order of the log',
    run: async ({ store }) => {
      await store.append('note-1', 0, newEvents(3));
      await store.append('note-2', 0, newEvents(2));
      const all = await readToEnd(store, BEGINNING);
      const [first, , third, , fifth] = all.map(({ position }) => position) as [string, string, string, string, string];
      const read = await store.readAt([fifth, first, third, first, BEGINNING, `${fifth.slice(0, -1)}x`]);
      expect(read).toEqual([all[0], all[2], all[4]]);
      expect(await store.readAt([])).toEqual([]);
    },
  },
  {
    title: 'is empty at first',
    run: async ({ store }) => {
      expect(await store.head()).toBe(BEGINNING);
      expect(await readToEnd(store, BEGINNING)).toEqual([]);
    },
  },
  {
    title: 'reads everything in order from any place, in pages of no particular size, with positions that sort as text',
    run: async ({ store }) => {
      const ids: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        const events = newEvents(n === 11 ? 3 : 1000);
        await store.append(`note-${n}`, 0, events);
        ids.push(...idsOf(events));
      }
      const batches: number[] = [];
      const all: RecordedEvent[] = [];
      for await (const batch of store.readAll(BEGINNING)) {
        batches.push(batch.length);
        all.push(...batch);
      }
      expect(idsOf(all)).toEqual(ids);
      expect(batches.every((size) => size > 0)).toBe(true);
      expect(all.every(({ position }, n) => position > (all[n - 1]?.position ?? BEGINNING))).toBe(true);
      expect(await store.head()).toBe(all.at(-1)?.position);
      for (const from of [0, 998, 999, 1000, 9998, 11001, 11002]) {
        expect(idsOf(await readSome(store, all[from]?.position ?? '', 2100))).toEqual(ids.slice(from + 1, from + 2101));
      }
    },
  },
  {
    title: 'ends a reading of everything although the log grows meanwhile',
    run: async ({ store }) => {
      await store.append('note-0', 0, newEvents(1));
      let appended = 0;
      for await (const batch of store.readAll(BEGINNING)) {
        appended += batch.length;
        await store.append(`note-${appended}`, 0, newEvents(batch.length));
      }
      expect(appended).toBe(1);
    },
  },
  {
    title: 'follows the log: first what is there, then what comes, by whomever',
    run: async ({ store, rival }) => {
      const events = newEvents(4);
      await store.append('note-1', 0, events.slice(0, 2));
      const following = follow(store, BEGINNING, 4);
      await store.append('note-1', 2, events.slice(2, 3));
      await rival.append('note-2', 0, events.slice(3));
      expect(idsOf(await following)).toEqual(idsOf(events));
    },
  },
  {
    title: 'follows from any checkpoint without loss or repetition',
    run: async ({ store }) => {
      for (let n = 0; n < 6; n += 1) await store.append('note-1', n, newEvents(1));
      const all = await readToEnd(store, BEGINNING);
      for (const [n, { position }] of all.slice(0, -1).entries()) {
        expect(await follow(store, position, all.length - n - 1)).toEqual(all.slice(n + 1));
      }
    },
  },
  {
    title: 'serves many followers alike while many write',
    run: async ({ store, rival }) => {
      const followers = [store, rival, store].map((from) => follow(from, BEGINNING, 60));
      const writers = Array.from({ length: 60 }, (_none, n) =>
        (n % 2 ? store : rival).append(`note-${n}`, 0, newEvents(1)),
      );
      await Promise.all(writers);
      const all = await readToEnd(store, BEGINNING);
      for (const followed of await Promise.all(followers)) expect(followed).toEqual(all);
    },
  },
  {
    title: 'ends a subscription without an error when told: before it starts, while it waits and between batches',
    run: async ({ store }) => {
      const before = createStop();
      before.stop();
      for await (const batch of store.subscribe(BEGINNING, before.signal))
        throw new Error(`got ${batch.length} events`);

      const waiting = createStop();
      const next = store.subscribe(BEGINNING, waiting.signal)[Symbol.asyncIterator]().next();
      await store.head();
      waiting.stop();
      expect(await next).toEqual({ done: true, value: undefined });

      await store.append('note-1', 0, [newEvent()]);
      const between = createStop();
      for await (const batch of store.subscribe(BEGINNING, between.signal)) {
        expect(batch).toHaveLength(1);
        between.stop();
        await store.append('note-1', 1, [newEvent()]);
      }
    },
  },
];
