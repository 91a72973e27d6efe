import { BEGINNING } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { newEvents } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, followBeside, openServer, openStore } from '../test/opened.js';
import { createStoredLog } from '../test/stored-log.js';

afterEach(closeAll);

const readAll = async (store: EventStore): Promise<string[]> => {
  const ids: string[] = [];
  for await (const batch of store.readAll(BEGINNING)) ids.push(...batch.map(({ id }) => id));
  return ids;
};

/** A node that has not got the last two of five events. */
const lagging = async () => {
  const server = await openServer({ log: createStoredLog({ statistics: false }) });
  const store = openStore(server);
  const events = newEvents(5);
  const { position } = await store.append('note-1', 0, events);
  return { server, store, ids: events.map(({ id }) => id), position };
};

describe('a node that lags behind the leader', () => {
  it('does not make a reading end early: what the leader has is waited for', async () => {
    const { server, store, ids } = await lagging();
    server.faults.lagging = 3;
    expect(await readAll(store)).toEqual(ids);
    expect(server.faults.lagging).toBe(0);
  });

  it('for too long is an outage that may pass, and never the end of the log', async () => {
    const { server, store } = await lagging();
    server.faults.lagging = Infinity;
    await expect(readAll(store)).rejects.toMatchObject({ name: 'EsdbUnavailable', passing: true });
  });

  it('has no say in where the log ends', async () => {
    const { server, store, position } = await lagging();
    server.faults.lagging = Infinity;
    expect(await store.head()).toBe(position);
  });

  it('has no say in whether an event is there', async () => {
    const { server, store, ids, position } = await lagging();
    server.faults.lagging = Infinity;
    expect((await store.readAt([position])).map(({ id }) => id)).toEqual(ids.slice(-1));
  });

  it('is followed until it has caught up, and nothing is lost or doubled', async () => {
    const { server, store, ids } = await lagging();
    server.faults.lagging = Infinity;
    const reader = followBeside(server);
    await reader.until(() => reader.statuses.at(-1)?.state === 'live');
    expect(reader.events.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    server.faults.lagging = 0;
    const more = newEvents(2);
    await store.append('note-2', 0, more);
    await reader.until(() => reader.events.length >= 7);
    expect(reader.events.map(({ id }) => id)).toEqual([...ids, ...more.map(({ id }) => id)]);
  });
});

describe('a place that is none of the log', () => {
  const misaligned = (position: string): string => {
    const within = String(BigInt(position.slice(0, 20)) - 1n).padStart(20, '0');
    return `${within}-${within}`;
  };

  it('stops its reader with one sentence that names it, and is no outage', async () => {
    const { server, store, position } = await lagging();
    const at = misaligned(position);
    server.faults.invalidPosition = Infinity;
    const error = { name: 'EsdbInvalidPosition', passing: false, position: at };
    await expect(store.readAll(at)[Symbol.asyncIterator]().next()).rejects.toMatchObject(error);
    const reader = followBeside(server, at);
    await expect(reader.ended).rejects.toMatchObject(error);
    expect(reader.store.subscriptions()).toMatchObject([
      { state: 'failed', why: expect.stringMatching(/nothing that begins at position .*another log/) },
    ]);
    expect(reader.statuses.every(({ attempts }) => attempts === 0)).toBe(true);
  });

  it('holds no event for who asks for one there', async () => {
    const { server, store, position } = await lagging();
    server.faults.invalidPosition = Infinity;
    expect(await store.readAt([misaligned(position), position])).toHaveLength(1);
  });
});
