import { randomUUID } from 'node:crypto';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { newEvents } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, followBeside, openServer, openStore } from '../test/opened.js';
import type { Proposed } from '../test/stored-log.js';

afterEach(closeAll);

const envelope = { schemaVersion: 1, appendId: 'a', metadata: { actor: 'u' } };

const foreign = (changes: Partial<Record<'type' | 'contentType' | 'data' | 'metadata', string>> = {}): Proposed => ({
  id: randomUUID(),
  type: changes.type ?? 'Noted',
  contentType: changes.contentType ?? 'application/json',
  data: Buffer.from(changes.data ?? '{"text":"x"}'),
  metadata: Buffer.from(changes.metadata ?? JSON.stringify(envelope)),
});

const readAll = async (store: EventStore, after = BEGINNING): Promise<{ events: RecordedEvent[]; error?: unknown }> => {
  const events: RecordedEvent[] = [];
  try {
    for await (const batch of store.readAll(after)) events.push(...batch);
    return { events };
  } catch (error) {
    return { events, error };
  }
};

describe('a record that is not ours', () => {
  it.each([
    ['without our metadata', foreign({ metadata: '{"$correlationId":"x"}' }), /not an event of this ledger/],
    ['without any metadata', foreign({ metadata: '' }), /not an event of this ledger/],
    ['whose metadata are no JSON', foreign({ metadata: '{oops' }), /not JSON/],
    ['whose data are no JSON', foreign({ data: '{oops' }), /its data are not JSON/],
    ['of bytes', foreign({ contentType: 'application/octet-stream' }), /not JSON/],
    ['that is a link', foreign({ type: '$>', data: '0@note-0' }), /a link to another event/],
  ])('%s stops every reader behind what comes before it, and is named', async (_what, record, reason) => {
    const server = await openServer();
    const store = openStore(server);
    await store.append('note-0', 0, newEvents(2));
    server.log.append('note-9', 'any', [record]);
    await store.append('note-1', 0, newEvents(1));
    const { position } = server.log.all.find(({ id }) => id === record.id) ?? { position: 0n };
    const at = `${String(position).padStart(20, '0')}-${String(position).padStart(20, '0')}`;
    const named = { name: 'UnreadableRecord', position: at, id: record.id, type: record.type, stream: 'note-9' };

    const { events, error } = await readAll(store);
    expect(events).toHaveLength(2);
    expect(error).toMatchObject(named);
    expect(String(error)).toMatch(reason);
    const reader = followBeside(server);
    await expect(reader.ended).rejects.toMatchObject(named);
    expect(reader.events).toHaveLength(2);
    // Whoever decides to pass over it reads on after it.
    expect((await readAll(store, at)).events).toHaveLength(1);
  });

  it('of the server’s own is passed over, links in its indexes too', async () => {
    const server = await openServer();
    const store = openStore(server);
    await store.append('note-0', 0, newEvents(2));
    server.log.append('$ce-note', 'any', [foreign({ type: '$>', data: '0@note-0' })]);
    server.log.append('note-7', 'any', [foreign({ type: '$metadata' })]);
    expect(await readAll(store)).toEqual({ events: [expect.anything(), expect.anything()] });
    expect(await store.head()).toBe((await store.readStream('note-0')).at(-1)?.position);
  });

  it('but a link is given as what it leads to, at its own place, if links are to be resolved', async () => {
    const server = await openServer();
    const store = openStore({ ...server, links: 'resolve' });
    await store.append('note-0', 0, newEvents(2));
    server.log.append('picked-1', 'any', [foreign({ type: '$>', data: '1@note-0' })]);
    const { events } = await readAll(store);
    expect(events).toHaveLength(3);
    expect(events[2]).toEqual({ ...events[1], position: events[2]?.position });
    expect((events[2]?.position ?? '') > (events[1]?.position ?? '')).toBe(true);
    expect(await store.head()).toBe(events[2]?.position);
    expect(await store.readAt([events[2]?.position ?? ''])).toEqual([events[2]]);
  });
});

describe('a copied event', () => {
  it('keeps the instant at which the other log took it', async () => {
    const store = openStore(await openServer());
    const events = newEvents(2).map((event, n) => ({
      ...event,
      stream: 'note-1',
      streamVersion: n + 1,
      position: '',
      recordedAt: `2020-01-01T00:00:0${n}.000Z`,
    }));
    await store.appendCopy(events);
    const read = await store.readStream('note-1');
    expect(read.map(({ recordedAt }) => recordedAt)).toEqual(events.map(({ recordedAt }) => recordedAt));
    expect(await store.appendCopy(events)).toMatchObject({ repeated: true });
  });
});
