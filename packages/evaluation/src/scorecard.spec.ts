import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { ScorecardCommand } from './scorecard.commands.js';
import { scorecard } from './scorecard.decider.js';
import type { ScorecardEvent } from './scorecard.events.js';
import type { DataOf } from './scorecard.state.js';

const { given } = specOf(scorecard);

const card = {
  scorecardId: '1d2e3f40-5a6b-5c7d-8e9f-0a1b2c3d4e5f',
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' } as const,
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
};
const { scorecardId } = card;
const at = '2023-06-12';
const base: DataOf<'ScoreProposed'> = {
  ...{ ...card, rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8', rubricVersion: 1 },
  ...{ criterionId: 'movements', points: 20, bonus: 2, maxPoints: 20, maxBonus: 5, by: 'cadre', at },
};
type Proposal = Partial<DataOf<'ScoreProposed'>>;
const propose = (change: Proposal = {}): ScorecardCommand => ({ type: 'ProposeScore', data: { ...base, ...change } });
const proposed = (change: Proposal = {}): ScorecardEvent => ({ type: 'ScoreProposed', data: { ...base, ...change } });

const checking = { criterionId: 'movements', points: 20, bonus: 2, by: 'verifier', at };
type Check = Partial<typeof checking> & { reason?: string };
const verify = (change: Check = {}): ScorecardCommand => ({
  type: 'VerifyScore',
  data: { scorecardId, ...checking, ...change },
});
const verified = (change: Check = {}): ScorecardEvent => ({
  type: 'ScoreVerified',
  data: { ...card, ...checking, ...change },
});
type Step = 'proposed' | 'verified' | 'approved';
const BACK = { proposed: 'returned', verified: 'proposed', approved: 'verified' } as const;
const sendBack = (from: Step, by = 'verifier'): ScorecardCommand => ({
  type: 'ReturnScores',
  data: { scorecardId, from, reason: 'Thiếu minh chứng', by, at },
});
const returned = (from: Step): ScorecardEvent => ({
  type: 'ScoresReturned',
  data: { ...card, from, to: BACK[from], reason: 'Thiếu minh chứng', by: 'verifier', at },
});
const approve = (by = 'chair', criteria = ['movements']): ScorecardCommand => ({
  type: 'ApproveScores',
  data: { scorecardId, criteria, by, at },
});
const approved: ScorecardEvent = { type: 'ScoresApproved', data: { ...card, by: 'chair', at } };
const publish = (by = 'chair'): ScorecardCommand => ({ type: 'PublishScores', data: { scorecardId, by, at } });
const published: ScorecardEvent = {
  type: 'ScoresPublished',
  data: { ...card, revision: 1, scores: [{ criterionId: 'movements', points: 20, bonus: 2 }], by: 'chair', at },
};
const correct = (points: number, change: Check = {}): ScorecardCommand => ({
  type: 'CorrectScore',
  data: {
    ...{ scorecardId, criterionId: 'movements', points, bonus: 2, reason: 'Cộng nhầm', by: 'chair', at: '2023-07-15' },
    ...change,
  },
});
const corrected = (revision: number, oldPoints: number, points: number): ScorecardEvent => ({
  type: 'ScoreCorrected',
  data: {
    ...{ ...card, revision, criterionId: 'movements', oldPoints, oldBonus: 2, points, bonus: 2 },
    ...{ reason: 'Cộng nhầm', by: 'chair', at: '2023-07-15' },
  },
});

describe('proposing a score', () => {
  it('records it with the limits of the day, and once', () => {
    given().when(propose()).then(proposed());
    given(proposed()).when(propose()).then();
  });
  it('replaces what was proposed before', () => {
    given(proposed())
      .when(propose({ points: 12 }))
      .then(proposed({ points: 12 }));
  });
  it('stays within the maximum of the criterion and of its bonus', () => {
    given()
      .when(propose({ points: 20.5 }))
      .thenRejected({ code: 'PointsAboveMaximum', criterionId: 'movements', points: 20.5, maxPoints: 20 });
    given()
      .when(propose({ bonus: 6 }))
      .thenRejected({ code: 'BonusAboveMaximum', criterionId: 'movements', bonus: 6, maxBonus: 5 });
  });
  it('may reach the maximum of the bonus', () => {
    given()
      .when(propose({ bonus: 5 }))
      .then(proposed({ bonus: 5 }));
  });
  it('gives no bonus where the criterion has none', () => {
    const { maxBonus: _none, ...without } = base;
    given().when({ type: 'ProposeScore', data: without }).thenRejected({ code: 'BonusAboveMaximum', maxBonus: 0 });
  });
  it('is refused for another body or period', () => {
    given(proposed())
      .when(propose({ periodId: card.unitId }))
      .thenRejected({ code: 'NotThisScorecard', periodId: card.periodId, bodyId: card.body.id });
    given(proposed())
      .when(propose({ body: { kind: 'unit', id: card.body.id } }))
      .thenRejected({ code: 'NotThisScorecard' });
  });
  it('is refused for a criterion that is verified, until it is returned', () => {
    given(proposed(), verified())
      .when(propose({ points: 1 }))
      .thenRejected({ code: 'CriterionAlreadyVerified', criterionId: 'movements' });
    given(proposed(), verified(), returned('verified'))
      .when(propose({ points: 1 }))
      .then(proposed({ points: 1 }));
  });
  it('is possible for one more criterion while others are verified', () => {
    given(proposed(), verified())
      .when(propose({ criterionId: 'dues' }))
      .then(proposed({ criterionId: 'dues' }));
  });
  it('is refused once the scores are approved', () => {
    given(proposed(), verified(), approved)
      .when(propose({ criterionId: 'dues' }))
      .thenRejected({ code: 'NotAtThisStep', status: 'approved' });
  });
});

describe('verifying a score', () => {
  it('confirms it, once', () => {
    given(proposed()).when(verify()).then(verified());
    given(proposed(), verified()).when(verify()).then();
  });
  it('changes it with a reason only', () => {
    given(proposed())
      .when(verify({ points: 18 }))
      .thenRejected({
        code: 'ReasonForChangeNeeded',
        criterionId: 'movements',
        proposedPoints: 20,
        proposedBonus: 2,
      });
    given(proposed())
      .when(verify({ bonus: 0 }))
      .thenRejected({ code: 'ReasonForChangeNeeded' });
    given(proposed())
      .when(verify({ points: 18, reason: 'Thiếu minh chứng' }))
      .then(verified({ points: 18, reason: 'Thiếu minh chứng' }));
  });
  it('stays within the limits that were kept with the proposal', () => {
    given(proposed())
      .when(verify({ points: 21, reason: 'x' }))
      .thenRejected({ code: 'PointsAboveMaximum', maxPoints: 20 });
    given(proposed())
      .when(verify({ bonus: 5.5, reason: 'x' }))
      .thenRejected({ code: 'BonusAboveMaximum', maxBonus: 5 });
  });
  it('is done by somebody who never proposed on this card', () => {
    given(proposed())
      .when(verify({ by: 'cadre' }))
      .thenRejected({ code: 'SamePerson', by: 'cadre', part: 'verifier', earlier: 'proposer' });
    given(proposed(), proposed({ by: 'other' }))
      .when(verify({ by: 'cadre' }))
      .thenRejected({ code: 'SamePerson' });
  });
  it('needs a proposal', () => {
    given().when(verify()).thenRejected({ code: 'ScorecardNotFound' });
    given(proposed())
      .when(verify({ criterionId: 'dues' }))
      .thenRejected({ code: 'ScoreNotProposed', criterionId: 'dues' });
  });
  it('is refused while the card is with the proposer', () => {
    given(proposed(), returned('proposed'))
      .when(verify())
      .thenRejected({
        code: 'NotAtThisStep',
        status: 'returned',
        allowed: ['proposed', 'verified'],
      });
  });
});

describe('returning scores', () => {
  it('goes one step back with a reason, once', () => {
    given(proposed(), verified(), approved).when(sendBack('approved')).then(returned('approved'));
    given(proposed(), verified(), approved, returned('approved')).when(sendBack('approved')).then();
    given(proposed(), verified()).when(sendBack('verified')).then(returned('verified'));
    given(proposed()).when(sendBack('proposed')).then(returned('proposed'));
  });
  it('is refused when the card stands elsewhere than the sender thought', () => {
    given(proposed(), verified(), approved)
      .when(sendBack('verified'))
      .thenRejected({ code: 'NotAtThisStep', status: 'approved', allowed: ['verified'] });
    given(proposed(), verified(), approved, published)
      .when(sendBack('approved'))
      .thenRejected({ code: 'NotAtThisStep', status: 'published' });
  });
  it('is another one when somebody else sends it back', () => {
    given(proposed(), verified(), approved, returned('approved'))
      .when(sendBack('approved', 'other'))
      .thenRejected({ code: 'NotAtThisStep', status: 'verified', allowed: ['approved'] });
  });
  it('asks for verification anew', () => {
    given(proposed(), verified(), returned('verified'))
      .when(approve())
      .thenRejected({ code: 'CriteriaNotVerified', criterionIds: ['movements'] });
  });
  it('lets the same points be proposed again', () => {
    given(proposed(), returned('proposed')).when(propose()).then(proposed());
  });
  it('is not for those who proposed', () => {
    given(proposed()).when(sendBack('proposed', 'cadre')).thenRejected({ code: 'SamePerson', by: 'cadre' });
  });
});

describe('approving and publishing', () => {
  it('takes a card of which all is scored and verified', () => {
    given(proposed(), verified()).when(approve()).then(approved);
    given(proposed(), verified(), approved).when(approve()).then();
    given(proposed(), verified())
      .when(approve('chair', ['movements', 'dues']))
      .thenRejected({ code: 'CriteriaNotScored', criterionIds: ['dues'] });
    given(proposed(), proposed({ criterionId: 'dues' }), verified())
      .when(approve('chair', ['movements', 'dues']))
      .thenRejected({ code: 'CriteriaNotVerified', criterionIds: ['dues'] });
    given(proposed(), returned('proposed')).when(approve()).thenRejected({ code: 'NotAtThisStep', status: 'returned' });
  });
  it('is approved by one person', () => {
    given(proposed(), verified(), approved)
      .when(approve('other'))
      .thenRejected({ code: 'NotAtThisStep', status: 'approved', allowed: ['verified'] });
  });
  it('is not approved by a proposer', () => {
    given(proposed(), verified())
      .when(approve('cadre'))
      .thenRejected({ code: 'SamePerson', by: 'cadre', part: 'approver', earlier: 'proposer' });
  });
  it('publishes the verified scores, once, after the approval', () => {
    given(proposed(), verified(), approved).when(publish()).then(published);
    given(proposed(), verified(), approved, published).when(publish()).then();
    given(proposed(), verified())
      .when(publish())
      .thenRejected({ code: 'NotAtThisStep', status: 'verified', allowed: ['approved'] });
  });
  it.each(['cadre', 'verifier'])('is not published by the %s', (by) => {
    given(proposed(), verified(), approved)
      .when(publish(by))
      .thenRejected({ code: 'SamePerson', by, part: 'publisher' });
  });
});

describe('correcting a published score', () => {
  const history = [proposed(), verified(), approved, published];

  it('makes a new revision that names the old points', () => {
    given(...history)
      .when(correct(19))
      .then(corrected(2, 20, 19));
    given(...history, corrected(2, 20, 19))
      .when(correct(19))
      .then();
    given(...history, corrected(2, 20, 19))
      .when(correct(18))
      .then(corrected(3, 19, 18));
  });
  it('can be on the day of publication, and of the bonus alone', () => {
    given(...history)
      .when(correct(20, { bonus: 1, at }))
      .then({
        type: 'ScoreCorrected',
        data: {
          ...{ ...card, revision: 2, criterionId: 'movements', oldPoints: 20, oldBonus: 2, points: 20, bonus: 1 },
          ...{ reason: 'Cộng nhầm', by: 'chair', at },
        },
      });
  });
  it('is refused before publication, beyond the limits, and by those who proposed or verified', () => {
    given(proposed(), verified(), approved)
      .when(correct(19))
      .thenRejected({ code: 'NotAtThisStep', status: 'approved' });
    given(...history)
      .when(correct(21))
      .thenRejected({ code: 'PointsAboveMaximum', maxPoints: 20 });
    given(...history)
      .when(correct(19, { by: 'verifier' }))
      .thenRejected({ code: 'SamePerson', by: 'verifier', earlier: 'verifier' });
    given(...history)
      .when(correct(19, { criterionId: 'dues' }))
      .thenRejected({ code: 'ScoreNotProposed' });
    given(...history)
      .when(correct(19, { at: '2023-06-11' }))
      .thenRejected({ code: 'CorrectedBeforePublished', at: '2023-06-11', publishedAt: at });
  });
});
