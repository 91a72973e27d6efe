import type { Criterion, Rubric } from '@sohoi/evaluation/events';
import { OF_THE_HEAD } from '../explanation.js';
import type { Evidence, ExplainedCriterion, ExplainedTrace } from '../explanation.js';
import { indicatorOf } from '../indicators.js';
import type { Indicator } from '../indicator.js';
import { monthOf, monthText } from '../month.js';
import type { Cap, MeasureTrace, Why } from '../trace.js';
import { demandIn } from './change-words.js';
import { howOf } from './how.js';
import { nameOfMeasure, valueIn } from './words.js';
import type { Bilingual } from './words.js';

/** The months that a measure was read in, `yyyy-mm`, both inclusive; `from` null: from the beginning. */
export type ReadMonths = { readonly from: string | null; readonly to: string; readonly since: Bilingual | null };

/** A measure that a criterion was judged by. Value and evidence of what tells of one person are withheld. */
export type FigureNode = {
  readonly measure: string;
  readonly as: MeasureTrace['as'];
  readonly name: Bilingual;
  readonly value: number | null;
  readonly withheld: boolean;
  readonly months: ReadMonths;
  readonly evidence: readonly Evidence[];
};

export type CriterionNode = {
  readonly criterionId: string;
  readonly name: Bilingual;
  readonly kind: Criterion['kind'];
  /** Word for word, as the rubric has it; null: it names none. */
  readonly clause: string | null;
  readonly points: number | null;
  readonly bonus: number;
  readonly maxPoints: number;
  readonly why: Why;
  readonly how: Bilingual;
  readonly indicator: { readonly code: string; readonly name: Bilingual; readonly unit: Indicator['unit'] } | null;
  readonly value: number | null;
  readonly shown: Bilingual | null;
  readonly target: number | null;
  readonly best: number | null;
  readonly figures: readonly FigureNode[];
  readonly proposedBy: readonly Evidence[];
  readonly officialBy: readonly Evidence[];
};

/** Why a level is what it is: level ← thresholds, conditions and vetoes ← score ← criteria ← figures ← events. */
export type Tree = {
  readonly level: { readonly code: string; readonly name: Bilingual } | null;
  readonly score: number | null;
  readonly proposedScore: number | null;
  readonly maxScore: number;
  readonly thresholds: readonly {
    readonly code: string;
    readonly name: Bilingual;
    readonly minPoints: number;
    /** Whether the score alone reaches it. */
    readonly reached: boolean;
  }[];
  readonly caps: readonly (Cap & { readonly says: Bilingual })[];
  readonly criteria: readonly CriterionNode[];
};

/** @param rubric the very version that the trace names */
export const treeOf = (explained: ExplainedTrace, rubric: Rubric): Tree => {
  const { level, levelName, score, proposedScore, maxScore, caps, criteria, period } = explained;
  return {
    level: level === null ? null : { code: level, name: levelName ?? { vi: level, en: level } },
    ...{ score, proposedScore, maxScore },
    thresholds: rubric.levels.map(({ code, name, minPoints }) => ({
      ...{ code, name, minPoints },
      reached: score !== null && score >= minPoints,
    })),
    caps: caps.map((cap) => ({ ...cap, says: demandIn(cap, rubric) })),
    criteria: criteria.map((criterion) => criterionNode(criterion, period, rubric)),
  };
};

const criterionNode = (
  criterion: ExplainedCriterion,
  period: ExplainedTrace['period'],
  rubric: Rubric,
): CriterionNode => {
  const { criterionId, name, kind, clause, points, bonus, maxPoints, why, value, target, best, feed } = criterion;
  const rule = rubric.criteria.find((own) => own.criterionId === criterionId);
  const read = feed.by === 'score' ? null : indicatorOf(feed.indicator);
  return {
    ...{ criterionId, name, kind, clause, points, bonus, maxPoints, why },
    how: howOf(rule, criterion),
    indicator: feed.by === 'score' || !read ? null : { code: feed.indicator, name: read.name, unit: read.unit },
    ...{ value, target, best },
    shown: value === null || !read ? null : valueIn(value, read.unit),
    figures: criterion.measures.map((measure) => ({
      ...{ measure: measure.measure, as: measure.as, value: measure.value, evidence: measure.evidence },
      name: nameOfMeasure(measure.measure),
      withheld: OF_THE_HEAD.has(measure.measure),
      months: monthsOf(measure, period),
    })),
    proposedBy: criterion.proposedBy,
    officialBy: criterion.officialBy,
  };
};

const monthsOf = (read: MeasureTrace, period: ExplainedTrace['period']): ReadMonths => {
  const to = monthText(monthOf(period.to));
  switch (read.as) {
    case 'flow':
    case 'inPeriod':
      return { from: monthText(monthOf(period.from)), to, since: null };
    case 'stock':
    case 'latest':
      return { from: null, to, since: null };
    case 'since':
      return { from: null, to, since: nameOfMeasure(read.since) };
  }
};
