import {
  chapterDocuments,
  chapterResult,
  createChapterStrength,
  evolveChapterStrength,
  restoreChapterDocument,
} from '@sohoi/standings';
import type { ChapterDocument, ChapterStrength, Shard } from '@sohoi/standings';
import type { Lift, Projection } from '@sohoi/projection';
import { standingProjection } from './standing.projection.js';

const rowOf = (state: ChapterStrength, chapterId: string, periodId: string, revision?: number): object | null => {
  const result = chapterResult(state, chapterId, periodId, revision);
  if (!result) return null;
  const { trace } = result;
  const last = revision === undefined ? result.revision : chapterResult(state, chapterId, periodId)?.revision;
  return {
    chapter_id: chapterId,
    unit_id: result.unitId,
    period_id: periodId,
    period_code: result.periodCode,
    revision: result.revision,
    status: result.status,
    because: result.because,
    current: result.revision === last,
    rubric_id: trace.rubric.rubricId,
    rubric_version: trace.rubric.rubricVersion,
    as_of_position: trace.asOfPosition,
    score: trace.score,
    proposed_score: trace.proposedScore,
    max_score: trace.maxScore,
    level: trace.level,
    trace,
  };
};

/** How strong each chapter is in each period, with the trace of why. Can be cut into shards, by provinces. */
export const chapterStrength = (lift: Lift): Projection => ({
  ...strengthOf(lift),
  openShard: (shard) => strengthOf(lift, shard).open,
});

const strengthOf = (lift: Lift, shard?: Shard): Projection =>
  standingProjection<ChapterStrength, ChapterDocument>(
    {
      name: 'chapter-strength',
      version: 2,
      table: 'chapter_strength',
      results: {
        owner: 'chapter_id',
        columns: [
          ['unit_id', 'uuid NOT NULL'],
          ['score', 'numeric'],
          ['proposed_score', 'numeric'],
          ['max_score', 'numeric NOT NULL'],
          ['level', 'text'],
          ['trace', 'json NOT NULL'],
        ],
      },
      create: () => createChapterStrength({ evidence: true, ...(shard && { shard }) }),
      evolve: evolveChapterStrength,
      pendingOf: ({ pending }) => pending,
      documentsOf: chapterDocuments,
      restore: restoreChapterDocument,
      rulebookOf: ({ rulebook }) => rulebook,
      ratedIn: ({ frozen }, periodId) => frozen.get(periodId)?.keys() ?? [],
      rowOf,
    },
    lift,
  );
