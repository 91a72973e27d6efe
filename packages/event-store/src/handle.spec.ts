import { record, reject } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore, handle, VersionConflict } from './index.js';
import type { EventStore, Request, StreamType } from './index.js';
import { newEvent } from './testing.js';

type Command = { readonly add: number };
type Added = { readonly type: 'Added'; readonly data: { readonly n: number } };

const schema = { '~standard': { types: undefined as unknown as { output: { n: number } } } };
const catalog = { Added: { schemaVersion: 1, schema } };

/** Counts up; adding nothing changes nothing, and beyond ten it refuses. One event per unit added. */
const decider: Decider<number, Command, Added, { code: 'TooMany'; sum: number }> = {
  initial: 0,
  decide: ({ add }, sum) => {
    if (sum + add > 10) return reject({ code: 'TooMany', sum });
    return record(...Array.from({ length: add }, (): Added => ({ type: 'Added', data: { n: 1 } })));
  },
  evolve: (sum, { data }) => sum + data.n,
};
const counter: StreamType<typeof catalog, number, Command, { code: 'TooMany'; sum: number }> = {
  category: 'counter',
  catalog,
  decider,
};

let keys = 0;
const add = (n: number, overrides: Partial<Request<Command>> = {}): Request<Command> => {
  keys += 1;
  const key = keys.toString(16).padStart(8, '0');
  return {
    id: '1',
    command: () => ({ add: n }),
    metadata: { actor: 'u', role: 'r', correlationId: 'c', causationId: null, commandHash: `add ${n}` },
    eventId: (nth) => `${key}-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`,
    ...overrides,
  };
};

/** Lets another writer in just before each of the first appends. */
const overtaken = (store: EventStore, times: number): EventStore => ({
  ...store,
  append: async (stream, expected, events) => {
    times -= 1;
    if (times >= 0) await store.append(stream, expected, [newEvent({ type: 'Added', data: { n: 1 } })]);
    return store.append(stream, expected, events);
  },
});

describe('handle', () => {
  it('appends what was decided, at the version it was decided on', async () => {
    const store = createMemoryEventStore();
    expect(await handle(store, counter, add(2))).toMatchObject({
      outcome: 'recorded',
      streamVersion: 2,
      repeated: false,
    });
    expect(await handle(store, counter, add(1))).toMatchObject({ outcome: 'recorded', streamVersion: 3 });
    expect(await store.readStream('counter-1')).toMatchObject([
      { type: 'Added', schemaVersion: 1, data: { n: 1 }, metadata: { commandHash: 'add 2' } },
      { streamVersion: 2 },
      { streamVersion: 3, metadata: { commandHash: 'add 1' } },
    ]);
  });

  it('answers a refusal as a value and records nothing', async () => {
    const store = createMemoryEventStore();
    await handle(store, counter, add(9));
    expect(await handle(store, counter, add(2))).toEqual({
      outcome: 'rejected',
      rejection: { code: 'TooMany', sum: 9 },
    });
    expect(await store.readStream('counter-1')).toHaveLength(9);
  });

  it('says that nothing changed, and where the stream stands', async () => {
    const store = createMemoryEventStore();
    expect(await handle(store, counter, add(0))).toEqual({ outcome: 'unchanged', streamVersion: 0, position: null });
    await handle(store, counter, add(1));
    const position = await store.head();
    expect(await handle(store, counter, add(0))).toEqual({ outcome: 'unchanged', streamVersion: 1, position });
  });

  it('decides anew when another writer was faster', async () => {
    const store = createMemoryEventStore();
    const handled = await handle(overtaken(store, 3), counter, add(1));
    expect(handled).toMatchObject({ outcome: 'recorded', streamVersion: 4 });
  });

  it('decides anew on what the other writer recorded, also to refuse', async () => {
    const store = createMemoryEventStore();
    await handle(store, counter, add(9));
    expect(await handle(overtaken(store, 1), counter, add(1))).toMatchObject({ rejection: { sum: 10 } });
  });

  it('gives up when it is overtaken eight times', async () => {
    const store = createMemoryEventStore();
    await expect(handle(overtaken(store, 8), counter, add(1))).rejects.toBeInstanceOf(VersionConflict);
    expect(await handle(overtaken(createMemoryEventStore(), 7), counter, add(1))).toMatchObject({ streamVersion: 8 });
  });

  it('refuses a caller who has seen another version', async () => {
    const store = createMemoryEventStore();
    await handle(store, counter, add(2));
    const stale = { outcome: 'stale', expected: 1, actual: 2 };
    expect(await handle(store, counter, add(1, { expectedVersion: 1 }))).toEqual(stale);
    expect(await handle(store, counter, add(1, { expectedVersion: 2 }))).toMatchObject({ outcome: 'recorded' });
  });

  it('lets the host refuse before anything is told of the stream, its version included', async () => {
    const store = createMemoryEventStore();
    await handle(store, counter, add(2));
    const refused = add(1, { expectedVersion: 1, command: () => Promise.reject(new Error('outside your units')) });
    await expect(handle(store, counter, refused)).rejects.toThrow('outside your units');
  });

  it('tells a caller who was overtaken between reading and appending that their version is stale', async () => {
    const store = createMemoryEventStore();
    const handled = await handle(overtaken(store, 1), counter, add(1, { expectedVersion: 0 }));
    expect(handled).toEqual({ outcome: 'stale', expected: 0, actual: 1 });
  });

  it('gives the first answer again to the same request, also after later ones and with the version it had seen', async () => {
    const store = createMemoryEventStore();
    await handle(store, counter, add(1));
    const request = add(2, { expectedVersion: 1 });
    const first = await handle(store, counter, request);
    await handle(store, counter, add(3));
    expect(await handle(store, counter, request)).toEqual({ ...first, repeated: true });
    expect(await store.readStream('counter-1')).toHaveLength(6);
  });

  it('refuses another command under the same key', async () => {
    const store = createMemoryEventStore();
    const request = add(1);
    await handle(store, counter, request);
    expect(await handle(store, counter, { ...add(2), eventId: request.eventId })).toEqual({ outcome: 'key-reused' });
    expect(await store.readStream('counter-1')).toHaveLength(1);
  });

  it('records once what is asked for many times at the same time', async () => {
    const store = createMemoryEventStore();
    const request = add(2);
    const handled = await Promise.all(Array.from({ length: 5 }, () => handle(store, counter, request)));
    expect(handled.map((one) => one.outcome === 'recorded' && one.streamVersion)).toEqual([2, 2, 2, 2, 2]);
    expect(await store.readStream('counter-1')).toHaveLength(2);
  });

  it('refuses another command under the same key also when both come at the same time', async () => {
    const store = createMemoryEventStore();
    const request = add(2);
    const other = { ...request, metadata: { ...request.metadata, commandHash: 'another' } };
    const handled = await Promise.all([handle(store, counter, request), handle(store, counter, other)]);
    expect(handled).toMatchObject([{ outcome: 'recorded', repeated: false }, { outcome: 'key-reused' }]);
    expect(await store.readStream('counter-1')).toHaveLength(2);
  });

  it('folds streams of more than one page', async () => {
    const store = createMemoryEventStore();
    const many = Array.from({ length: 1000 }, () => newEvent({ type: 'Added', data: { n: 0 } }));
    await store.append('counter-1', 0, many);
    await store.append('counter-1', 1000, [newEvent({ type: 'Added', data: { n: 10 } })]);
    expect(await handle(store, counter, add(1))).toMatchObject({ rejection: { sum: 10 } });
  });
});
