import type { Rubric } from '@sohoi/evaluation/events';
import type { ChapterStrength } from './chapter-state.js';
import { rate } from './rating.js';
import type { RubricInForce } from './rating.js';
import { readAll, separated } from './readings.js';
import type { Readings } from './readings.js';
import { withChanges } from './revision.js';
import type { Because } from './revision.js';
import { inForce } from './rulebook.js';
import type { Period } from './rulebook.js';
import type { SubjectRecord } from './subject-book.js';
import { stockAt } from './tally.js';
import type { Trace } from './trace.js';
import { isWithin } from './unit-tree.js';

/** The strength of one chapter in one period. */
export type ChapterResult = {
  readonly chapterId: string;
  readonly unitId: string;
  readonly periodId: string;
  readonly periodCode: string;
  /** 0 while provisional; from 1 on published. */
  readonly revision: number;
  readonly status: 'provisional' | 'published';
  /** What led to this revision; null while provisional. */
  readonly because: Because | null;
  readonly trace: Trace;
};

/**
 * What a rubric reads of a chapter in a period; null for one that is not rated: outside the subtree of the unit that
 * opened the period, not yet founded at its end, or closed by then.
 */
export const readingsOf = (
  state: ChapterStrength,
  rubric: Rubric,
  chapter: SubjectRecord,
  { periodId, unitId, to, months }: Period,
): Readings | null => {
  if (chapter.unitId === null || !isWithin(state.tree, chapter.unitId, unitId, to)) return null;
  if ((stockAt(chapter.tally, 'standing', months.to) ?? 0) <= 0) return null;
  return readAll(rubric, chapter.tally, chapter.scores, periodId, months);
};

/**
 * The result of a chapter in a period; null if it is not rated there.
 * @param revision of a closed period which one, from 1; absent: the last
 */
export const chapterResult = (
  state: ChapterStrength,
  chapterId: string,
  periodId: string,
  revision?: number,
): ChapterResult | null => {
  const period = state.rulebook.periods.get(periodId);
  const rules = period && inForce(state.rulebook, period.chapterRubric, period);
  if (!period || !rules) return null;
  return period.closedAt === null
    ? provisional(state, chapterId, period, rules)
    : published(state, chapterId, period, rules, revision);
};

const provisional = (
  state: ChapterStrength,
  chapterId: string,
  period: Period,
  rules: RubricInForce,
): ChapterResult | null => {
  const chapter = state.chapters.byId.get(chapterId);
  const readings = chapter && readingsOf(state, rules.rubric, chapter, period);
  if (!chapter?.unitId || !readings) return null;
  const trace = traceOf(period, rules, readings, chapter.position);
  return { ...of(chapterId, chapter.unitId, period), revision: 0, status: 'provisional', because: null, trace };
};

const published = (
  state: ChapterStrength,
  chapterId: string,
  period: Period,
  rules: RubricInForce,
  revision: number | undefined,
): ChapterResult | null => {
  const frozen = state.frozen.get(period.periodId)?.get(chapterId);
  if (!frozen) return null;
  const changes = (frozen.changes ?? []).slice(0, revision === undefined ? undefined : revision - 1);
  const last = changes.at(-1);
  const readings = withChanges(rules.rubric, separated(rules.rubric, frozen.readings), changes);
  return {
    ...of(chapterId, frozen.unitId, period),
    revision: changes.length + 1,
    status: 'published',
    because: last?.because ?? 'period-closed',
    trace: traceOf(period, rules, readings, last?.position ?? period.closedAt ?? ''),
  };
};

const of = (chapterId: string, unitId: string, { periodId, code }: Period) => ({
  chapterId,
  unitId,
  periodId,
  periodCode: code,
});

const traceOf = (period: Period, rules: RubricInForce, readings: Readings, asOfPosition: string): Trace => ({
  ...rate(rules, readings, period.months),
  rubric: { rubricId: rules.rubric.rubricId, rubricVersion: rules.rubric.rubricVersion },
  period: { periodId: period.periodId, code: period.code, from: period.from, to: period.to },
  asOfPosition,
  frozenAt: period.closedAt,
});
