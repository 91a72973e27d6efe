import type { EvaluationEvent } from '@sohoi/evaluation/events';
import type { DataOf } from './events.js';

/** Points and bonus of one criterion: as proposed, and as published (official); null: not yet. */
export type Scored = readonly [
  proposedPoints: number | null,
  proposedBonus: number | null,
  officialPoints: number | null,
  officialBonus: number | null,
];

export const UNSCORED: Scored = [null, null, null, null];

/** The scores that people gave one subject, by period and criterion, for as long as the period is open. */
export type ScoreBook = Map<string, Map<string, Scored>>;

type Given = { readonly criterionId: string; readonly points: number; readonly bonus: number };

export const withProposed = (scored: Scored, { points, bonus }: Given): Scored => [points, bonus, scored[2], scored[3]];
export const withOfficial = (scored: Scored, { points, bonus }: Given): Scored => [scored[0], scored[1], points, bonus];

/** Scores become official by publication, not by verification: until then they may still be returned. */
export type ScoreEvent = {
  [T in 'ScoreProposed' | 'ScoresPublished' | 'ScoreCorrected']: {
    readonly type: T;
    readonly data: DataOf<EvaluationEvent, T>;
  };
}['ScoreProposed' | 'ScoresPublished' | 'ScoreCorrected'];

export const givenBy = (event: ScoreEvent): readonly Given[] =>
  event.type === 'ScoresPublished' ? event.data.scores : [event.data];

export const enter = (book: ScoreBook, event: ScoreEvent): void => {
  const { periodId } = event.data;
  const scores = book.get(periodId) ?? new Map<string, Scored>();
  book.set(periodId, scores);
  const place = event.type === 'ScoreProposed' ? withProposed : withOfficial;
  for (const given of givenBy(event)) {
    scores.set(given.criterionId, place(scores.get(given.criterionId) ?? UNSCORED, given));
  }
};

/** The measures under which a score's events are found in the evidence. */
export const proposedMeasure = (periodId: string, criterionId: string): string => `proposed:${periodId}:${criterionId}`;
export const officialMeasure = (periodId: string, criterionId: string): string => `official:${periodId}:${criterionId}`;
