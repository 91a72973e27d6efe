import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chapterDocuments, restoreChapterDocument } from './chapter-documents.js';
import { chapterResult } from './chapter-result.js';
import { createChapterStrength } from './chapter-state.js';
import type { ChapterStrength } from './chapter-state.js';
import { evolveChapterStrength } from './chapter-strength.js';
import { clusterDocuments, restoreClusterDocument } from './cluster-documents.js';
import { clusterResult } from './cluster-result.js';
import { createClusterRanking } from './cluster-state.js';
import type { ClusterRanking } from './cluster-state.js';
import { evolveClusterRanking } from './cluster-ranking.js';
import type { PlacedEvent } from './events.js';
import { handOver } from './pending.js';
import { CLUSTER, historyOf, PERIODS } from './testing.js';

const SHAPE = { provinces: 3, communesEach: 2, chaptersEach: 2 };
const histories = fc
  .tuple(fc.integer(), fc.integer({ min: 0, max: 400 }))
  .map(([seed, events]) => [...historyOf(SHAPE, seed, events)]);

const chaptersOf = (events: Iterable<PlacedEvent>, state = createChapterStrength()): ChapterStrength => {
  for (const event of events) evolveChapterStrength(state, event);
  return state;
};
const clustersOf = (events: Iterable<PlacedEvent>, state = createClusterRanking()): ClusterRanking => {
  for (const event of events) evolveClusterRanking(state, event);
  return state;
};
const chapterResults = (state: ChapterStrength): unknown =>
  PERIODS.flatMap(({ periodId }) =>
    [...state.chapters.byId.keys()].sort().map((id) => chapterResult(state, id, periodId)),
  );
const clusterResults = (state: ClusterRanking): unknown =>
  PERIODS.map(({ periodId }) => clusterResult(state, CLUSTER, periodId));

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('a replay of the standings', () => {
  it('gives the same whether the state was kept in memory or stored and loaded after every batch', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 97 }), (events, size) => {
        const chapterStore = new Map();
        const clusterStore = new Map();
        for (let i = 0; i < events.length; i += size) {
          const chapters = createChapterStrength();
          for (const document of chapterStore.values()) restoreChapterDocument(chapters, throughJson(document));
          chaptersOf(events.slice(i, i + size), chapters);
          for (const [key, document] of chapterDocuments(chapters, handOver(chapters.pending))) {
            chapterStore.set(key, throughJson(document));
          }
          const clusters = createClusterRanking();
          for (const document of clusterStore.values()) restoreClusterDocument(clusters, throughJson(document));
          clustersOf(events.slice(i, i + size), clusters);
          for (const [key, document] of clusterDocuments(clusters, handOver(clusters.pending))) {
            clusterStore.set(key, throughJson(document));
          }
        }
        const chapters = createChapterStrength();
        for (const document of chapterStore.values()) restoreChapterDocument(chapters, throughJson(document));
        const clusters = createClusterRanking();
        for (const document of clusterStore.values()) restoreClusterDocument(clusters, throughJson(document));
        expect(chapterResults(chapters)).toEqual(chapterResults(chaptersOf(events)));
        expect(clusterResults(clusters)).toEqual(clusterResults(clustersOf(events)));
      }),
      { numRuns: 15 },
    );
  });

  it('names every result that has changed, and every period closed', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 97 }), (events, size) => {
        const chapters = createChapterStrength();
        const seen = new Map<string, unknown>();
        const look = (id: string, periodId: string, revision?: number): void => {
          const result = chapterResult(chapters, id, periodId, revision);
          seen.set(`${periodId}/${id}`, result);
        };
        for (let i = 0; i < events.length; i += size) {
          chaptersOf(events.slice(i, i + size), chapters);
          const { touched, closed, revised } = handOver(chapters.pending);
          const open = PERIODS.filter(({ periodId }) => chapters.rulebook.periods.get(periodId)?.closedAt === null);
          for (const id of touched) for (const { periodId } of open) look(id, periodId);
          for (const periodId of closed) for (const id of chapters.chapters.byId.keys()) look(id, periodId, 1);
          for (const { id, periodId, revision } of revised) look(id, periodId, revision);
        }
        for (const { periodId } of PERIODS) {
          for (const id of chapters.chapters.byId.keys()) {
            expect(seen.get(`${periodId}/${id}`) ?? null).toEqual(chapterResult(chapters, id, periodId));
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('keeps every published revision as it was, whatever happens later', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const chapters = createChapterStrength();
        const clusters = createClusterRanking();
        const published: (() => void)[] = [];
        const keep = (now: unknown, later: () => unknown): void => {
          published.push(() => expect(later()).toEqual(now));
        };
        for (const event of events) {
          evolveChapterStrength(chapters, event);
          evolveClusterRanking(clusters, event);
          const ofChapters = handOver(chapters.pending);
          const first = [...ofChapters.closed].flatMap((periodId) =>
            [...chapters.chapters.byId.keys()].map((id) => ({ id, periodId, revision: 1 })),
          );
          for (const { id, periodId, revision } of [...first, ...ofChapters.revised]) {
            keep(chapterResult(chapters, id, periodId), () => chapterResult(chapters, id, periodId, revision));
          }
          const ofClusters = handOver(clusters.pending);
          for (const periodId of ofClusters.closed) {
            keep(clusterResult(clusters, CLUSTER, periodId), () => clusterResult(clusters, CLUSTER, periodId, 1));
          }
        }
        for (const check of published) check();
      }),
      { numRuns: 15 },
    );
  });
});
