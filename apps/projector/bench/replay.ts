import type { EventCatalog } from '@sohoi/decider';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { categoryOf } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import type { Masker } from '@sohoi/sealing';
import {
  contributions,
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
  placedEvent,
} from '@sohoi/standings';
import { ledgerStreams } from '../src/streams.js';

const catalogs = new Map<string, EventCatalog>(ledgerStreams.map(({ category, catalog }) => [category, catalog]));

/**
 * Folds the whole log into both standings. Masked codes are read, since members are counted by them; no sealed field is
 * opened.
 * @param onBatch called after each batch
 * @returns the number of chapters
 */
export const replay = async (store: EventStore, masker: Masker, onBatch?: () => void): Promise<number> => {
  const unmask = createUnmask(masker);
  const chapters = createChapterStrength();
  const clusters = createClusterRanking();
  for await (const batch of store.readAll(BEGINNING)) {
    for (const recorded of batch) {
      const event = placedEvent(unmask(recorded, catalogs.get(categoryOf(recorded.stream)) ?? {}));
      const counts = contributions(event);
      evolveChapterStrength(chapters, event, counts);
      evolveClusterRanking(clusters, event, counts);
    }
    onBatch?.();
  }
  return chapters.chapters.byId.size;
};
