import type { Criterion } from '@sohoi/evaluation/events';
import type { MeasureValue, Reads } from './indicator.js';

/** A measure as an indicator read it. */
export type MeasureTrace = Reads & { readonly value: MeasureValue };

/**
 * Why a criterion has its points: a `value` against its target, a `score` given by people, nothing known (`missing`),
 * or out of force (`voided`): then it is shown with what it would have given, and counts in no total.
 */
export type Why = 'value' | 'score' | 'missing' | 'voided';

export type CriterionTrace = {
  readonly criterionId: string;
  readonly kind: Criterion['kind'];
  readonly maxPoints: number;
  readonly feed: Criterion['feed'];
  /** Official points without bonus; of a penalty those it takes. Null: nothing known, which is not zero. */
  readonly points: number | null;
  readonly bonus: number;
  readonly proposedPoints: number | null;
  readonly proposedBonus: number;
  readonly value: number | null;
  readonly target: number | null;
  /** The best performance of the cluster, where the criterion is relative to it. */
  readonly best: number | null;
  readonly measures: readonly MeasureTrace[];
  readonly why: Why;
};

/** What denied a level: a condition of that level that does not hold, or a veto. */
export type Cap = {
  readonly by: 'condition' | 'veto';
  readonly criterionId: string;
  /** The level denied and the one that is left. */
  readonly from: string;
  readonly to: string;
  /** Of a condition the share of the criterion's maximum, of a veto its points; null: nothing known. */
  readonly required: number;
  readonly actual: number | null;
};

/** Why a result is what it is: level ← total ← criteria ← measures, under which rubric, for which period. */
export type Rating = {
  readonly score: number | null;
  /** The same with proposed scores in the place of official ones. */
  readonly proposedScore: number | null;
  readonly level: string | null;
  /** Most points that the criteria in force give, without bonuses. Totals are never scaled to it. */
  readonly maxScore: number;
  readonly caps: readonly Cap[];
  readonly missing: readonly string[];
  readonly criteria: readonly CriterionTrace[];
};

/** The rating with all that it rests on. */
export type Trace = Rating & {
  readonly rubric: { readonly rubricId: string; readonly rubricVersion: number };
  readonly period: { readonly periodId: string; readonly code: string; readonly from: string; readonly to: string };
  /** Position of the last event that this result reflects. */
  readonly asOfPosition: string;
  /** Position of the closing of the period, after which only scores count; null while it is open. */
  readonly frozenAt: string | null;
};
