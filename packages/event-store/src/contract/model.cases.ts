import { expect } from '@jest/globals';
import fc from 'fast-check';
import { EventIdReused, VersionConflict } from '../event-store.js';
import type { EventStore, NewEvent } from '../event-store.js';
import { createMemoryEventStore } from '../memory-event-store.js';
import { newEvent, readToEnd } from './subject.js';
import type { ContractCase } from './subject.js';

/** One append of a random history: to which stream, how far off its version, with new events or former ones. */
type Step = {
  readonly stream: number;
  readonly off: number;
  readonly fresh: number;
  readonly former: readonly number[];
};

const steps = fc.array(
  fc.record<Step>({
    stream: fc.nat(2),
    off: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -1, max: 1 }) }),
    fresh: fc.integer({ min: 0, max: 3 }),
    former: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 2 }),
    ),
  }),
  { minLength: 1, maxLength: 15 },
);

const outcomeOf = async (store: EventStore, stream: string, expected: number, events: readonly NewEvent[]) => {
  try {
    const { streamVersion, repeated } = await store.append(stream, expected, events);
    return { streamVersion, repeated };
  } catch (error) {
    if (error instanceof VersionConflict) return { conflict: error.actual };
    if (error instanceof EventIdReused) return { reused: true };
    throw error;
  }
};

/** Former ids are those of the same stream, or of any. */
const likeTheMemoryStore =
  (ofAnyStream: boolean): ContractCase['run'] =>
  async ({ store }) => {
    let run = 0;
    const property = fc.asyncProperty(steps, async (history) => {
      run += 1;
      const model = createMemoryEventStore();
      const start = await store.head();
      const used: { stream: string; event: NewEvent }[] = [];
      for (const { stream: nth, off, fresh, former } of history) {
        const stream = `run${run}-${nth}`;
        const usable = used.filter((one) => ofAnyStream || one.stream === stream);
        const old = former.flatMap((n) => usable[n]?.event ?? []);
        const events = [...old, ...Array.from({ length: old.length ? fresh % 2 : fresh || 1 }, () => newEvent())];
        const expected = Math.max(0, (await model.readStream(stream)).length + off);
        const [ours, wanted] = [
          await outcomeOf(store, stream, expected, events),
          await outcomeOf(model, stream, expected, events),
        ];
        expect(ours).toEqual(wanted);
        used.push(...events.filter((event) => !old.includes(event)).map((event) => ({ stream, event })));
      }
      const content = (events: readonly { id: string; stream: string; streamVersion: number }[]) =>
        events.map(({ id, stream, streamVersion }) => `${stream} ${streamVersion} ${id}`);
      expect(content(await readToEnd(store, start))).toEqual(content(await readToEnd(model, '')));
    });
    await fc.assert(property, { numRuns: 30 });
  };

export const modelCases: readonly ContractCase[] = [
  {
    title: 'answers and keeps what the memory store does, for any sequence of appends (property)',
    run: likeTheMemoryStore(false),
  },
];

/** Beyond the contract: for engines that let no two streams have an event of one id. */
export const logWideIdCases: readonly ContractCase[] = [
  {
    title: 'refuses an id that an event of another stream has, alone or behind new events',
    run: async ({ store }) => {
      const [a, b] = [newEvent(), newEvent()];
      await store.append('note-1', 0, [a, b]);
      for (const events of [[a], [newEvent(), newEvent(), b]]) {
        const refused = store.append('note-2', 0, events);
        await expect(refused).rejects.toBeInstanceOf(EventIdReused);
        await expect(refused).rejects.toMatchObject({ stream: 'note-2', eventId: events.at(-1)?.id });
      }
      expect(await readToEnd(store, '')).toHaveLength(2);
    },
  },
  {
    title: 'answers as the memory store does for ids of any stream (property)',
    run: likeTheMemoryStore(true),
  },
];
