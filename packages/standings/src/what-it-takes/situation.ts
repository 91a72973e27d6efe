import type { Rubric } from '@sohoi/evaluation/events';
import type { Months } from '../indicator.js';
import { monthOf } from '../month.js';
import { performance } from '../points.js';
import { rate } from '../rating.js';
import type { Bests, RubricInForce } from '../rating.js';
import { judgedBy, readsOf } from '../readings.js';
import type { Reading, Readings } from '../readings.js';
import type { CriterionTrace, Rating, Trace } from '../trace.js';

/** All that a rating follows from. Without `bests` nothing is compared with others. */
export type Situation = {
  readonly rules: RubricInForce;
  readonly readings: Readings;
  readonly months: Months;
  readonly bests?: Bests | undefined;
};

/** The rating of a situation; who does better than the best is the best. */
export const rated = ({ rules, readings, months, bests }: Situation): Rating =>
  rate(rules, readings, months, bests && withOwn(rules.rubric, readings, months, bests));

const withOwn = (rubric: Rubric, readings: Readings, months: Months, bests: Bests): Bests =>
  rubric.criteria.map((criterion, i) => {
    const { withTarget = null, withoutTarget = null } = bests[i] ?? {};
    const { value, target } = judgedBy(criterion, readings[i] ?? [], months);
    if (value === null) return { withTarget, withoutTarget };
    const own = performance(value, target);
    return target === null
      ? { withTarget, withoutTarget: Math.max(withoutTarget ?? own, own) }
      : { withTarget: Math.max(withTarget ?? own, own), withoutTarget };
  });

/**
 * The situation that a trace tells of: rated again, it gives the same score, level and points.
 * @param rubric the very version that the trace names
 * @param compared whether it was rated against the other units of a cluster
 */
export const situationOf = (rubric: Rubric, trace: Rating & Pick<Trace, 'period'>, compared: boolean): Situation => {
  const { criteria, period } = trace;
  const voided = criteria.filter(({ why }) => why === 'voided').map(({ criterionId }) => criterionId);
  return {
    rules: { rubric, voided: new Set(voided) },
    readings: rubric.criteria.map((criterion, i) => readingOf(criterion, criteria[i])),
    months: { from: monthOf(period.from), to: monthOf(period.to) },
    bests: compared
      ? criteria.map(({ best, target }) => ({
          withTarget: target === null ? null : best,
          withoutTarget: target === null ? best : null,
        }))
      : undefined,
  };
};

/** What was read of a criterion. A trace leaves out a target of its own that there is not. */
const readingOf = ({ feed }: Rubric['criteria'][number], trace: CriterionTrace | undefined): Reading => {
  if (!trace) return [];
  const { points, bonus, proposedPoints, proposedBonus, measures } = trace;
  if (feed.by === 'score') return [proposedPoints, proposedBonus, points, points === null ? null : bonus];
  const values = measures.map(({ value }) => value);
  return values.length < readsOf(feed).length ? [null, ...values] : values;
};
