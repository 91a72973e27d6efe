import type { Rubric } from '@sohoi/evaluation/events';
import type { Readings } from './readings.js';
import { scoredBy } from './readings.js';
import { givenBy, withOfficial } from './score-book.js';
import type { ScoreEvent } from './score-book.js';

/** Why a published result stands as it does. */
export type Because = 'period-closed' | 'scores-published' | 'score-corrected';

/** Official scores that came after the closing of a period: the only events that change what is published. */
export type Change = {
  readonly subjectId: string;
  readonly position: string;
  readonly because: Because;
  readonly scores: readonly { readonly criterionId: string; readonly points: number; readonly bonus: number }[];
};

/** The change that an event makes in a closed period; null if none of its scores counts in the rubric. */
export const changeBy = (rubric: Rubric, event: ScoreEvent, subjectId: string, position: string): Change | null => {
  if (event.type === 'ScoreProposed') return null;
  const counted = new Set(
    rubric.criteria.filter(({ feed }) => feed.by === 'score').map(({ criterionId }) => criterionId),
  );
  const scores = givenBy(event)
    .filter(({ criterionId }) => counted.has(criterionId))
    .map(({ criterionId, points, bonus }) => ({ criterionId, points, bonus }));
  const because = event.type === 'ScoreCorrected' ? 'score-corrected' : 'scores-published';
  return scores.length === 0 ? null : { subjectId, position, because, scores };
};

/** What was read at the closing, with the official scores of later changes in their places. */
export const withChanges = (rubric: Rubric, readings: Readings, changes: readonly Change[]): Readings =>
  changes.reduce(
    (current, { scores }) =>
      current.map((reading, i) => {
        const given = scores.find(({ criterionId }) => criterionId === rubric.criteria[i]?.criterionId);
        return given ? withOfficial(scoredBy(reading), given) : reading;
      }),
    readings,
  );
