import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { ScorecardCommand } from './scorecard.commands.js';
import { scorecardEvents } from './scorecard.events.js';
import type { ScorecardEvent } from './scorecard.events.js';
import { aboveMaximum, samePerson } from './scorecard.rules.js';
import type { ScorecardRejection } from './scorecard.rules.js';
import { evolve, noScorecard } from './scorecard.state.js';
import type { ScorecardState, ScorecardStatus } from './scorecard.state.js';

type Outcome = Decision<ScorecardEvent, ScorecardRejection>;
type CommandData<T extends ScorecardCommand['type']> = Extract<ScorecardCommand, { type: T }>['data'];
type Card = NonNullable<ScorecardState['card']>;

const notAtThisStep = (status: ScorecardState['status'], ...allowed: ScorecardStatus[]): Outcome =>
  status === 'absent' ? reject({ code: 'ScorecardNotFound' }) : reject({ code: 'NotAtThisStep', status, allowed });

const propose = (data: CommandData<'ProposeScore'>, state: ScorecardState): Outcome => {
  const { card, status, proposals, verified } = state;
  const { periodId, body, criterionId, by } = data;
  if (card && (card.periodId !== periodId || !sameData(card.body, body))) {
    return reject({ code: 'NotThisScorecard', periodId: card.periodId, bodyId: card.body.id });
  }
  if (status !== 'returned' && sameData(proposals.get(criterionId), data)) return record();
  if (status === 'approved' || status === 'published') {
    return notAtThisStep(status, 'proposed', 'returned', 'verified');
  }
  if (verified.has(criterionId)) return reject({ code: 'CriterionAlreadyVerified', criterionId });
  const refused = aboveMaximum(data, data) ?? samePerson(by, 'proposer', state);
  return refused ? reject(refused) : record({ type: 'ScoreProposed', data });
};

/** While others are not verified yet, a verified score can be verified anew. */
const verify = (card: Card, data: CommandData<'VerifyScore'>, state: ScorecardState): Outcome => {
  const { criterionId, points, bonus, by, reason, at } = data;
  const verification = { ...card, criterionId, points, bonus, by, ...(reason !== undefined && { reason }), at };
  if (sameData(state.verified.get(criterionId), verification)) return record();
  if (state.status !== 'proposed' && state.status !== 'verified') {
    return notAtThisStep(state.status, 'proposed', 'verified');
  }
  const proposal = state.proposals.get(criterionId);
  if (!proposal) return reject({ code: 'ScoreNotProposed', criterionId });
  const refused = aboveMaximum(data, proposal) ?? samePerson(by, 'verifier', state);
  if (refused) return reject(refused);
  if ((points !== proposal.points || bonus !== proposal.bonus) && reason === undefined) {
    const { points: proposedPoints, bonus: proposedBonus } = proposal;
    return reject({ code: 'ReasonForChangeNeeded', criterionId, proposedPoints, proposedBonus });
  }
  return record({ type: 'ScoreVerified', data: verification });
};

const BACK = { proposed: 'returned', verified: 'proposed', approved: 'verified' } as const;

const sendBack = (card: Card, data: CommandData<'ReturnScores'>, state: ScorecardState): Outcome => {
  const { from, reason, by, at } = data;
  const returned = { ...card, from, to: BACK[from], reason, by, at };
  if (state.status === BACK[from] && sameData(state.returned, returned)) return record();
  if (state.status !== from) return notAtThisStep(state.status, from);
  const refused = samePerson(by, 'verifier', state);
  return refused ? reject(refused) : record({ type: 'ScoresReturned', data: returned });
};

const approve = (card: Card, { criteria, by, at }: CommandData<'ApproveScores'>, state: ScorecardState): Outcome => {
  const { status, proposals, verified } = state;
  const approval = { ...card, by, at };
  if (status === 'approved' && sameData(state.approved, approval)) return record();
  if (status !== 'verified' && status !== 'proposed') return notAtThisStep(status, 'verified');
  const unscored = criteria.filter((criterionId) => !proposals.has(criterionId));
  if (unscored.length > 0) return reject({ code: 'CriteriaNotScored', criterionIds: unscored });
  const unverified = [...proposals.keys()].filter((criterionId) => !verified.has(criterionId));
  if (unverified.length > 0) return reject({ code: 'CriteriaNotVerified', criterionIds: unverified });
  const refused = samePerson(by, 'approver', state);
  return refused ? reject(refused) : record({ type: 'ScoresApproved', data: approval });
};

const publish = (card: Card, { by, at }: CommandData<'PublishScores'>, state: ScorecardState): Outcome => {
  const { status, published, verified } = state;
  if (published?.by === by && published.at === at) return record();
  if (status !== 'approved') return notAtThisStep(status, 'approved');
  const refused = samePerson(by, 'publisher', state);
  if (refused) return reject(refused);
  const scores = [...verified.values()].map(({ criterionId, points, bonus }) => ({ criterionId, points, bonus }));
  return record({ type: 'ScoresPublished', data: { ...card, revision: 1, scores, by, at } });
};

const correct = (card: Card, data: CommandData<'CorrectScore'>, state: ScorecardState): Outcome => {
  const { criterionId, points, bonus, reason, by, at } = data;
  if (!state.published) return notAtThisStep(state.status, 'published');
  const score = state.official.get(criterionId);
  const proposal = state.proposals.get(criterionId);
  if (!score || !proposal) return reject({ code: 'ScoreNotProposed', criterionId });
  if (score.points === points && score.bonus === bonus) return record();
  const refused = aboveMaximum(data, proposal) ?? samePerson(by, 'publisher', state);
  if (refused) return reject(refused);
  const publishedAt = state.published.at;
  if (at < publishedAt) return reject({ code: 'CorrectedBeforePublished', at, publishedAt });
  const revision = state.revision + 1;
  const scored = { criterionId, oldPoints: score.points, oldBonus: score.bonus, points, bonus };
  return record({ type: 'ScoreCorrected', data: { ...card, revision, ...scored, reason, by, at } });
};

export const scorecard: Decider<ScorecardState, ScorecardCommand, ScorecardEvent, ScorecardRejection> = {
  initial: noScorecard,
  decide: (command, state) => {
    if (command.type === 'ProposeScore') return propose(command.data, state);
    if (!state.card) return reject({ code: 'ScorecardNotFound' });
    switch (command.type) {
      case 'VerifyScore':
        return verify(state.card, command.data, state);
      case 'ReturnScores':
        return sendBack(state.card, command.data, state);
      case 'ApproveScores':
        return approve(state.card, command.data, state);
      case 'PublishScores':
        return publish(state.card, command.data, state);
      case 'CorrectScore':
        return correct(state.card, command.data, state);
    }
  },
  evolve,
};

export const scorecardStream = { category: 'scorecard', catalog: scorecardEvents, decider: scorecard } as const;
