import type { Criterion, Rubric } from './rubric.events.js';

export type RubricRejection =
  | { readonly code: 'RubricNotPublished'; readonly rubricVersion: number }
  | { readonly code: 'RubricVersionTaken'; readonly rubricVersion: number; readonly name: string }
  | { readonly code: 'RubricVersionNotNext'; readonly rubricVersion: number; readonly next: number }
  | { readonly code: 'DuplicateCriterion'; readonly criterionId: string }
  | { readonly code: 'DuplicateLevel'; readonly level: string }
  | { readonly code: 'LevelsNotFalling'; readonly level: string; readonly minPoints: number; readonly above: number }
  | { readonly code: 'NoLevelAtZero'; readonly level: string; readonly minPoints: number }
  | {
      readonly code: 'UnknownCriterion';
      readonly criterionId: string;
      readonly where: 'levels' | 'veto' | 'criterionId';
    }
  | { readonly code: 'UnknownLevel'; readonly level: string }
  | {
      readonly code: 'CriterionLacksField';
      readonly criterionId: string;
      readonly kind: Criterion['kind'];
      readonly field: 'target' | 'pointsPerCount';
    }
  | { readonly code: 'CriterionWithoutPoints'; readonly criterionId: string }
  | { readonly code: 'NoPointsToReach' };

/** The most that can be reported: bonus and penalty criteria do not count towards it. */
export const reportedMaximum = (criteria: readonly Criterion[]): number =>
  criteria.reduce((sum, { kind, maxPoints }) => (kind === 'bonus' || kind === 'penalty' ? sum : sum + maxPoints), 0);

/** The first thing that makes a rubric unusable; undefined if it is sound. */
export const flawOf = (rubric: Rubric): RubricRejection | undefined =>
  flawOfCriteria(rubric) ?? flawOfLevels(rubric) ?? flawOfReferences(rubric);

const flawOfCriteria = ({ criteria }: Rubric): RubricRejection | undefined => {
  const criterionId = firstRepeated(criteria.map((one) => one.criterionId));
  if (criterionId !== undefined) return { code: 'DuplicateCriterion', criterionId };
  for (const one of criteria) {
    const field = missingField(one);
    if (field) return { code: 'CriterionLacksField', criterionId: one.criterionId, kind: one.kind, field };
    if (one.maxPoints === 0) return { code: 'CriterionWithoutPoints', criterionId: one.criterionId };
  }
  return reportedMaximum(criteria) > 0 ? undefined : { code: 'NoPointsToReach' };
};

/** What people score needs no formula; what is computed does. */
const missingField = ({ kind, feed, target, relativeToBest, pointsPerCount }: Criterion) => {
  if (feed.by === 'score') return undefined;
  if (kind === 'quantitative' && target === undefined && relativeToBest !== true) return 'target';
  if (kind === 'perCount' && pointsPerCount === undefined) return 'pointsPerCount';
  return undefined;
};

const flawOfLevels = ({ levels }: Rubric): RubricRejection | undefined => {
  const level = firstRepeated(levels.map(({ code }) => code));
  if (level !== undefined) return { code: 'DuplicateLevel', level };
  for (const [n, { code, minPoints }] of levels.entries()) {
    const above = levels[n - 1]?.minPoints ?? Infinity;
    if (minPoints >= above) return { code: 'LevelsNotFalling', level: code, minPoints, above };
  }
  const last = levels.at(-1);
  return last && last.minPoints > 0
    ? { code: 'NoLevelAtZero', level: last.code, minPoints: last.minPoints }
    : undefined;
};

const flawOfReferences = ({ criteria, levels, veto = [] }: Rubric): RubricRejection | undefined => {
  const known = new Set(criteria.map(({ criterionId }) => criterionId));
  const condition = levels
    .flatMap(({ conditions = [] }) => conditions)
    .find(({ criterionId }) => !known.has(criterionId));
  if (condition) return { code: 'UnknownCriterion', criterionId: condition.criterionId, where: 'levels' };
  const stray = veto.find(({ criterionId }) => !known.has(criterionId));
  if (stray) return { code: 'UnknownCriterion', criterionId: stray.criterionId, where: 'veto' };
  const cap = veto.find(({ capLevel }) => !levels.some(({ code }) => code === capLevel));
  return cap && { code: 'UnknownLevel', level: cap.capLevel };
};

const firstRepeated = (words: readonly string[]): string | undefined =>
  words.find((word, n) => words.indexOf(word) !== n);
