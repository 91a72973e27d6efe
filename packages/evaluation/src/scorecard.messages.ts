import type { RejectionMessages } from '@sohoi/decider';
import type { Part, ScorecardRejection } from './scorecard.rules.js';
import type { ScorecardStatus } from './scorecard.state.js';
import type { ScoringRejection } from './scoring-terms.rules.js';
import { day, decimal } from './sentences.js';

const STATUS: { readonly [S in ScorecardStatus]: string } = {
  proposed: 'chờ thẩm định',
  returned: 'bị trả lại',
  verified: 'đã thẩm định',
  approved: 'đã phê duyệt',
  published: 'đã công bố',
};

const PART: { readonly [P in Part]: string } = {
  proposer: 'chấm điểm',
  verifier: 'thẩm định',
  approver: 'phê duyệt',
  publisher: 'công bố',
};

type Own = Exclude<ScoringRejection, { code: 'PeriodNotOpened' | 'PeriodAlreadyClosed' }>;

export const scorecardMessages: RejectionMessages<ScorecardRejection | Own> = {
  ScorecardNotFound: { vi: () => 'Chưa có phiếu chấm điểm này.', en: () => 'There is no such scorecard.' },
  NotThisScorecard: {
    vi: (r) => `Phiếu này là của ${r.bodyId} trong kỳ ${r.periodId}.`,
    en: (r) => `The scorecard is that of ${r.bodyId} in the period ${r.periodId}.`,
  },
  NotAtThisStep: {
    vi: (r) =>
      `Phiếu ${STATUS[r.status]}; việc này chỉ làm được khi phiếu ${list(
        r.allowed.map((s) => STATUS[s]),
        'hoặc',
      )}.`,
    en: (r) => `The scorecard is ${r.status}; this takes one that is ${list(r.allowed, 'or')}.`,
  },
  CriterionAlreadyVerified: {
    vi: (r) => `Tiêu chí ${r.criterionId} đã thẩm định; phải trả lại trước khi chấm lại.`,
    en: (r) => `The criterion ${r.criterionId} is verified; it must be returned before it can be proposed anew.`,
  },
  ScoreNotProposed: {
    vi: (r) => `Tiêu chí ${r.criterionId} chưa được chấm điểm.`,
    en: (r) => `Nobody has proposed points for the criterion ${r.criterionId}.`,
  },
  PointsAboveMaximum: {
    field: 'points',
    limit: (r) => r.maxPoints,
    vi: (r) =>
      `Điểm (points) của tiêu chí ${r.criterionId} tối đa ${decimal(r.maxPoints)}, không phải ${decimal(r.points)}.`,
    en: (r) => `The criterion ${r.criterionId} gives ${r.maxPoints} points at most, not ${r.points}.`,
  },
  BonusAboveMaximum: {
    field: 'bonus',
    limit: (r) => r.maxBonus,
    vi: (r) =>
      `Điểm thưởng (bonus) của tiêu chí ${r.criterionId} tối đa ${decimal(r.maxBonus)}, không phải ${decimal(r.bonus)}.`,
    en: (r) => `The criterion ${r.criterionId} gives a bonus of ${r.maxBonus} at most, not ${r.bonus}.`,
  },
  ReasonForChangeNeeded: {
    field: 'reason',
    vi: (r) =>
      `Tiêu chí ${r.criterionId} được đề nghị ${decimal(r.proposedPoints)} điểm, thưởng ${decimal(r.proposedBonus)}; thay đổi phải nêu lý do (reason).`,
    en: (r) =>
      `For the criterion ${r.criterionId}, ${r.proposedPoints} points and a bonus of ${r.proposedBonus} were proposed; a change needs a reason.`,
  },
  SamePerson: {
    vi: (r) => `Người ${r.by} đã ${PART[r.earlier]} phiếu này nên không được ${PART[r.part]}; phải là người khác.`,
    en: (r) => `${r.by} was ${r.earlier} of this scorecard and cannot be its ${r.part}; it takes somebody else.`,
  },
  CriteriaNotScored: {
    vi: (r) => `Chưa chấm các tiêu chí: ${r.criterionIds.join(', ')}.`,
    en: (r) => `These criteria have no points yet: ${r.criterionIds.join(', ')}.`,
  },
  CriteriaNotVerified: {
    vi: (r) => `Chưa thẩm định các tiêu chí: ${r.criterionIds.join(', ')}.`,
    en: (r) => `These criteria are not verified yet: ${r.criterionIds.join(', ')}.`,
  },
  CorrectedBeforePublished: {
    field: 'at',
    limit: (r) => r.publishedAt,
    vi: (r) => `Ngày đính chính (at: ${day(r.at)}) trước ngày công bố ${day(r.publishedAt)}.`,
    en: (r) => `The day of the correction (at: ${r.at}) is before the publication, ${r.publishedAt}.`,
  },
  NotEvaluatedInPeriod: {
    vi: (r) => `Kỳ ${r.period} không có bảng điểm cho ${r.kind === 'chapter' ? 'chi hội' : 'đơn vị'}.`,
    en: (r) => `The period ${r.period} has no rubric for ${r.kind}s.`,
  },
  CriterionNotInForce: {
    field: 'criterionId',
    vi: (r) => `Bảng điểm (phiên bản ${r.rubricVersion}) không có tiêu chí ${r.criterionId} đang áp dụng.`,
    en: (r) => `The rubric (version ${r.rubricVersion}) has no criterion ${r.criterionId} in force.`,
  },
  CriterionIsComputed: {
    field: 'criterionId',
    vi: (r) => `Tiêu chí ${r.criterionId} được tính tự động từ ${r.indicator}, không chấm tay.`,
    en: (r) => `The criterion ${r.criterionId} is computed from ${r.indicator}; nobody scores it.`,
  },
};

const list = (words: readonly string[], or: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${String(words.at(-1))}`;
