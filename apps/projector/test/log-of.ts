import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { ledgerStreams } from '../src/streams.js';

const metadata = { actor: 'spec', role: 'spec', correlationId: 'spec', causationId: null, commandHash: 'spec' };

/** A log of one stream per category with this history in it; positions are those of the log. */
export const logOf = async (
  history: Iterable<{ readonly type: string; readonly data: object }>,
): Promise<EventStore> => {
  const store = createMemoryEventStore();
  const versions = new Map<string, number>();
  let n = 0;
  for (const { type, data } of history) {
    const category = ledgerStreams.find(({ catalog }) => type in catalog)?.category ?? '';
    const version = versions.get(category) ?? 0;
    const id = `00000000-0000-4000-8000-${String((n += 1)).padStart(12, '0')}`;
    await store.append(`${category}-1`, version, [{ id, type, schemaVersion: 1, data, metadata }]);
    versions.set(category, version + 1);
  }
  return store;
};
