import { subjectKey } from '../src/inbox.js';
import type { DeadLetter, Inbox, Known, Placed } from '../src/inbox.js';

type State = {
  readonly places: Map<string, string>;
  readonly loaded: Map<string, string>;
  readonly subjects: Map<string, Known>;
  readonly letters: DeadLetter[];
  readonly unreadable: string[];
  /** Ids of the events that took effect, in order. */
  readonly effects: string[];
};

export type MemoryInbox = Inbox<string[]> & { readonly state: () => State; away: boolean };

const unknown: Known = { version: 0, sequence: undefined, parked: false };

/** An inbox whose effects are a list. One transaction at a time; one that fails leaves no trace. */
export const memoryInbox = (): MemoryInbox => {
  let state: State = {
    places: new Map(),
    loaded: new Map(),
    subjects: new Map(),
    letters: [],
    unreadable: [],
    effects: [],
  };
  let last: Promise<unknown> = Promise.resolve();
  const here = (): void => {
    if (inbox.away) throw new Error('the inbox is away');
  };
  const knownIn = ({ subjects }: State, events: readonly Placed[]): ReadonlyMap<string, Known> =>
    new Map(events.map((event) => [subjectKey(event), subjects.get(subjectKey(event)) ?? unknown]));
  const inOrder = (letters: readonly DeadLetter[]): readonly DeadLetter[] =>
    letters.toSorted((one, other) => (one.sequence < other.sequence ? -1 : 1));

  const inbox: MemoryInbox = {
    state: () => state,
    away: false,
    placeOf: async (line) => (here(), state.places.get(line)),
    loadedUpTo: async () => (here(), state.loaded),
    known: async (events) => (here(), knownIn(state, events)),
    answers: async () => !inbox.away,
    passes: (error) => error instanceof Error && error.name === 'InTheWay',
    deadLetters: async (limit) => inOrder(state.letters).slice(0, limit),
    inTransaction: (work) => {
      const next = last.then(async () => {
        here();
        const draft = structuredClone(state);
        const result = await work({
          effects: draft.effects,
          hold: async (events) => knownIn(draft, events),
          took: async (events) => {
            for (const { source, subject, streamversion, sequence } of events) {
              const key = subjectKey({ source, subject });
              const parked = draft.subjects.get(key)?.parked ?? false;
              draft.subjects.set(key, { version: streamversion, sequence, parked });
            }
          },
          park: async ({ source, subject, sequence, event, reason, attempts }) => {
            draft.letters.push({ source, subject, sequence, event, reason, attempts });
            const key = subjectKey({ source, subject });
            draft.subjects.set(key, { ...(draft.subjects.get(key) ?? unknown), parked: true });
          },
          parkedOf: async (subject) =>
            inOrder(draft.letters.filter((letter) => subjectKey(letter) === subjectKey(subject))),
          release: async (subject) => {
            const key = subjectKey(subject);
            const others = draft.letters.filter((letter) => subjectKey(letter) !== key);
            draft.letters.splice(0, Infinity, ...others);
            draft.subjects.set(key, { ...(draft.subjects.get(key) ?? unknown), parked: false });
          },
          setAside: async (_line, unreadable) => void draft.unreadable.push(...unreadable.map(({ at }) => at)),
          reached: async (line, place) => void draft.places.set(line, place),
          loaded: async (source, upTo) => {
            const first = !draft.loaded.has(source);
            if (first) draft.loaded.set(source, upTo);
            return first;
          },
        });
        here();
        state = draft;
        return result;
      });
      last = next.catch(() => undefined);
      return next;
    },
  };
  return inbox;
};
