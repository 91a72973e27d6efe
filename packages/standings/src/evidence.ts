import type { Contribution, Subject } from './contribution.js';
import { givenBy, officialMeasure, proposedMeasure } from './score-book.js';
import type { ScoreEvent } from './score-book.js';

/** One event's part in one measure of one subject, as stored for ever. `at` is the date for which it counts. */
export type EvidenceRow = {
  readonly subjectKind: Subject['kind'];
  readonly subjectId: string;
  readonly measure: string;
  readonly at: string;
  readonly amount: number;
  readonly position: string;
};

export const evidenceOf = (contribution: Contribution, at: string, position: string): EvidenceRow => ({
  subjectKind: contribution.subject.kind,
  subjectId: contribution.subject.id,
  measure: contribution.measure,
  at,
  amount: contribution.amount,
  position,
});

/** Scores leave evidence under measures of their own, points and bonus together. */
export const evidenceOfScores = (event: ScoreEvent, position: string): readonly EvidenceRow[] => {
  const { body, periodId, at } = event.data;
  const measureOf = event.type === 'ScoreProposed' ? proposedMeasure : officialMeasure;
  return givenBy(event).map(({ criterionId, points, bonus }) => ({
    subjectKind: body.kind,
    subjectId: body.id,
    measure: measureOf(periodId, criterionId),
    at,
    amount: points + bonus,
    position,
  }));
};
