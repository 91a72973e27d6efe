import type { EvaluationEvent, Rubric, RubricRef } from '@sohoi/evaluation/events';
import type { DataOf } from './events.js';
import type { Months } from './indicator.js';
import { monthOf } from './month.js';
import type { RubricInForce } from './rating.js';

type Opened = DataOf<EvaluationEvent, 'PeriodOpened'>;

/** A period of whole months; open until `closedAt`, the position of its closing, then frozen. */
export type Period = Opened & { readonly months: Months; readonly closedAt: string | null };

type RubricRecord = {
  readonly rubric: Rubric;
  readonly position: string;
  readonly voids: readonly { readonly criterionId: string; readonly position: string }[];
};

/** Rubrics and periods, in whatever order they came. */
export type Rulebook = { readonly rubrics: Map<string, RubricRecord>; readonly periods: Map<string, Period> };

export type RuleDocument = { readonly rubric: RubricRecord } | { readonly period: Period };

export const emptyRulebook = (): Rulebook => ({ rubrics: new Map(), periods: new Map() });

export const keyOf = ({ rubricId, rubricVersion }: RubricRef): string => `${rubricId}@${rubricVersion}`;

export const openPeriod = (book: Rulebook, data: Opened): Period => {
  const period = { ...data, months: { from: monthOf(data.from), to: monthOf(data.to) }, closedAt: null };
  book.periods.set(data.periodId, period);
  return period;
};

/** @returns null for a period that was never opened or is closed already */
export const closePeriod = (book: Rulebook, periodId: string, position: string): Period | null => {
  const period = book.periods.get(periodId);
  if (!period || period.closedAt !== null) return null;
  const closed = { ...period, closedAt: position };
  book.periods.set(periodId, closed);
  return closed;
};

export const publishRubric = (book: Rulebook, rubric: Rubric, position: string): void => {
  book.rubrics.set(keyOf(rubric), { rubric, position, voids: book.rubrics.get(keyOf(rubric))?.voids ?? [] });
};

export const voidCriterion = (book: Rulebook, ref: RubricRef & { criterionId: string }, position: string): void => {
  const record = book.rubrics.get(keyOf(ref));
  if (!record) return;
  const voids = [...record.voids, { criterionId: ref.criterionId, position }];
  book.rubrics.set(keyOf(ref), { ...record, voids });
};

/** The rubric by which a period rates, as it was known when the period closed; null if it was not. */
export const inForce = (book: Rulebook, ref: RubricRef | null, { closedAt }: Period): RubricInForce | null => {
  const record = ref && book.rubrics.get(keyOf(ref));
  if (!record || (closedAt !== null && record.position > closedAt)) return null;
  const voids = record.voids.filter(({ position }) => closedAt === null || position <= closedAt);
  return { rubric: record.rubric, voided: new Set(voids.map(({ criterionId }) => criterionId)) };
};

export const openPeriods = (book: Rulebook): readonly Period[] =>
  [...book.periods.values()].filter(({ closedAt }) => closedAt === null);
