import type { RejectionMessages } from '@sohoi/decider';
import type { AwardRejection } from './award.decider.js';
import type { ClusterRejection } from './cluster.decider.js';
import type { InitiativeRejection } from './initiative.decider.js';
import { day } from './sentences.js';
import type { PeriodRejection } from './period.decider.js';
import { rubricMessages } from './rubric.messages.js';
import type { RubricRejection } from './rubric.rules.js';
import { scorecardMessages } from './scorecard.messages.js';
import type { ScorecardRejection } from './scorecard.rules.js';
import type { ScoringRejection } from './scoring-terms.rules.js';
import type { UnitReportRejection } from './unit-report.decider.js';

export type EvaluationRejection =
  | RubricRejection
  | PeriodRejection
  | InitiativeRejection
  | UnitReportRejection
  | ScorecardRejection
  | ScoringRejection
  | ClusterRejection
  | AwardRejection;

const periodMessages: RejectionMessages<PeriodRejection> = {
  PeriodNotOpened: { vi: () => 'Chưa có kỳ đánh giá này.', en: () => 'There is no such period.' },
  PeriodAlreadyOpened: {
    field: 'id',
    vi: (r) => `Mã này đã dùng cho kỳ ${r.period} với nội dung khác.`,
    en: (r) => `The id is taken by the period ${r.period} with other content.`,
  },
  PeriodNotWholeMonths: {
    field: 'from',
    vi: (r) =>
      `Kỳ đánh giá phải trọn tháng: from (${day(r.from)}) là ngày đầu tháng, to (${day(r.to)}) là ngày cuối tháng và không trước from.`,
    en: (r) =>
      `A period is of whole months: from (${r.from}) is the first day of a month, to (${r.to}) the last day of one and not before from.`,
  },
  PeriodWithoutRubric: {
    vi: () => 'Kỳ đánh giá cần ít nhất một bảng điểm: chapterRubric hoặc unitRubric.',
    en: () => 'A period needs a rubric: chapterRubric, unitRubric or both.',
  },
  PeriodAlreadyClosed: {
    vi: (r) => `Kỳ đánh giá đã khoá sổ ngày ${day(r.at)}.`,
    en: (r) => `The period was closed on ${r.at}.`,
  },
  ClosedBeforePeriod: {
    field: 'at',
    limit: (r) => r.from,
    vi: (r) => `Ngày khoá sổ (at: ${day(r.at)}) trước ngày đầu kỳ ${day(r.from)}.`,
    en: (r) => `The closing day (at: ${r.at}) is before the first day of the period, ${r.from}.`,
  },
};

const initiativeMessages: RejectionMessages<InitiativeRejection> = {
  InitiativeNotLaunched: { vi: () => 'Chưa có mô hình, phong trào này.', en: () => 'There is no such initiative.' },
  InitiativeAlreadyLaunched: {
    field: 'id',
    vi: (r) => `Mã này đã dùng cho "${r.name}" với nội dung khác.`,
    en: (r) => `The id is taken by "${r.name}" with other content.`,
  },
  InitiativeHasEnded: {
    vi: (r) => `Mô hình, phong trào này đã kết thúc ngày ${day(r.at)}.`,
    en: (r) => `The initiative ended on ${r.at}.`,
  },
  TooManyAdoptions: {
    vi: (r) =>
      `Một mô hình, phong trào có nhiều nhất ${r.limit} đơn vị, chi hội áp dụng; hãy phát động riêng ở từng tỉnh.`,
    en: (r) => `An initiative is adopted by ${r.limit} units and chapters at most; launch it in each province.`,
  },
  BeforeLaunch: {
    field: 'at',
    limit: (r) => r.launchedAt,
    vi: (r) => `Ngày (at: ${day(r.at)}) trước ngày phát động ${day(r.launchedAt)}.`,
    en: (r) => `The day (at: ${r.at}) is before the launch on ${r.launchedAt}.`,
  },
};

const unitReportMessages: RejectionMessages<UnitReportRejection> = {
  ActivityIdTaken: {
    field: 'id',
    vi: (r) => `Mã hoạt động ${r.activityId} đã dùng cho "${r.name}" với nội dung khác.`,
    en: (r) => `The activity id ${r.activityId} is taken by "${r.name}" with other content.`,
  },
  TargetIdTaken: {
    field: 'id',
    vi: (r) => `Mã chỉ tiêu ${r.targetId} đã dùng cho ${r.indicator} với nội dung khác.`,
    en: (r) => `The target id ${r.targetId} is taken by ${r.indicator} with other content.`,
  },
  FigureIdTaken: {
    field: 'id',
    vi: (r) => `Mã số liệu ${r.figureId} đã dùng cho ${r.indicator}; muốn sửa hãy gửi đính chính.`,
    en: (r) => `The figure id ${r.figureId} is taken by ${r.indicator}; send a correction to change it.`,
  },
  FigureNotReported: {
    vi: (r) => `Chưa có số liệu ${r.figureId} để đính chính.`,
    en: (r) => `There is no figure ${r.figureId} to correct.`,
  },
  TimeReversed: {
    field: 'to',
    limit: (r) => r.from,
    vi: (r) => `to (${day(r.to)}) trước from (${day(r.from)}).`,
    en: (r) => `to (${r.to}) is before from (${r.from}).`,
  },
};

const clusterMessages: RejectionMessages<ClusterRejection> = {
  ClusterNotFormed: { vi: () => 'Chưa có cụm thi đua này.', en: () => 'There is no such cluster.' },
  ClusterAlreadyFormed: {
    field: 'id',
    vi: (r) => `Mã này đã dùng cho cụm "${r.name}" với nội dung khác.`,
    en: (r) => `The id is taken by the cluster "${r.name}" with other content.`,
  },
  JoinedBeforeForming: {
    field: 'at',
    limit: (r) => r.formedAt,
    vi: (r) => `Ngày vào cụm (at: ${day(r.at)}) trước ngày lập cụm ${day(r.formedAt)}.`,
    en: (r) => `The day of joining (at: ${r.at}) is before the cluster was formed, ${r.formedAt}.`,
  },
  UnitAlreadyInCluster: {
    field: 'memberUnitId',
    vi: (r) => `Đơn vị ${r.memberUnitId} đã ở trong cụm từ ngày ${day(r.since)}.`,
    en: (r) => `The unit ${r.memberUnitId} has been in the cluster since ${r.since}.`,
  },
  JoinedBeforeLeaving: {
    vi: (r) => `Ngày vào cụm (at: ${day(r.at)}) trước ngày đơn vị ${r.memberUnitId} rời cụm, ${day(r.leftAt)}.`,
    en: (r) => `The day of joining (at: ${r.at}) is before the unit ${r.memberUnitId} left the cluster, ${r.leftAt}.`,
  },
  UnitNotInCluster: {
    field: 'memberUnitId',
    vi: (r) => `Đơn vị ${r.memberUnitId} không ở trong cụm.`,
    en: (r) => `The unit ${r.memberUnitId} is not in the cluster.`,
  },
  LeftBeforeJoining: {
    field: 'at',
    limit: (r) => r.since,
    vi: (r) => `Ngày rời cụm (at: ${day(r.at)}) trước ngày đơn vị ${r.memberUnitId} vào cụm, ${day(r.since)}.`,
    en: (r) => `The day of leaving (at: ${r.at}) is before the unit ${r.memberUnitId} joined, ${r.since}.`,
  },
};

const awardMessages: RejectionMessages<AwardRejection> = {
  AwardNotGranted: { vi: () => 'Chưa có khen thưởng này.', en: () => 'There is no such award.' },
  AwardAlreadyGranted: {
    field: 'id',
    vi: (r) => `Mã này đã dùng cho "${r.title}" với nội dung khác.`,
    en: (r) => `The id is taken by "${r.title}" with other content.`,
  },
  AwardAlreadyRevoked: {
    vi: (r) => `Khen thưởng này đã bị huỷ bỏ ngày ${day(r.at)}.`,
    en: (r) => `The award was revoked on ${r.at}.`,
  },
  RevokedBeforeGranted: {
    field: 'at',
    limit: (r) => r.grantedAt,
    vi: (r) => `Ngày huỷ bỏ (at: ${day(r.at)}) trước ngày khen thưởng ${day(r.grantedAt)}.`,
    en: (r) => `The day of revocation (at: ${r.at}) is before the day of the award, ${r.grantedAt}.`,
  },
};

/** What each rejection says to the person who asked: the field, the limit, what to do. */
export const evaluationMessages: RejectionMessages<EvaluationRejection> = {
  ...rubricMessages,
  ...periodMessages,
  ...initiativeMessages,
  ...unitReportMessages,
  ...scorecardMessages,
  ...clusterMessages,
  ...awardMessages,
};
