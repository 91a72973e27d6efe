import type { RejectionMessages } from '@sohoi/decider';
import type { RubricRejection } from './rubric.rules.js';
import { decimal } from './sentences.js';

export const rubricMessages: RejectionMessages<RubricRejection> = {
  RubricNotPublished: {
    vi: (r) => `Chưa có phiên bản ${r.rubricVersion} của bảng điểm này.`,
    en: (r) => `There is no version ${r.rubricVersion} of this rubric.`,
  },
  RubricVersionTaken: {
    field: 'rubricVersion',
    vi: (r) => `Phiên bản ${r.rubricVersion} của bảng điểm "${r.name}" đã ban hành với nội dung khác.`,
    en: (r) => `Version ${r.rubricVersion} of the rubric "${r.name}" is published already with other content.`,
  },
  RubricVersionNotNext: {
    field: 'rubricVersion',
    limit: (r) => r.next,
    vi: (r) => `Phiên bản tiếp theo (rubricVersion) phải là ${r.next}, không phải ${r.rubricVersion}.`,
    en: (r) => `The next rubricVersion is ${r.next}, not ${r.rubricVersion}.`,
  },
  DuplicateCriterion: {
    field: 'criteria',
    vi: (r) => `Tiêu chí ${r.criterionId} có hai lần trong criteria.`,
    en: (r) => `The criterion ${r.criterionId} is in criteria twice.`,
  },
  DuplicateLevel: {
    field: 'levels',
    vi: (r) => `Mức ${r.level} có hai lần trong levels.`,
    en: (r) => `The level ${r.level} is in levels twice.`,
  },
  LevelsNotFalling: {
    field: 'levels',
    limit: (r) => r.above,
    vi: (r) =>
      `Các mức phải xếp từ cao xuống thấp: mức ${r.level} (minPoints ${decimal(r.minPoints)}) phải dưới ${decimal(r.above)}.`,
    en: (r) => `Levels stand best first: minPoints ${r.minPoints} of ${r.level} must be below ${r.above}.`,
  },
  NoLevelAtZero: {
    field: 'levels',
    vi: (r) => `Mức cuối ${r.level} phải bắt đầu từ 0 điểm, không phải ${decimal(r.minPoints)}.`,
    en: (r) => `The last level, ${r.level}, must start at 0 points, not at ${r.minPoints}.`,
  },
  UnknownCriterion: {
    vi: (r) => `Không có tiêu chí ${r.criterionId} (nêu trong ${r.where}).`,
    en: (r) => `There is no criterion ${r.criterionId} (named in ${r.where}).`,
  },
  UnknownLevel: {
    vi: (r) => `Không có mức ${r.level} (nêu trong veto, capLevel).`,
    en: (r) => `There is no level ${r.level} (named in veto, capLevel).`,
  },
  CriterionLacksField: {
    vi: (r) =>
      r.field === 'target'
        ? `Tiêu chí ${r.criterionId} (${r.kind}) cần target, hoặc relativeToBest.`
        : `Tiêu chí ${r.criterionId} (${r.kind}) cần ${r.field}.`,
    en: (r) =>
      r.field === 'target'
        ? `The criterion ${r.criterionId} (${r.kind}) needs target, or relativeToBest.`
        : `The criterion ${r.criterionId} (${r.kind}) needs ${r.field}.`,
  },
  CriterionWithoutPoints: {
    vi: (r) => `maxPoints của tiêu chí ${r.criterionId} phải lớn hơn 0.`,
    en: (r) => `maxPoints of the criterion ${r.criterionId} must be above 0.`,
  },
  NoPointsToReach: {
    vi: () => 'Phải còn ít nhất một tiêu chí tính điểm (không kể điểm thưởng, điểm trừ).',
    en: () => 'At least one criterion that gives points must be left, beside bonus and penalty.',
  },
};
