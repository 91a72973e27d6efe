import type { Rubric } from './rubric.events.js';
import type { RubricRejection } from './rubric.rules.js';

/** Keys and places from 0, from the rubric inwards. */
export type PlaceInRubric = readonly (string | number)[];

/** Where in a rubric its flaw is; the list, where that is a matter of all of it. */
export const placeOfFlaw = (flaw: RubricRejection, { criteria, levels, veto = [] }: Rubric): PlaceInRubric => {
  switch (flaw.code) {
    case 'DuplicateCriterion':
      return ['criteria', criteria.findLastIndex((one) => one.criterionId === flaw.criterionId), 'criterionId'];
    case 'CriterionLacksField':
      return ['criteria', criteria.findIndex((one) => one.criterionId === flaw.criterionId), flaw.field];
    case 'CriterionWithoutPoints':
      return ['criteria', criteria.findIndex((one) => one.criterionId === flaw.criterionId), 'maxPoints'];
    case 'NoPointsToReach':
      return ['criteria'];
    case 'DuplicateLevel':
      return ['levels', levels.findLastIndex(({ code }) => code === flaw.level), 'code'];
    case 'LevelsNotFalling':
    case 'NoLevelAtZero':
      return ['levels', levels.findIndex(({ code }) => code === flaw.level), 'minPoints'];
    case 'UnknownCriterion':
      return flaw.where === 'levels'
        ? inConditions(flaw.criterionId, levels)
        : ['veto', veto.findIndex(({ criterionId }) => criterionId === flaw.criterionId), 'criterionId'];
    case 'UnknownLevel':
      return ['veto', veto.findIndex(({ capLevel }) => capLevel === flaw.level), 'capLevel'];
    case 'RubricNotPublished':
    case 'RubricVersionTaken':
    case 'RubricVersionNotNext':
      return ['rubricVersion'];
  }
};

const inConditions = (criterionId: string, levels: Rubric['levels']): PlaceInRubric => {
  const level = levels.findIndex(({ conditions = [] }) => conditions.some((one) => one.criterionId === criterionId));
  const condition = levels[level]?.conditions?.findIndex((one) => one.criterionId === criterionId) ?? -1;
  return ['levels', level, 'conditions', condition, 'criterionId'];
};
