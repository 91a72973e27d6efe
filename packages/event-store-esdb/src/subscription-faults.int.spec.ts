import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEsdbServer } from '../test/esdb-server.js';
import { closeAll, followBeside, openServer, openStore } from '../test/opened.js';
import type { EsdbServer } from '../test/esdb-server.js';
import { TIMINGS } from './subscription.js';

afterEach(closeAll);

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

/** Appends one event after the other, each of a stream of its own. */
const appendOneByOne = async (server: EsdbServer, from: number, count: number): Promise<string[]> => {
  const store = openStore(server);
  const ids: string[] = [];
  for (let n = from; n < from + count; n += 1) {
    const event = newEvent();
    await store.append(`note-${n}`, 0, [event]);
    ids.push(event.id);
  }
  return ids;
};

describe('a subscription', () => {
  it.each(['droppedStream', 'endedStream'] as const)('goes on behind the last event after a %s', async (fault) => {
    const server = await openServer();
    const ids = await appendOneByOne(server, 0, 3);
    const reader = followBeside(server);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    server.faults[fault] = 3;
    server.faults.repeatedDelivery = 2;
    ids.push(...(await appendOneByOne(server, 3, 12)));
    await reader.until(() => reader.events.length >= 15);
    expect(idsOf(reader.events)).toEqual(ids);
    expect(reader.statuses.some(({ state, why }) => state === 'connecting' && why !== null)).toBe(true);
  });

  it('gives each event once, though the server sends some again', async () => {
    const server = await openServer();
    const ids = await appendOneByOne(server, 0, 4);
    server.faults.repeatedDelivery = Infinity;
    const reader = followBeside(server);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    ids.push(...(await appendOneByOne(server, 4, 4)));
    await reader.until(() => reader.events.length >= 8);
    expect(idsOf(reader.events)).toEqual(ids);
  });

  it('outlives the server, says why it waits, and goes on when it is back', async () => {
    const first = await startEsdbServer();
    const ids = await appendOneByOne(first, 0, 3);
    const reader = followBeside(first);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    await closeFirst(first);
    await reader.until(() => reader.statuses.some(({ attempts }) => attempts >= 2));
    expect(reader.store.subscriptions()).toEqual([
      expect.objectContaining({
        state: 'connecting',
        why: expect.stringMatching(/cannot be reached/),
        trouble: 'unreachable',
        delivered: reader.events.at(-1)?.position,
      }),
    ]);
    const second = await openServer({ log: first.log, port: first.port });
    ids.push(...(await appendOneByOne(second, 3, 2)));
    await reader.until(() => reader.events.length >= 5);
    expect(idsOf(reader.events)).toEqual(ids);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
  });

  it('waits longer after each failure, as it is told to, and anew from the first once it got further', async () => {
    const server = await openServer();
    const asked: number[] = [];
    const pauseBefore = (attempt: number): number => {
      asked.push(attempt);
      return 0;
    };
    server.faults.unavailable = 3;
    const reader = followBeside({ ...server, timings: { pauseBefore } });
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    server.faults.unavailable = 1;
    server.faults.endedStream = 1;
    const ids = await appendOneByOne(server, 0, 1);
    await reader.until(() => asked.length >= 4 && reader.statuses.at(-1)?.state === 'live');
    expect(asked.slice(0, 4)).toEqual([1, 2, 3, 1]);
    expect(idsOf(reader.events)).toEqual(ids);
  });

  it('pauses by chance where nothing else is said', () => {
    const pauses = Array.from({ length: 50 }, () => TIMINGS.pauseBefore(3));
    expect(new Set(pauses).size).toBeGreaterThan(40);
    for (const pause of pauses) expect(pause >= 200 && pause <= 400).toBe(true);
  });

  it('that the server takes and forgets is asked for anew', async () => {
    const server = await openServer();
    server.faults.silentStream = 2;
    const reader = followBeside({ ...server, timings: { confirmMs: 50 } });
    const ids = await appendOneByOne(server, 0, 2);
    await reader.until(() => reader.events.length >= 2);
    expect(idsOf(reader.events)).toEqual(ids);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    expect(server.faults.silentStream).toBe(0);
  });

  it('that has been quiet for long looks at the log itself, and stays live', async () => {
    const server = await openServer();
    const reader = followBeside({ ...server, timings: { quietMs: 20 } });
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    const looks = server.calls.get('read') ?? 0;
    await new Promise<void>((resolve) => {
      const look = (): void => void ((server.calls.get('read') ?? 0) > looks + 4 ? resolve() : setImmediate(look));
      look();
    });
    expect(reader.statuses.filter(({ state }) => state === 'live')).toHaveLength(1);
  });

  it('of a slow reader keeps no more than a page, and loses nothing', async () => {
    const server = await openServer();
    const reader = followBeside(server);
    const writer = openStore(server);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    reader.hold();
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const events = newEvents(500).map((event) => ({ ...event, data: { text: 'x'.repeat(500) } }));
      await writer.append(`note-${n}`, 0, events);
      ids.push(...idsOf(events));
    }
    // What waited for the reader was dropped, and the server holds nothing for it either.
    expect(server.unsent()).toBe(0);
    expect(reader.events.length).toBeLessThanOrEqual(500);
    reader.release();
    await reader.until(() => reader.events.length >= ids.length);
    expect(idsOf(reader.events)).toEqual(ids);
    expect(Math.max(...reader.batches)).toBeLessThanOrEqual(500);
    expect(reader.statuses.map(({ state }) => state)).toContain('behind');
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
  });

  it('that may not read fails with the reason, for its reader and for whoever looks', async () => {
    const server = await openServer();
    server.faults.denied = Infinity;
    const reader = followBeside(server);
    await expect(reader.ended).rejects.toMatchObject({ name: 'EsdbUnusable' });
    expect(reader.store.subscriptions()).toMatchObject([
      { state: 'failed', why: expect.stringMatching(/refuses this user/), trouble: 'login' },
    ]);
  });

  it('that failed is of no account once another has come as far, and is live', async () => {
    const server = await openServer();
    server.faults.denied = Infinity;
    const { store, ended, until } = followBeside(server);
    await expect(ended).rejects.toMatchObject({ name: 'EsdbUnusable' });
    server.faults.denied = 0;
    const stopping = new AbortController();
    const again = (async () => {
      for await (const batch of store.subscribe('', stopping.signal)) expect(batch).toEqual([]);
    })();
    await until(() => store.subscriptions().some(({ state }) => state === 'live'));
    expect(store.subscriptions()).toMatchObject([{ state: 'live', why: null }]);
    stopping.abort();
    await again;
    expect(store.subscriptions()).toEqual([]);
  });

  it('ends without an error when its store is closed', async () => {
    const server = await openServer();
    const reader = followBeside(server);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    await reader.store.close();
    await expect(reader.ended).resolves.toBeUndefined();
    expect(reader.store.subscriptions()).toEqual([]);
  });
});

const closeFirst = (server: EsdbServer): Promise<void> => server.stop();
