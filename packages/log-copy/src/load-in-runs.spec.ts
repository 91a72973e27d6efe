import { describe, expect, it } from '@jest/globals';
import { BEGINNING, createMemoryEventStore } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { loadInRuns } from './load-in-runs.js';

describe('runs', () => {
  it('are of one stream, of 1000 events at most, and no longer than an append may be', async () => {
    const store = createMemoryEventStore();
    const long = Array.from({ length: 5 }, () => newEvent({ data: 'đ'.repeat(100_000) }));
    await store.append('note-1', 0, newEvents(1000));
    await store.append('note-1', 1000, newEvents(1));
    await store.append('note-2', 0, long);
    await store.append('note-3', 0, [newEvent({ data: 'x'.repeat(900_000) })]);
    const runs: (readonly RecordedEvent[])[] = [];
    const all = async function* () {
      for await (const batch of store.readAll(BEGINNING)) yield* batch;
    };
    await loadInRuns(all(), (run) => Promise.resolve(runs.push(run)));
    expect(runs.map((run) => [run[0]?.stream, run.length]).filter(([stream]) => stream !== 'note-1')).toEqual([
      ['note-2', 2],
      ['note-2', 2],
      ['note-2', 1],
      ['note-3', 1],
    ]);
    expect(runs.every((run) => run.length <= 1000 && new Set(run.map(({ stream }) => stream)).size === 1)).toBe(true);
    expect(runs.flat()).toHaveLength(1007);
  });
});
