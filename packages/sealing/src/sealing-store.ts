import { encodeAppend } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import type { Sealer } from './sealer.js';

/**
 * A log for those who decide: what they append is sealed on its way in, and streams are opened for them. Whoever
 * reads across streams gets the events as they are kept.
 */
export const sealingStore = (store: EventStore, sealer: Pick<Sealer, 'sealEvents' | 'openEvents'>): EventStore => ({
  append: async (stream, expectedVersion, events) => {
    // Before keys are made for what could never be kept.
    encodeAppend(stream, expectedVersion, events);
    return store.append(stream, expectedVersion, await sealer.sealEvents(stream, events));
  },
  readStream: async (stream, options) =>
    sealer.openEvents(await store.readStream(stream, options), { sensitive: true }),
  readAt: (positions) => store.readAt(positions),
  readAll: (after) => store.readAll(after),
  subscribe: (after, signal) => store.subscribe(after, signal),
  head: () => store.head(),
});
