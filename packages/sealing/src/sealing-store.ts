import { encodeAppend } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import type { ErasedOf, Sealer } from './sealer.js';

/** Streams of questions asked at once, so that a large enrolment leaves connections to others. */
const AT_ONCE = 4;

/**
 * An erasure is in force with its event `PersonErased` in the stream `person-<id>`, which is read for each person before
 * anything is sealed for her: her key goes a moment later. What is appended in the very moment of the erasure still gets
 * in, sealed with the key that goes.
 */
export const erasedIn =
  (store: Pick<EventStore, 'readStream'>): ErasedOf =>
  async (personIds) => {
    const erased: string[] = [];
    const left = personIds.values();
    const ask = async (): Promise<void> => {
      for (const id of left) {
        const events = await store.readStream(`person-${id}`);
        if (events.some(({ type }) => type === 'PersonErased')) erased.push(id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return erased;
  };

/**
 * A log for those who decide: what they append is sealed on its way in, and streams are opened for them, with the codes
 * by which an erased person is counted, or she could not leave the counts again. Whoever reads across streams gets the
 * events as they are kept.
 */
export const sealingStore = (store: EventStore, sealer: Pick<Sealer, 'sealEvents' | 'openEvents'>): EventStore => ({
  append: async (stream, expectedVersion, events) => {
    // Before keys are made for what could never be kept.
    encodeAppend(stream, expectedVersion, events);
    return store.append(stream, expectedVersion, await sealer.sealEvents(stream, events, erasedIn(store)));
  },
  readStream: async (stream, options) =>
    sealer.openEvents(await store.readStream(stream, options), { sensitive: true, codesOfErased: true }),
  readAt: (positions) => store.readAt(positions),
  readAll: (after) => store.readAll(after),
  subscribe: (after, signal) => store.subscribe(after, signal),
  head: () => store.head(),
});
