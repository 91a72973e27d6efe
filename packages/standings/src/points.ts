import type { Criterion } from '@sohoi/evaluation/events';

/** Points have two decimals, as people write them. */
export const round = (points: number): number => Math.round((points + Number.EPSILON) * 100) / 100;

export const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), max);

/**
 * What units of a cluster are compared by where a criterion is relative to the best: how far over the target, or
 * without a target the value itself.
 */
export const performance = (value: number, target: number | null): number => (target === null ? value : value / target);

/**
 * The points that a value earns, 0 to `maxPoints`, at two decimals; of a penalty those it takes, as a positive number.
 * - quantitative: in proportion to the target, which is all of it; without a target the value is itself a share;
 * - relative to the best: see `relativePoints`;
 * - allOrNothing: all from the target on (without one: from 1 on, i.e. yes);
 * - perCount: `pointsPerCount` for each, up to the maximum;
 * - bonus, penalty: per count if `pointsPerCount` is given, else all or nothing.
 * @param target due value in the indicator's own unit, above 0; null: none
 * @param best the best `performance` in the cluster among those that have a target, or that have none, as this one
 */
export const pointsOf = (criterion: Criterion, value: number, target: number | null, best: number | null): number => {
  const { kind, maxPoints, pointsPerCount } = criterion;
  if (kind === 'quantitative') {
    return criterion.relativeToBest && best !== null
      ? relativePoints(maxPoints, value, target, best)
      : round(maxPoints * clamp(performance(value, target), 1));
  }
  if (kind === 'allOrNothing' || pointsPerCount === undefined) return value >= (target ?? 1) ? maxPoints : 0;
  return round(clamp(value * pointsPerCount, maxPoints));
};

/**
 * The formula of the police emulation clusters (docs/explanation/what-the-rules-rest-on.md), with
 * M = maximum, A = value, T = target, L = best A/T:
 * A < T: ½·M·A/T; A = T: ½·M; the best: M; others above the target: ½·M + ½·M·(A/T − 1)/(L − 1).
 * Without targets: in proportion to the best unit without one. Below the target never more than half, even for the best.
 */
const relativePoints = (max: number, value: number, target: number | null, best: number): number => {
  const own = performance(value, target);
  if (target === null) return best <= 0 ? 0 : round(max * clamp(own / best, 1));
  if (own <= 1) return round((max / 2) * own);
  return round(max / 2 + (max / 2) * clamp((own - 1) / (best - 1), 1));
};
