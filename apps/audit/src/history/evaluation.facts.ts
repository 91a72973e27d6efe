import type { EvaluationEvent } from '@sohoi/evaluation/events';
import { Change, flat, without } from './facts.js';
import type { FactsOf, Patch } from './facts.js';

type RubricData = Extract<EvaluationEvent, { type: 'RubricPublished' }>['data'];

const byCode = (prefix: string, one: { readonly code: string }): Patch => {
  const { code, ...rest } = one;
  return flat(`${prefix}.${code}`, rest);
};

const rubricContent = ({ name, appliesTo, source, levels, criteria, veto, ranking }: RubricData): Patch => ({
  ...{ name, appliesTo, veto, ranking: ranking?.method },
  ...flat('source', source),
  ...Object.assign({}, ...levels.map((level) => byCode('levels', level))),
  ...Object.assign(
    {},
    ...criteria.map(({ criterionId, ...rest }) => byCode('criteria', { code: criterionId, ...rest })),
  ),
});

const figure = (indicator: string, figureId: string): string => `figures.${indicator}.${figureId}`;

export const evaluationFacts: FactsOf<EvaluationEvent> = {
  RubricPublished: (data, facts) => ({
    ...{ ...without(facts, 'levels'), ...without(facts, 'criteria') },
    ...{ rubricVersion: data.rubricVersion, ...rubricContent(data) },
  }),
  CriterionVoided: ({ criterionId, rubricVersion }) => ({ [`criteria.${criterionId}.voidedInVersion`]: rubricVersion }),

  PeriodOpened: ({ code, name, from, to, chapterRubric, unitRubric }) => ({
    ...{ status: 'open', code, name, from, to },
    ...flat('chapterRubric', chapterRubric),
    ...flat('unitRubric', unitRubric),
  }),
  PeriodClosed: ({ at }) => ({ status: 'closed', closedAt: at }),

  InitiativeLaunched: ({ name, model, pilot, source }) => ({
    ...{ status: 'active', name, model, pilot, ...flat('source', source) },
  }),
  InitiativeAdopted: ({ body, at }) => ({ [`adoptedBy.${body.id}`]: at }),
  InitiativeEnded: ({ at }) => ({ status: 'ended', endedAt: at }),

  ActivityHeld: ({ activityId, name, activityKind, participants, at }) =>
    flat(`activities.${activityId}`, { name, kind: activityKind, participants, on: at }),
  TargetSet: ({ targetId, indicator, value, unit, from, to }) =>
    flat(`targets.${indicator}.${targetId}`, { value, measuredIn: unit, from, to }),
  FigureReported: ({ figureId, indicator, value, unit, from, to }) =>
    flat(figure(indicator, figureId), { value, measuredIn: unit, from, to }),
  FigureCorrected: ({ figureId, indicator, oldValue, value }) => ({
    [`${figure(indicator, figureId)}.value`]: new Change(oldValue, value),
  }),

  ScoreProposed: ({ criterionId, points, bonus, evidence }, facts) => ({
    ...{ status: 'proposed', ...without(facts, `verified.${criterionId}`) },
    ...flat(`proposed.${criterionId}`, { points, bonus, evidence }),
  }),
  ScoreVerified: ({ criterionId, points, bonus }, facts) => ({
    [`verified.${criterionId}.points`]: afterProposal(facts, criterionId, 'points', points),
    [`verified.${criterionId}.bonus`]: afterProposal(facts, criterionId, 'bonus', bonus),
  }),
  ScoresReturned: ({ from, to }, facts) => ({
    ...(to === 'verified' ? {} : without(facts, 'verified')),
    status: new Change(from, to),
  }),
  ScoresApproved: () => ({ status: new Change('verified', 'approved') }),
  ScoresPublished: ({ revision, scores }) => ({
    ...{ status: new Change('approved', 'published'), revision },
    ...Object.assign({}, ...scores.map(({ criterionId, ...of }) => flat(`official.${criterionId}`, of))),
  }),
  ScoreCorrected: ({ criterionId, revision, oldPoints, points, oldBonus, bonus }) => ({
    revision,
    [`official.${criterionId}.points`]: new Change(oldPoints, points),
    [`official.${criterionId}.bonus`]: new Change(oldBonus, bonus),
  }),

  ClusterFormed: ({ unitId, name }) => ({ unitId, name }),
  UnitJoinedCluster: ({ memberUnitId, at }) => ({ [`members.${memberUnitId}`]: at }),
  UnitLeftCluster: ({ memberUnitId }) => ({ [`members.${memberUnitId}`]: null }),

  AwardGranted: ({ body, title, periodId, decision, at }) => ({
    ...{ status: 'granted', title, periodId, grantedAt: at },
    ...flat('body', body),
    ...flat('decision', decision),
  }),
  AwardRevoked: ({ at }) => ({ status: 'revoked', revokedAt: at }),
};

/** What was verified is held against what was verified before, or else against what was proposed. */
const afterProposal = (
  facts: ReadonlyMap<string, unknown>,
  criterionId: string,
  field: 'points' | 'bonus',
  is: number,
): Change => {
  const known = facts.get(`verified.${criterionId}.${field}`) ?? facts.get(`proposed.${criterionId}.${field}`);
  return new Change(known ?? null, is);
};
