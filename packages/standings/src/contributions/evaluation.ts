import type { EvaluationEvent } from '@sohoi/evaluation/events';
import { add, nothing, unit } from '../contribution.js';
import type { Contributors } from '../contribution.js';
import { indicatorOf } from '../indicators.js';

/** What a report of `at` says about a time that was over by then counts for that time. */
const dayOf = (at: string, to: string | undefined): string => (to !== undefined && to < at ? to : at);

/** Scores are no measures: they belong to a period and a criterion, whatever their date (see `scores.ts`). */
export const evaluationContributions: Contributors<EvaluationEvent> = {
  RubricPublished: nothing,
  CriterionVoided: nothing,
  PeriodOpened: nothing,
  PeriodClosed: nothing,
  InitiativeLaunched: ({ unitId, model, pilot, at }) => {
    const counts = [add(unit(unitId), 'initiativesLaunched', at, 1), add(unit(unitId), `model:${model}`, at, 1)];
    return pilot ? [...counts, add(unit(unitId), 'pilots', at, 1)] : counts;
  },
  InitiativeAdopted: ({ body, model, at, endedAt }) => {
    const adopted = add(body, `model:${model}`, at, 1);
    return endedAt === undefined ? [adopted] : [adopted, add(body, `model:${model}`, endedAt, -1)];
  },
  InitiativeEnded: ({ unitId, model, adoptedBy, at }) =>
    [unit(unitId), ...adoptedBy].map((body) => add(body, `model:${model}`, at, -1)),
  ActivityHeld: ({ body, activityKind, at }) => [
    add(body, 'activities', at, 1),
    add(body, `activity:${activityKind}`, at, 1),
  ],
  TargetSet: ({ body, indicator, value, unit: measuredIn, from, to }) => [
    {
      subject: body,
      measure: `target:${indicator}`,
      at: from,
      amount: measuredIn === '%' && indicatorOf(indicator).unit === 'share' ? value / 100 : value,
      mode: 'latest',
      until: to,
    },
  ],
  FigureReported: ({ figureId, body, indicator, value, to, at }) => [
    { subject: body, measure: `figure:${indicator}`, at: dayOf(at, to), amount: value, mode: 'latest', figureId },
  ],
  FigureCorrected: ({ figureId, body, indicator, value, figureAt: at }) => [
    { subject: body, measure: `figure:${indicator}`, at, amount: value, mode: 'correct', figureId },
  ],
  ScoreProposed: nothing,
  ScoreVerified: nothing,
  ScoresReturned: nothing,
  ScoresApproved: nothing,
  ScoresPublished: nothing,
  ScoreCorrected: nothing,
  ClusterFormed: nothing,
  UnitJoinedCluster: nothing,
  UnitLeftCluster: nothing,
  AwardGranted: ({ body, at }) => [add(body, 'awards', at, 1)],
  /** What was taken back never counted, so it is the day of the grant that loses it. */
  AwardRevoked: ({ body, grantedAt }) => [add(body, 'awards', grantedAt, -1)],
};
