import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { roles } from '@sohoi/access/events';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { BadFounder, foundRights } from './found-rights.js';

const day = '2026-01-01';

const eventsOf = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) events.push(...batch);
  return events;
};

describe('the founding of a ledger', () => {
  it('records every role once, for the first founder', async () => {
    const store = createMemoryEventStore();
    expect(await foundRights(store, 'first', day)).toBe('founded');
    expect(await foundRights(store, 'first', '2026-02-02')).toBe('already-founded');
    expect(await foundRights(store, 'second', day)).toBe('already-founded');
    const events = await eventsOf(store);
    expect(events.map(({ data }) => (data as { role?: string }).role)).toEqual([undefined, ...roles]);
    expect(new Set(events.map(({ metadata }) => metadata.actor))).toEqual(new Set(['first']));
  });

  it('happens once where two founders start at the same moment', async () => {
    const store = createMemoryEventStore();
    const outcomes = await Promise.all([foundRights(store, 'first', day), foundRights(store, 'second', day)]);
    expect(outcomes.toSorted()).toEqual(['already-founded', 'founded']);
    expect(await eventsOf(store)).toHaveLength(1 + roles.length);
  });

  it('that was cut off after its claim is finished by the next start, for her who claimed it', async () => {
    const store = createMemoryEventStore();
    const cut: EventStore = {
      ...store,
      append: (stream, ...rest) =>
        stream.startsWith('founding-') ? store.append(stream, ...rest) : Promise.reject(new Error('cut off')),
    };
    await expect(foundRights(cut, 'first', day)).rejects.toThrow('cut off');
    expect(await foundRights(store, 'second', '2026-02-02')).toBe('already-founded');
    const [claim, ...granted] = await eventsOf(store);
    expect(claim).toMatchObject({ type: 'LedgerFounded', data: { actorId: 'first', at: day } });
    expect(granted).toHaveLength(roles.length);
    for (const { data } of granted) expect(data).toMatchObject({ actorId: 'first', by: 'first', at: day });
  });

  it('is known without reading the log, however late it was', async () => {
    const store = createMemoryEventStore();
    expect(await foundRights(store, 'first', day)).toBe('founded');
    const unread: EventStore = {
      ...store,
      readAll: () => {
        throw new Error('the whole log was read');
      },
    };
    expect(await foundRights(unread, 'second', day)).toBe('already-founded');
  });

  it('is given up while a log is searched for a right', async () => {
    const metadata = { actor: 'x', role: 'x', correlationId: 'x', causationId: null, commandHash: 'x' };
    const store = createMemoryEventStore();
    await store.append('unit-1', 0, [{ id: randomUUID(), type: 'Any', schemaVersion: 1, data: {}, metadata }]);
    await expect(foundRights(store, 'first', day, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(await eventsOf(store)).toHaveLength(1);
  });

  it.each(['', 'hai từ', 'x'.repeat(201)])('is not for %j', async (founder) => {
    await expect(foundRights(createMemoryEventStore(), founder, day)).rejects.toThrow(BadFounder);
  });
});
