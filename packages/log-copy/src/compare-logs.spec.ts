import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { newEvent } from '@sohoi/event-store/testing';
import { compareLogs, LogsDiffer } from './compare-logs.js';

const events = Array.from({ length: 7 }, (_, n) => newEvent({ data: { n } }));

const filled = async (): Promise<EventStore> => {
  const store = createMemoryEventStore();
  for (const [n, event] of events.entries()) await store.append(`note-${n % 3}`, Math.floor(n / 3), [event]);
  return store;
};

/** The same log, read otherwise. */
const readAs = async (change: (all: RecordedEvent[]) => readonly RecordedEvent[]): Promise<EventStore> => {
  const store = await filled();
  return {
    ...store,
    readAll: async function* (after) {
      const all: RecordedEvent[] = [];
      for await (const batch of store.readAll(after)) all.push(...batch);
      // In batches that do not fit those of the other log.
      const changed = change(all);
      for (let n = 0; n < changed.length; n += 2) yield changed.slice(n, n + 2);
    },
  };
};

describe('two logs', () => {
  it('are the same history if every event is, whatever batches and positions they are read in', async () => {
    const elsewhere = await readAs((all) => all.map((event) => ({ ...event, position: `x${event.position}` })));
    const compared = await compareLogs(await filled(), elsewhere);
    expect(compared).toEqual({ events: 7, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await compareLogs(createMemoryEventStore(), createMemoryEventStore())).toEqual({
      events: 0,
      hash: '0'.repeat(64),
    });
  });

  it.each<[string, number, (all: RecordedEvent[]) => readonly RecordedEvent[]]>([
    ['data altered', 3, (all) => all.map((event, n) => (n === 2 ? { ...event, data: { n: 99 } } : event))],
    [
      'metadata altered',
      5,
      (all) => all.map((event, n) => (n === 4 ? { ...event, metadata: { ...event.metadata, actor: 'x' } } : event)),
    ],
    ['an instant altered', 1, (all) => all.map((event) => ({ ...event, recordedAt: '2020-01-01T00:00:00.000Z' }))],
    ['an event removed', 2, (all) => all.filter((_, n) => n !== 1)],
    ['the last event removed', 7, (all) => all.slice(0, -1)],
    ['one more', 8, (all) => [...all, { ...(all[0] as RecordedEvent), id: 'another' }]],
    ['two in another order', 4, (all) => [...all.slice(0, 3), all[4], all[3], ...all.slice(5)] as RecordedEvent[]],
  ])('differ by %s, at the first event that shows it', async (_what, event, change) => {
    const differ = compareLogs(await filled(), await readAs(change));
    await expect(differ).rejects.toBeInstanceOf(LogsDiffer);
    await expect(differ).rejects.toMatchObject({ event });
  });

  it('are compared as far as it came when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const seen: number[] = [];
    const log = await readAs((all) => all);
    const { events: compared } = await compareLogs(log, await filled(), {
      signal: stop.signal,
      onProgress: (count) => seen.push(count),
    });
    expect([compared, seen]).toEqual([2, [2]]);
  });
});
