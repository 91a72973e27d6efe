import type { Criterion, Rubric } from '@sohoi/evaluation/events';
import type { Months } from './indicator.js';
import { levelOf } from './level.js';
import { clamp, performance, pointsOf, round } from './points.js';
import { judgedBy, readsOf, scoredBy } from './readings.js';
import type { Reading, Readings } from './readings.js';
import type { CriterionTrace, MeasureTrace, Rating } from './trace.js';

/** A rubric as it is in force: without the criteria voided until then. */
export type RubricInForce = { readonly rubric: Rubric; readonly voided: ReadonlySet<string> };

/**
 * The best performance in a cluster for each criterion, in the rubric's order: apart for units with a target and
 * for those without.
 */
export type Bests = readonly { readonly withTarget: number | null; readonly withoutTarget: number | null }[];

const greatest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));

export const bestsOf = (rubric: Rubric, members: readonly Readings[], months: Months): Bests =>
  rubric.criteria.map((criterion, i) => {
    const judged = members.map((readings) => judgedBy(criterion, readings[i] ?? [], months));
    const of = (hasTarget: boolean): number | null =>
      greatest(
        judged.flatMap(({ value, target }) =>
          value !== null && (target !== null) === hasTarget ? [performance(value, target)] : [],
        ),
      );
    return { withTarget: of(true), withoutTarget: of(false) };
  });

/** Score, level and their trace, from what was read of a subject. Pure, so a published reading gives the same again. */
export const rate = ({ rubric, voided }: RubricInForce, readings: Readings, months: Months, bests?: Bests): Rating => {
  const criteria = rubric.criteria.map((criterion, i) =>
    traceOf(criterion, readings[i] ?? [], months, bests?.[i], voided.has(criterion.criterionId)),
  );
  const inForce = criteria.filter(({ why }) => why !== 'voided');
  const score = totalOf(inForce, ({ points, bonus }) => (points === null ? null : points + bonus));
  const proposedScore = totalOf(inForce, ({ proposedPoints, proposedBonus }) =>
    proposedPoints === null ? null : proposedPoints + proposedBonus,
  );
  const reached = score === null ? null : levelOf(rubric, score, criteria);
  return {
    score,
    proposedScore,
    level: reached?.level ?? null,
    maxScore: round(inForce.filter(isMain).reduce((sum, { maxPoints }) => sum + maxPoints, 0)),
    caps: reached?.caps ?? [],
    missing: inForce.filter(({ why }) => why === 'missing').map(({ criterionId }) => criterionId),
    criteria,
  };
};

const isMain = ({ kind }: CriterionTrace): boolean => kind !== 'bonus' && kind !== 'penalty';

/** Sum of what is known, at two decimals; null if nothing is: no score is not zero. */
const totalOf = (
  criteria: readonly CriterionTrace[],
  points: (criterion: CriterionTrace) => number | null,
): number | null => {
  let total: number | null = null;
  for (const criterion of criteria) {
    const own = points(criterion);
    if (own !== null) total = (total ?? 0) + (criterion.kind === 'penalty' ? -own : own);
  }
  return total === null ? null : round(total);
};

const traceOf = (
  criterion: Criterion,
  reading: Reading,
  months: Months,
  bests: Bests[number] | undefined,
  isVoided: boolean,
): CriterionTrace => {
  const { criterionId, kind, maxPoints, feed } = criterion;
  const earned =
    feed.by === 'score' ? earnedByScore(criterion, reading) : earnedByValue(criterion, reading, months, bests);
  const known = earned.points !== null || earned.proposedPoints !== null;
  const why = isVoided ? 'voided' : !known ? 'missing' : feed.by === 'score' ? 'score' : 'value';
  return { criterionId, kind, maxPoints, feed, ...earned, why };
};

type Earned = Omit<CriterionTrace, 'criterionId' | 'kind' | 'maxPoints' | 'feed' | 'why'>;

/** Where nothing is proposed (or the proposal came by another way), the official score stands for it. */
const earnedByScore = ({ maxPoints, maxBonus = 0 }: Criterion, reading: Reading): Earned => {
  const [proposed, proposedBonus, official, officialBonus] = scoredBy(reading);
  const points = official === null ? null : clamp(official, maxPoints);
  const bonus = clamp(officialBonus ?? 0, maxBonus);
  return {
    points,
    bonus,
    proposedPoints: proposed === null ? points : clamp(proposed, maxPoints),
    proposedBonus: proposed === null ? bonus : clamp(proposedBonus ?? 0, maxBonus),
    value: null,
    target: null,
    best: null,
    measures: [],
  };
};

const earnedByValue = (
  criterion: Criterion,
  reading: Reading,
  months: Months,
  bests: Bests[number] | undefined,
): Earned => {
  const { value, target } = judgedBy(criterion, reading, months);
  const best = criterion.relativeToBest ? ((target === null ? bests?.withoutTarget : bests?.withTarget) ?? null) : null;
  const points = value === null ? null : pointsOf(criterion, value, target, best);
  const measures = measuresOf(criterion, reading);
  return { points, bonus: 0, proposedPoints: points, proposedBonus: 0, value, target, best, measures };
};

/** The measures as read; the subject's own target only if it has one. */
const measuresOf = ({ feed }: Criterion, reading: Reading): readonly MeasureTrace[] =>
  feed.by === 'score'
    ? []
    : readsOf(feed)
        .map((reads, i) => ({ ...reads, value: reading[i] ?? null }))
        .filter(({ value }, i) => i > 0 || value !== null);
