import type { Body } from './body.events.js';
import type { PeriodState } from './period.decider.js';
import { criteriaInForce } from './rubric.decider.js';
import type { RubricState } from './rubric.decider.js';
import type { RubricRef } from './rubric.events.js';
import type { ScoringTerms } from './scorecard.commands.js';

export type ScoringRejection =
  | { readonly code: 'PeriodNotOpened' }
  | { readonly code: 'PeriodAlreadyClosed'; readonly at: string }
  | { readonly code: 'NotEvaluatedInPeriod'; readonly period: string; readonly kind: Body['kind'] }
  | { readonly code: 'CriterionNotInForce'; readonly criterionId: string; readonly rubricVersion: number }
  | { readonly code: 'CriterionIsComputed'; readonly criterionId: string; readonly indicator: string };

/** The rubric by which a period evaluates units or chapters; null: it does not. */
export const rubricFor = ({ opened }: PeriodState, kind: Body['kind']): RubricRef | null =>
  (kind === 'chapter' ? opened?.chapterRubric : opened?.unitRubric) ?? null;

/** The criteria that people score, of one version of a rubric. */
export const criteriaToScore = (rubric: RubricState, rubricVersion: number): readonly string[] =>
  criteriaInForce(rubric, rubricVersion)
    .filter(({ feed }) => feed.by === 'score')
    .map(({ criterionId }) => criterionId);

/**
 * By which terms a criterion is scored for a body in a period, or why it is not.
 * @param rubric the rubric that `rubricFor` named
 */
export const scoringTerms = (
  period: PeriodState,
  rubric: RubricState,
  kind: Body['kind'],
  criterionId: string,
): ScoringTerms | ScoringRejection => {
  if (!period.opened) return { code: 'PeriodNotOpened' };
  if (period.closedAt !== null) return { code: 'PeriodAlreadyClosed', at: period.closedAt };
  const ref = rubricFor(period, kind);
  if (!ref) return { code: 'NotEvaluatedInPeriod', period: period.opened.code, kind };
  const { rubricId, rubricVersion } = ref;
  const criterion = criteriaInForce(rubric, rubricVersion).find((one) => one.criterionId === criterionId);
  if (!criterion) return { code: 'CriterionNotInForce', criterionId, rubricVersion };
  const { feed, maxPoints, maxBonus } = criterion;
  if (feed.by === 'indicator') return { code: 'CriterionIsComputed', criterionId, indicator: feed.indicator };
  return { rubricId, rubricVersion, maxPoints, ...(maxBonus !== undefined && { maxBonus }) };
};
