import { expect } from '@jest/globals';
import { BEGINNING, EventIdReused, VersionConflict } from '../event-store.js';
import type { EventStore } from '../event-store.js';
import { follow, idsOf, newEvent, newEvents, readToEnd } from './subject.js';
import type { ContractCase, HeldAppend, Subject } from './subject.js';

const hold = async ({ store, holdAppendOpen }: Subject, stream: string): Promise<HeldAppend & { id: string }> => {
  const event = newEvent();
  if (holdAppendOpen !== 'appends are instantaneous') return { id: event.id, ...(await holdAppendOpen(stream, event)) };
  const finish = async (): Promise<void> => void (await store.append(stream, 0, [event]));
  return { id: event.id, finish, abandon: () => Promise.resolve() };
};

/** Lets an append go as far as it can without waiting for time to pass: until it is answered, or for many reads. */
const letRun = async (store: EventStore, append: Promise<unknown>): Promise<void> => {
  let settled = false;
  const settle = (): void => void (settled = true);
  append.then(settle, settle);
  for (let n = 0; n < 300 && !settled; n += 1) await store.head();
};

/** What a reader with a checkpoint comes to see who reads once while the append is open, and once afterwards. */
const readAround = async (
  subject: Subject,
  end: 'finish' | 'abandon',
): Promise<{ seen: string[]; wanted: string[] }> => {
  const { store, rival } = subject;
  const held = await hold(subject, 'held-1');
  const later = newEvent();
  const overtaking = rival.append('free-1', 0, [later]);
  await letRun(store, overtaking);
  const during = await readToEnd(store, BEGINNING);
  await held[end]();
  await overtaking;
  const after = await readToEnd(store, during.at(-1)?.position ?? BEGINNING);
  return { seen: idsOf([...during, ...after]), wanted: end === 'finish' ? [held.id, later.id] : [later.id] };
};

/** Appends at whatever version the stream has; how often it was overtaken does not matter. */
const appendSomehow = async (store: EventStore, stream: string): Promise<void> => {
  const event = newEvent();
  for (let version = 0; ;) {
    try {
      await store.append(stream, version, [event]);
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      version = error.actual;
    }
  }
};

export const raceCases: readonly ContractCase[] = [
  {
    title: 'hides nothing from a reader who passes while an append is open (Marten Bug_4953)',
    run: async (subject) => {
      const { seen, wanted } = await readAround(subject, 'finish');
      expect([...seen].sort()).toEqual([...wanted].sort());
    },
  },
  {
    title: 'shows a reader nothing of an append that is abandoned, and hides nothing of the one behind it',
    run: async (subject) => {
      const { seen, wanted } = await readAround(subject, 'abandon');
      expect(seen).toEqual(wanted);
    },
  },
  {
    title: 'hides nothing from a follower who waits while an append is open',
    run: async (subject) => {
      const { store, rival } = subject;
      const following = follow(store, BEGINNING, 3);
      const first = newEvent();
      await store.append('free-0', 0, [first]);
      const held = await hold(subject, 'held-1');
      const later = newEvent();
      const overtaking = rival.append('free-1', 0, [later]);
      await letRun(store, overtaking);
      await held.finish();
      await overtaking;
      expect([...idsOf(await following)].sort()).toEqual([first.id, held.id, later.id].sort());
    },
  },
  {
    title: 'lets exactly one of many writers have a version of a stream',
    run: async ({ store, rival }) => {
      const tries = Array.from({ length: 20 }, (_none, n) => (n % 2 ? store : rival).append('note-1', 0, newEvents(2)));
      const outcomes = await Promise.allSettled(tries);
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(refused).toHaveLength(19);
      for (const error of refused) {
        expect(error).toBeInstanceOf(VersionConflict);
        expect(error).toMatchObject({ expected: 0, actual: 2 });
      }
      expect(await readToEnd(store, BEGINNING)).toHaveLength(2);
    },
  },
  {
    title: 'loses nothing when many write to one stream and to many',
    run: async ({ store, rival }) => {
      const streams = Array.from({ length: 40 }, (_none, n) => (n % 4 ? `own-${n}` : 'common-1'));
      await Promise.all(streams.map((stream, n) => appendSomehow(n % 2 ? store : rival, stream)));
      expect(await readToEnd(store, BEGINNING)).toHaveLength(40);
      expect((await store.readStream('common-1')).map(({ streamVersion }) => streamVersion)).toEqual(
        Array.from({ length: 10 }, (_none, n) => n + 1),
      );
    },
  },
  {
    title: 'records events once that are appended many times at the same time, and answers all alike',
    run: async ({ store, rival }) => {
      const events = newEvents(2);
      const tries = Array.from({ length: 12 }, (_none, n) => (n % 2 ? store : rival).append('note-1', 0, events));
      const answers = await Promise.all(tries);
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(answers.map(({ streamVersion, position }) => `${streamVersion} ${position}`)).size).toBe(1);
      expect(await readToEnd(store, BEGINNING)).toHaveLength(2);
    },
  },
  {
    title: 'answers each of many at the same time for itself: a refusal harms no neighbour',
    run: async ({ store }) => {
      const [known, retried] = [newEvent(), newEvent()];
      await store.append('known-1', 0, [known]);
      await store.append('known-1', 1, [retried]);
      const outcomes = await Promise.allSettled([
        store.append('good-1', 0, newEvents(1)),
        store.append('known-1', 0, newEvents(1)),
        store.append('good-2', 0, newEvents(2)),
        store.append('known-1', 2, [newEvent(), known]),
        store.append('known-1', 1, [retried]),
        store.append('good-3', 0, newEvents(1)),
      ]);
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason))).toEqual([
        expect.objectContaining({ streamVersion: 1, repeated: false }),
        expect.any(VersionConflict),
        expect.objectContaining({ streamVersion: 2, repeated: false }),
        expect.any(EventIdReused),
        expect.objectContaining({ streamVersion: 2, repeated: true }),
        expect.objectContaining({ streamVersion: 1, repeated: false }),
      ]);
      expect(await readToEnd(store, BEGINNING)).toHaveLength(6);
    },
  },
];
