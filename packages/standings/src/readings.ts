import type { Criterion, Rubric } from '@sohoi/evaluation/events';
import { lastKnown, readMeasure } from './indicator.js';
import type { Indicator, MeasureValue, Months, Reads } from './indicator.js';
import { indicatorOf } from './indicators.js';
import { UNSCORED } from './score-book.js';
import type { ScoreBook, Scored } from './score-book.js';
import type { Tally } from './tally.js';

/**
 * What a criterion is judged by, and all that is kept of it once published: of an indicator the subject's own
 * target and then its measures, of a score the four numbers of `Scored`. In the order of the rubric's criteria.
 */
export type Readings = readonly Reading[];
export type Reading = readonly MeasureValue[];

type IndicatorFeed = Extract<Criterion['feed'], { readonly by: 'indicator' }>;
type Plan = { readonly indicator: Indicator; readonly reads: readonly Reads[] };

/** What follows from a feed alone, found out once and not for each of a nation's chapters. */
const plans = new WeakMap<IndicatorFeed, Plan>();

const planOf = (feed: IndicatorFeed): Plan => {
  const known = plans.get(feed);
  if (known) return known;
  const indicator = indicatorOf(feed.indicator);
  const plan = { indicator, reads: [lastKnown(`target:${feed.indicator}`), ...indicator.reads] };
  plans.set(feed, plan);
  return plan;
};

/** What an indicator reads, the subject's own target first. */
export const readsOf = (feed: IndicatorFeed): readonly Reads[] => planOf(feed).reads;

export const readAll = (
  rubric: Rubric,
  tally: Tally,
  scores: ScoreBook | null,
  periodId: string,
  months: Months,
): Readings =>
  rubric.criteria.map(({ criterionId, feed }) =>
    feed.by === 'score'
      ? (scores?.get(periodId)?.get(criterionId) ?? UNSCORED)
      : readsOf(feed).map((reads) => readMeasure(tally, reads, months)),
  );

/** An indicator's value and the target it is held against: the subject's own, else the rubric's. */
export type Judged = { readonly value: number | null; readonly target: number | null };

export const judgedBy = (criterion: Criterion, reading: Reading, months: Months): Judged => {
  if (criterion.feed.by === 'score') return { value: null, target: null };
  const [own = null, ...measures] = reading;
  const target = own !== null && own > 0 ? own : (criterion.target ?? null);
  return { value: planOf(criterion.feed).indicator.formula(measures, months), target };
};

export const scoredBy = (reading: Reading): Scored => [
  reading[0] ?? null,
  reading[1] ?? null,
  reading[2] ?? null,
  reading[3] ?? null,
];

/** Readings from the one list that they were joined to. */
export const separated = (rubric: Rubric, joined: Reading): Readings => {
  let start = 0;
  return rubric.criteria.map(({ feed }) => {
    const end = start + (feed.by === 'score' ? UNSCORED.length : readsOf(feed).length);
    const reading = joined.slice(start, end);
    start = end;
    return reading;
  });
};
