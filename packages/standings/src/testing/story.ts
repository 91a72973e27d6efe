import { chapterResult } from '../chapter-result.js';
import type { ChapterResult } from '../chapter-result.js';
import { createChapterStrength } from '../chapter-state.js';
import type { ChapterStrength } from '../chapter-state.js';
import { evolveChapterStrength } from '../chapter-strength.js';
import { clusterResult } from '../cluster-result.js';
import type { ClusterResult } from '../cluster-result.js';
import { evolveClusterRanking } from '../cluster-ranking.js';
import { createClusterRanking } from '../cluster-state.js';
import type { ClusterRanking } from '../cluster-state.js';
import type { StandingsEvent } from '../events.js';
import { CLUSTER, founding } from './organisation.js';
import type { Shape } from './organisation.js';

export type Story = {
  readonly chapters: ChapterStrength;
  readonly clusters: ClusterRanking;
  readonly when: (...events: readonly StandingsEvent[]) => Story;
  readonly chapter: (chapterId: string, periodId: string, revision?: number) => ChapterResult | null;
  readonly cluster: (periodId: string, revision?: number) => ClusterResult | null;
};

/** `given(shape).when(event, …)`, after which results can be asked for; positions are counted from the founding on. */
export const given = (shape: Shape): Story => {
  const chapters = createChapterStrength({ evidence: true });
  const clusters = createClusterRanking({ evidence: true });
  let position = 0;
  const story: Story = {
    chapters,
    clusters,
    when: (...events) => {
      for (const event of events) {
        const placed = { ...event, position: String((position += 1)).padStart(20, '0') };
        evolveChapterStrength(chapters, placed);
        evolveClusterRanking(clusters, placed);
      }
      return story;
    },
    chapter: (chapterId, periodId, revision) => chapterResult(chapters, chapterId, periodId, revision),
    cluster: (periodId, revision) => clusterResult(clusters, CLUSTER, periodId, revision),
  };
  return story.when(...founding(shape));
};
