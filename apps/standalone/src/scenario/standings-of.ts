import type { RecordedEvent } from '@sohoi/event-store';
import {
  chapterResult,
  clusterResult,
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
} from '@sohoi/standings';
import type { ChapterResult, ClusterResult, PlacedEvent } from '@sohoi/standings';

export type Standings = {
  /** Null for a chapter that is not rated in the period. */
  chapter(chapterId: string, periodId: string, revision?: number): ChapterResult | null;
  cluster(clusterId: string, periodId: string): ClusterResult | null;
};

/** The standings that the events of a log give, folded in memory. All events are of today's versions. */
export const standingsOf = (log: readonly RecordedEvent[]): Standings => {
  const chapters = createChapterStrength();
  const clusters = createClusterRanking();
  for (const { type, data, position } of log) {
    const placed = { type, data, position } as PlacedEvent;
    evolveChapterStrength(chapters, placed);
    evolveClusterRanking(clusters, placed);
  }
  return {
    chapter: (chapterId, periodId, revision) => chapterResult(chapters, chapterId, periodId, revision),
    cluster: (clusterId, periodId) => clusterResult(clusters, clusterId, periodId),
  };
};
