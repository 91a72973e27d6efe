import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore, InvalidAppend, VersionConflict } from './index.js';
import type { EventStore, NewEvent } from './index.js';
import { contractCases } from './testing.js';
import type { HeldAppend, Subject } from './testing.js';

/** A memory store with one thing broken, and the cases that must notice. */
type Plant = { readonly fault: string; readonly caught: readonly RegExp[]; readonly open: () => Subject };

const subjectOf = (
  store: EventStore,
  holdAppendOpen: Subject['holdAppendOpen'] = 'appends are instantaneous',
): Subject => ({
  store,
  rival: store,
  holdAppendOpen,
  close: () => Promise.resolve(),
});

const broken = (change: (good: EventStore) => Partial<EventStore>) => (): Subject => {
  const good = createMemoryEventStore();
  return subjectOf({ ...good, ...change(good) });
};

/**
 * A log that takes positions before the commit, as one with a sequence does: what commits late appears in the midst
 * of what readers have passed already.
 */
const positionsBeforeCommit = (): Subject => {
  const good = createMemoryEventStore();
  const open = new Set<string>();
  const visible = async function* (after: string) {
    for await (const batch of good.readAll(after)) {
      const shown = batch.filter(({ id }) => !open.has(id));
      if (shown.length > 0) yield shown;
    }
  };
  const holdAppendOpen = async (stream: string, event: NewEvent): Promise<HeldAppend> => {
    open.add(event.id);
    await good.append(stream, 0, [event]);
    return { finish: async () => void open.delete(event.id), abandon: () => Promise.resolve() };
  };
  return subjectOf({ ...good, readAll: visible }, holdAppendOpen);
};

const plants: readonly Plant[] = [
  {
    fault: 'checks no version',
    caught: [/another version/, /exactly one of many/, /a refusal harms no neighbour/],
    open: broken((good) => ({
      append: async (stream, expected, events) => {
        try {
          return await good.append(stream, expected, events);
        } catch (error) {
          if (!(error instanceof VersionConflict)) throw error;
          return good.append(stream, error.actual, events);
        }
      },
    })),
  },
  {
    fault: 'loses the last event of a long reading',
    caught: [/everything in order from any place/],
    open: broken((good) => ({
      async *readAll(after) {
        for await (const batch of good.readAll(after)) yield batch.length > 999 ? batch.slice(0, -1) : batch;
      },
    })),
  },
  {
    fault: 'reads on while the log grows',
    caught: [/although the log grows/],
    open: broken((good) => ({
      async *readAll(after) {
        for (let n = 0, from = after; n < 50; n += 1) {
          for await (const batch of good.readAll(from)) {
            yield batch;
            from = batch.at(-1)?.position ?? from;
          }
        }
      },
    })),
  },
  {
    fault: 'repeats the event of the checkpoint',
    caught: [/from any checkpoint/],
    open: broken((good) => ({
      subscribe: (after, signal) => good.subscribe(after && String(Number(after) - 1).padStart(20, '0'), signal),
    })),
  },
  {
    fault: 'takes positions before the commit',
    caught: [/who passes while an append is open/],
    open: positionsBeforeCommit,
  },
  {
    fault: 'takes no notice of known ids',
    caught: [
      /the first answer again/,
      /an id that another event of the stream has/,
      /recorded once|records events once/,
      /property/,
    ],
    open: broken((good) => ({
      append: (stream, expected, events) =>
        good.append(
          stream,
          expected,
          events.map((event, n) => ({ ...event, id: freshId(n) })),
        ),
    })),
  },
  {
    fault: 'composes Unicode on the way in',
    caught: [/byte for byte/],
    open: broken((good) => ({
      append: (stream, expected, events) =>
        good.append(stream, expected, JSON.parse(JSON.stringify(events).normalize('NFC')) as NewEvent[]),
    })),
  },
  {
    fault: 'drops the causation id',
    caught: [/byte for byte/],
    open: broken((good) => ({
      append: (stream, expected, events) =>
        good.append(
          stream,
          expected,
          events.map((e) => ({ ...e, metadata: { ...e.metadata, causationId: null } })),
        ),
    })),
  },
  {
    fault: 'gives the version of the stream as it is now to a repeated append',
    caught: [/the first answer again/],
    open: broken((good) => ({
      append: async (stream, expected, events) => {
        const answer = await good.append(stream, expected, events);
        return { ...answer, streamVersion: (await good.readStream(stream)).length };
      },
    })),
  },
  {
    fault: 'takes less at once',
    caught: [/the most bytes that there may be/],
    open: broken((good) => ({
      append: async (stream, expected, events) => {
        if (JSON.stringify(events).length > 300_000) throw new InvalidAppend('too large');
        return good.append(stream, expected, events);
      },
    })),
  },
  {
    fault: 'lets the clock go back',
    caught: [/never go back/],
    open: broken((good) => ({
      readAll: async function* (after) {
        for await (const batch of good.readAll(after)) {
          yield batch.map((event, n) => ({ ...event, recordedAt: `2023-01-01T00:00:00.${999 - (n % 900)}Z` }));
        }
      },
    })),
  },
];

let fresh = 0;
const freshId = (n: number): string => {
  fresh += 1;
  return `ffffffff-0000-4000-8000-${(fresh * 1000 + n).toString(16).padStart(12, '0')}`;
};

describe('the contract', () => {
  const caught = plants.flatMap(({ fault, caught: titles, open }) => titles.map((title) => ({ fault, title, open })));

  it.each(caught)('fails a store that $fault: $title', async ({ title, open }) => {
    const cases = contractCases.filter((one) => title.test(one.title));
    expect(cases).toHaveLength(1);
    await expect(cases[0]?.run(open())).rejects.toThrow();
  });
});
