import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from './memory-event-store.js';
import { eventStoreContract, logWideIdCases, newEvents } from './testing.js';
import type { Subject } from './testing.js';

const open = async (): Promise<Subject> => {
  const store = createMemoryEventStore();
  return { store, rival: store, holdAppendOpen: 'appends are instantaneous', close: () => Promise.resolve() };
};

eventStoreContract('the memory store', open, logWideIdCases);

describe('the memory store', () => {
  it('does not record earlier than before when its clock goes back', async () => {
    const clock = ['2023-01-02T00:00:00.000Z', '2023-01-01T00:00:00.000Z', '2023-01-03T00:00:00.000Z'];
    const store = createMemoryEventStore({ now: () => clock.shift() ?? '' });
    for (let n = 0; n < 3; n += 1) await store.append('note-1', n, newEvents(1));
    expect((await store.readStream('note-1')).map(({ recordedAt }) => recordedAt.slice(0, 10))).toEqual([
      '2023-01-02',
      '2023-01-02',
      '2023-01-03',
    ]);
  });

  it('keeps what was appended, whatever its author or a reader does to the objects', async () => {
    const store = createMemoryEventStore();
    const data = { text: 'first' };
    await store.append(
      'note-1',
      0,
      newEvents(1).map((event) => ({ ...event, data })),
    );
    data.text = 'altered';
    const [read] = await store.readStream('note-1');
    (read?.data as { text: string }).text = 'altered';
    expect((await store.readStream('note-1'))[0]?.data).toEqual({ text: 'first' });
  });
});
