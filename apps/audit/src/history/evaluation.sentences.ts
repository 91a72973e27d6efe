import type { EvaluationEvent } from '@sohoi/evaluation/events';
import type { SentencesOf } from './sentences.js';

export const evaluationSentences: SentencesOf<EvaluationEvent> = {
  RubricPublished: {
    vi: ({ name, rubricVersion }) => `Ban hành bộ tiêu chí ${name}, bản ${rubricVersion}.`,
    en: ({ name, rubricVersion }) => `The rubric ${name} was published, version ${rubricVersion}.`,
  },
  CriterionVoided: {
    vi: ({ criterionId, rubricVersion }) => `Vô hiệu tiêu chí ${criterionId} của bản ${rubricVersion}.`,
    en: ({ criterionId, rubricVersion }) => `The criterion ${criterionId} of version ${rubricVersion} was voided.`,
  },
  PeriodOpened: {
    vi: ({ code, name, from, to }, { day }) => `Mở kỳ đánh giá ${code} (${name}), từ ${day(from)} đến ${day(to)}.`,
    en: ({ code, name, from, to }, { day }) => `The period ${code} (${name}) opened, from ${day(from)} to ${day(to)}.`,
  },
  PeriodClosed: {
    vi: ({ code }) => `Đóng kỳ đánh giá ${code}.`,
    en: ({ code }) => `The period ${code} was closed.`,
  },
  InitiativeLaunched: {
    vi: ({ name, pilot }) => `Phát động ${name}${pilot ? ' (thí điểm)' : ''}.`,
    en: ({ name, pilot }) => `${name} was launched${pilot ? ' as a pilot' : ''}.`,
  },
  InitiativeAdopted: {
    vi: ({ body, model }, { place }) => `${place(body.id)} thực hiện mô hình ${model}.`,
    en: ({ body, model }, { place }) => `${place(body.id)} adopted the model ${model}.`,
  },
  InitiativeEnded: {
    vi: ({ model, adoptedBy }, { number }) =>
      `Kết thúc mô hình ${model}, ${number(adoptedBy.length)} nơi đã thực hiện.`,
    en: ({ model, adoptedBy }, { number }) =>
      `The model ${model} ended, adopted in ${number(adoptedBy.length)} places.`,
  },
  ActivityHeld: {
    vi: ({ body, name }, { place }) => `${place(body.id)} tổ chức ${name}.`,
    en: ({ body, name }, { place }) => `${place(body.id)} held ${name}.`,
  },
  TargetSet: {
    vi: ({ body, indicator, value, unit }, { place, number }) =>
      `Giao chỉ tiêu ${indicator} cho ${place(body.id)}: ${number(value)} ${unit}.`,
    en: ({ body, indicator, value, unit }, { place, number }) =>
      `The target of ${indicator} for ${place(body.id)} was set: ${number(value)} ${unit}.`,
  },
  FigureReported: {
    vi: ({ body, indicator, value, unit }, { place, number }) =>
      `${place(body.id)} báo cáo ${indicator}: ${number(value)} ${unit}.`,
    en: ({ body, indicator, value, unit }, { place, number }) =>
      `${place(body.id)} reported ${indicator}: ${number(value)} ${unit}.`,
  },
  FigureCorrected: {
    vi: ({ indicator, oldValue, value, unit }, { number }) =>
      `Sửa số liệu ${indicator} từ ${number(oldValue)} thành ${number(value)} ${unit}.`,
    en: ({ indicator, oldValue, value, unit }, { number }) =>
      `The figure of ${indicator} was corrected from ${number(oldValue)} to ${number(value)} ${unit}.`,
  },
  ScoreProposed: {
    vi: ({ body, criterionId, points }, { place, number }) =>
      `${place(body.id)} đề nghị ${number(points)} điểm cho tiêu chí ${criterionId}.`,
    en: ({ body, criterionId, points }, { place, number }) =>
      `For ${place(body.id)} ${number(points)} points were proposed in ${criterionId}.`,
  },
  ScoreVerified: {
    vi: ({ criterionId, points }, { number }) => `Thẩm định tiêu chí ${criterionId}: ${number(points)} điểm.`,
    en: ({ criterionId, points }, { number }) => `${criterionId} was verified: ${number(points)} points.`,
  },
  ScoresReturned: {
    vi: () => 'Trả lại bảng điểm.',
    en: () => 'The scores were returned.',
  },
  ScoresApproved: { vi: () => 'Duyệt bảng điểm.', en: () => 'The scores were approved.' },
  ScoresPublished: {
    vi: ({ body, scores }, { place, number }) =>
      `Công bố điểm của ${place(body.id)}: ${number(scores.length)} tiêu chí.`,
    en: ({ body, scores }, { place, number }) =>
      `The scores of ${place(body.id)} were published: ${number(scores.length)} criteria.`,
  },
  ScoreCorrected: {
    vi: ({ criterionId, oldPoints, points, revision }, { number }) =>
      `Sửa điểm đã công bố của tiêu chí ${criterionId} từ ${number(oldPoints)} thành ${number(points)} (lần ${revision}).`,
    en: ({ criterionId, oldPoints, points, revision }, { number }) =>
      `The published score of ${criterionId} was corrected from ${number(oldPoints)} to ${number(points)} (revision ${revision}).`,
  },
  ClusterFormed: {
    vi: ({ name }) => `Thành lập cụm thi đua ${name}.`,
    en: ({ name }) => `The emulation cluster ${name} was formed.`,
  },
  UnitJoinedCluster: {
    vi: ({ memberUnitId }, { place }) => `${place(memberUnitId)} vào cụm.`,
    en: ({ memberUnitId }, { place }) => `${place(memberUnitId)} joined the cluster.`,
  },
  UnitLeftCluster: {
    vi: ({ memberUnitId }, { place }) => `${place(memberUnitId)} ra khỏi cụm.`,
    en: ({ memberUnitId }, { place }) => `${place(memberUnitId)} left the cluster.`,
  },
  AwardGranted: {
    vi: ({ body, title }, { place }) => `Tặng ${title} cho ${place(body.id)}.`,
    en: ({ body, title }, { place }) => `${title} was awarded to ${place(body.id)}.`,
  },
  AwardRevoked: {
    vi: ({ body, grantedAt }, { place, day }) => `Thu hồi danh hiệu tặng ${place(body.id)} ngày ${day(grantedAt)}.`,
    en: ({ body, grantedAt }, { place, day }) => `The award of ${day(grantedAt)} to ${place(body.id)} was revoked.`,
  },
};
