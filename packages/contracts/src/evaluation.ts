import { evaluationEvents } from '@sohoi/evaluation/events';
import { publicly } from './public-event.js';
import type { PublicEvent } from './public-event.js';

const event = publicly('evaluation');
const of = evaluationEvents;
const ofCard = ['scorecardId', 'periodId', 'body', 'unitId', 'at'] as const;
const membership = ['clusterId', 'unitId', 'memberUnitId', 'at'] as const;

export const evaluation: Readonly<Record<string, PublicEvent>> = {
  RubricPublished: event(
    'rubric.published',
    of.RubricPublished.schema,
    [
      ...(['rubricId', 'rubricVersion', 'unitId', 'name', 'appliesTo', 'source'] as const),
      ...(['levels', 'criteria', 'veto', 'ranking', 'at'] as const),
    ],
    { vi: 'Một bộ tiêu chí được ban hành.', en: 'A rubric is published.' },
  ),
  CriterionVoided: event(
    'rubric.criterion-voided',
    of.CriterionVoided.schema,
    ['rubricId', 'rubricVersion', 'unitId', 'criterionId', 'at'],
    { vi: 'Một tiêu chí không còn được tính.', en: 'A criterion counts no more.' },
  ),
  PeriodOpened: event(
    'period.opened',
    of.PeriodOpened.schema,
    ['periodId', 'unitId', 'code', 'name', 'from', 'to', 'chapterRubric', 'unitRubric', 'at'],
    { vi: 'Một kỳ đánh giá được mở.', en: 'An evaluation period is opened.' },
  ),
  PeriodClosed: event('period.closed', of.PeriodClosed.schema, ['periodId', 'unitId', 'code', 'at'], {
    vi: 'Một kỳ đánh giá được khóa.',
    en: 'An evaluation period is closed.',
  }),
  InitiativeLaunched: event(
    'initiative.launched',
    of.InitiativeLaunched.schema,
    ['initiativeId', 'model', 'unitId', 'name', 'pilot', 'source', 'at'],
    { vi: 'Một mô hình hoặc phong trào được phát động.', en: 'An initiative is launched.' },
  ),
  InitiativeAdopted: event(
    'initiative.adopted',
    of.InitiativeAdopted.schema,
    ['initiativeId', 'model', 'body', 'unitId', 'source', 'endedAt', 'at'],
    { vi: 'Một đơn vị hoặc chi hội tham gia mô hình.', en: 'A unit or chapter adopts an initiative.' },
  ),
  InitiativeEnded: event(
    'initiative.ended',
    of.InitiativeEnded.schema,
    ['initiativeId', 'model', 'unitId', 'adoptedBy', 'at'],
    { vi: 'Một mô hình hoặc phong trào kết thúc.', en: 'An initiative ends.' },
  ),
  ActivityHeld: event(
    'activity.held',
    of.ActivityHeld.schema,
    ['activityId', 'body', 'unitId', 'activityKind', 'participants', 'at'],
    { vi: 'Một hoạt động được tổ chức.', en: 'An activity is held.' },
  ),
  TargetSet: event(
    'target.set',
    of.TargetSet.schema,
    ['targetId', 'body', 'unitId', 'indicator', 'value', 'unit', 'from', 'to', 'source', 'at'],
    { vi: 'Một chỉ tiêu được giao.', en: 'A target is set.' },
  ),
  FigureReported: event(
    'figure.reported',
    of.FigureReported.schema,
    ['figureId', 'body', 'unitId', 'indicator', 'value', 'unit', 'source', 'from', 'to', 'at'],
    { vi: 'Một số liệu được báo cáo.', en: 'A figure is reported.' },
  ),
  FigureCorrected: event(
    'figure.corrected',
    of.FigureCorrected.schema,
    ['figureId', 'body', 'unitId', 'indicator', 'oldValue', 'value', 'unit', 'figureAt', 'source', 'at'],
    { vi: 'Một số liệu được đính chính.', en: 'A figure is corrected.' },
  ),
  ScoresPublished: event('scorecard.published', of.ScoresPublished.schema, [...ofCard, 'revision', 'scores'], {
    vi: 'Điểm chính thức được công bố.',
    en: 'Official scores are published.',
  }),
  ScoreCorrected: event(
    'scorecard.corrected',
    of.ScoreCorrected.schema,
    [...ofCard, 'revision', 'criterionId', 'oldPoints', 'oldBonus', 'points', 'bonus'],
    { vi: 'Một điểm đã công bố được đính chính.', en: 'A published score is corrected.' },
  ),
  ClusterFormed: event('cluster.formed', of.ClusterFormed.schema, ['clusterId', 'unitId', 'name', 'at'], {
    vi: 'Một cụm thi đua được lập.',
    en: 'An emulation cluster is formed.',
  }),
  UnitJoinedCluster: event('cluster.joined', of.UnitJoinedCluster.schema, membership, {
    vi: 'Một đơn vị vào cụm thi đua.',
    en: 'A unit joins a cluster.',
  }),
  UnitLeftCluster: event('cluster.left', of.UnitLeftCluster.schema, membership, {
    vi: 'Một đơn vị ra khỏi cụm thi đua.',
    en: 'A unit leaves a cluster.',
  }),
  AwardGranted: event(
    'award.granted',
    of.AwardGranted.schema,
    ['awardId', 'body', 'unitId', 'title', 'periodId', 'decision', 'at'],
    {
      vi: 'Một danh hiệu được trao.',
      en: 'An award is granted.',
    },
  ),
  AwardRevoked: event('award.revoked', of.AwardRevoked.schema, ['awardId', 'body', 'unitId', 'grantedAt', 'at'], {
    vi: 'Một danh hiệu bị thu hồi.',
    en: 'An award is revoked.',
  }),
};
