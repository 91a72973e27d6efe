import type { Criterion } from '@sohoi/evaluation/events';
import type { Reads } from '../indicator.js';
import { indicatorOf } from '../indicators.js';
import { round } from '../points.js';
import { readsOf } from '../readings.js';
import type { Reading } from '../readings.js';
import type { Situation } from './situation.js';

/**
 * What can be moved so that a criterion gives more points: one measure of its indicator, or the points that people
 * give. A measure counts by whole numbers; a reported figure by as many decimals as it, or its target, has.
 */
export type Lever = {
  readonly criterionId: string;
  /** The place of the criterion in the rubric. */
  readonly place: number;
  readonly moves: Reads | 'points';
  readonly from: number | null;
  readonly step: number;
  /** How many steps there are at most; of a penalty they go down. */
  readonly most: number;
  readonly direction: 1 | -1;
};

/** More than any union counts. */
const WITHOUT_END = 1e9;

/** Those of all criteria in force, in the order of the rubric. */
export const leversOf = ({ rules: { rubric, voided }, readings }: Situation): readonly Lever[] =>
  rubric.criteria.flatMap((criterion, place) =>
    voided.has(criterion.criterionId) ? [] : leversOfOne(criterion, place, readings[place] ?? []),
  );

const leversOfOne = (criterion: Criterion, place: number, reading: Reading): readonly Lever[] => {
  const { criterionId, kind, maxPoints, maxBonus = 0, feed } = criterion;
  const direction = kind === 'penalty' ? -1 : 1;
  if (feed.by === 'score') {
    const [, , points = null, bonus = null] = reading;
    const from = points === null ? null : points + (bonus ?? 0);
    const room = direction === 1 ? maxPoints + maxBonus - (from ?? 0) : (from ?? 0);
    return [{ criterionId, place, moves: 'points', from, step: 0.01, most: Math.round(room * 100), direction }];
  }
  const reads = readsOf(feed);
  const { levers = FIRST } = indicatorOf(feed.indicator);
  return levers(reading.slice(1)).flatMap((slot) => {
    const moves = reads[slot + 1];
    const from = reading[slot + 1] ?? null;
    if (!moves) return [];
    const step = moves.measure.startsWith('figure:') ? stepOf([from, reading[0] ?? null, criterion.target ?? null]) : 1;
    const most = direction === 1 ? WITHOUT_END : Math.floor((from ?? 0) / step);
    return [{ criterionId, place, moves, from, step, most, direction } as const];
  });
};

const FIRST = (): readonly number[] => [0];

const MOST_DECIMALS = 6;

const stepOf = (values: readonly (number | null)[]): number => 10 ** -Math.max(...values.map(decimalsOf));

const decimalsOf = (value: number | null): number => {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals += 1) {
    if (Math.abs((value ?? 0) - Number((value ?? 0).toFixed(decimals))) < 1e-9) return decimals;
  }
  return MOST_DECIMALS;
};

/** Two criteria that read the same measure in the same way have one lever. */
export const keyOf = ({ moves, criterionId }: Lever): string =>
  moves === 'points' ? `points/${criterionId}` : `${moves.as}/${moves.measure}`;

/** Where so many steps lead. */
export const valueAt = ({ from, step, direction }: Lever, steps: number): number =>
  Number(((from ?? 0) + direction * steps * step).toFixed(MOST_DECIMALS));

/** The situation after so many steps: the measure is moved wherever a criterion reads it in the same way. */
export const movedBy = (situation: Situation, lever: Lever, steps: number): Situation => {
  if (steps === 0) return situation;
  const { rules, readings } = situation;
  const value = valueAt(lever, steps);
  const { moves } = lever;
  return {
    ...situation,
    readings: rules.rubric.criteria.map((criterion, i) => {
      const reading = readings[i] ?? [];
      if (moves === 'points') return i === lever.place ? withTotal(criterion, reading, value) : reading;
      if (criterion.feed.by === 'score') return reading;
      const reads = readsOf(criterion.feed);
      if (!reads.some((own) => isSame(own, moves))) return reading;
      return reads.map((own, n) => (isSame(own, moves) ? value : (reading[n] ?? null)));
    }),
  };
};

export const isSame = (a: Reads, b: Reads): boolean => a.measure === b.measure && a.as === b.as;

/** Official points first, up to their maximum, then the bonus; taken away the other way round. */
const withTotal = ({ maxPoints }: Criterion, reading: Reading, total: number): Reading => {
  const [proposed = null, proposedBonus = null, points, bonus] = reading;
  const [before, beforeBonus] = [points ?? 0, bonus ?? 0];
  const more = round(total - before - beforeBonus);
  const after = more >= 0 ? Math.min(maxPoints, before + more) : before + Math.min(0, more + beforeBonus);
  return [proposed, proposedBonus, round(after), round(total - after)];
};
