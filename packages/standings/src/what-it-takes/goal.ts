import type { Rubric } from '@sohoi/evaluation/events';
import type { CriterionTrace, Rating } from '../trace.js';

/** What a level asks of one criterion beside the total: its own condition, or that no veto keeps from it. */
export type Demand = {
  readonly by: 'condition' | 'veto';
  readonly criterionId: string;
  readonly place: number;
  /** Of a condition the share of the criterion's maximum, of a veto its points. */
  readonly required: number;
  readonly holds: (criterion: CriterionTrace) => boolean;
};

/** The next level above one, and what it asks. */
export type Goal = {
  readonly level: Rubric['levels'][number];
  readonly demands: readonly Demand[];
  /** Whether that level is reached, or a better one. */
  readonly isReached: (rating: Rating) => boolean;
};

/** Null: there is no level above, or none is known. */
export const nextAbove = ({ levels, criteria, veto = [] }: Rubric, now: string | null): Goal | null => {
  const placeOfLevel = (code: string | null): number => levels.findIndex((level) => level.code === code);
  const next = placeOfLevel(now) - 1;
  const level = levels[next];
  if (!level) return null;
  const placeOf = (id: string): number => criteria.findIndex(({ criterionId }) => criterionId === id);
  const conditions = (level.conditions ?? []).map(({ criterionId, minShare }) => ({
    ...{ by: 'condition' as const, criterionId, place: placeOf(criterionId), required: minShare },
    holds: ({ points, maxPoints }: CriterionTrace) =>
      points !== null && (maxPoints === 0 ? 1 : points / maxPoints) >= minShare,
  }));
  const vetoes = veto
    .filter(({ capLevel }) => placeOfLevel(capLevel) > next)
    .map(({ criterionId, below }) => ({
      ...{ by: 'veto' as const, criterionId, place: placeOf(criterionId), required: below },
      holds: ({ points }: CriterionTrace) => points === null || points >= below,
    }));
  return {
    level,
    demands: [...conditions, ...vetoes],
    isReached: (rating) => rating.level !== null && placeOfLevel(rating.level) <= next,
  };
};

/** The first demand that does not hold; voided criteria ask nothing. */
export const unmetIn = ({ demands }: Goal, { criteria }: Rating): Demand | undefined =>
  demands.find(({ place, holds }) => {
    const criterion = criteria[place];
    return criterion && criterion.why !== 'voided' && !holds(criterion);
  });
