import { describe, expect, it } from '@jest/globals';
import { rowSpecOf } from '@sohoi/decider/testing';
import type { ScorecardEvent } from './scorecard.events.js';
import { evolveScorecardRow, scorecardKeyOf } from './scorecards.projection.js';
import type { ScorecardLine, ScorecardRow } from './scorecards.projection.js';

const { givenRow } = rowSpecOf(evolveScorecardRow);

const at = '2023-06-12';
const card = {
  scorecardId: '1d2e3f40-5a6b-5c7d-8e9f-0a1b2c3d4e5f',
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' } as const,
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
};
const rubric = { rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8', rubricVersion: 1 };
const line = (criterionId: string, change: Partial<ScorecardLine> = {}): ScorecardLine => ({
  ...{ criterionId, maxPoints: 20, maxBonus: 5, proposed: { points: 20, bonus: 2 }, verified: null, official: null },
  ...change,
});
const rowOf = (...scores: ScorecardLine[]): ScorecardRow => ({
  ...{ ...card, ...rubric, status: 'proposed', scores, returnReason: null, revision: null, streamVersion: 1 },
});
const proposed = (criterionId: string, points = 20): ScorecardEvent => ({
  type: 'ScoreProposed',
  data: { ...card, ...rubric, criterionId, points, bonus: 2, maxPoints: 20, maxBonus: 5, by: 'cadre', at },
});
const verified: ScorecardEvent = {
  type: 'ScoreVerified',
  data: { ...card, criterionId: 'dues', points: 18, bonus: 0, reason: 'Thiếu', by: 'verifier', at },
};
const checked = line('dues', { verified: { points: 18, bonus: 0 } });
const official = { ...checked, official: { points: 18, bonus: 0 } };
const next = (event: ScorecardEvent) => ({ ...event, streamVersion: 2 });

describe('the row of a scorecard', () => {
  it('begins with the first proposal and gains a line with each criterion', () => {
    givenRow(undefined)
      .when({ ...proposed('dues'), streamVersion: 1 })
      .thenRow(rowOf(line('dues')));
    givenRow(rowOf(line('dues')))
      .when(next(proposed('movements')))
      .thenRow({ ...rowOf(line('dues'), line('movements')), streamVersion: 2 });
    expect(scorecardKeyOf(verified)).toBe(card.scorecardId);
  });

  it('forgets the verification of what is proposed anew, in its place', () => {
    givenRow(rowOf(checked, line('movements')))
      .when(next(proposed('dues', 12)))
      .thenRow({ ...rowOf(line('dues', { proposed: { points: 12, bonus: 2 } }), line('movements')), streamVersion: 2 });
  });

  it('is verified when every line is', () => {
    givenRow(rowOf(line('dues')))
      .when(next(verified))
      .thenRow({ ...rowOf(checked), status: 'verified', streamVersion: 2 });
    givenRow(rowOf(line('dues'), line('movements')))
      .when(next(verified))
      .thenRow({ ...rowOf(checked, line('movements')), streamVersion: 2 });
  });

  it('says why it was returned, until it goes forward again', () => {
    const back = { ...card, reason: 'Thiếu minh chứng', by: 'verifier', at };
    const event = { type: 'ScoresReturned', data: { ...back, from: 'verified', to: 'proposed' } } as const;
    const returned: ScorecardRow = { ...rowOf(line('dues')), returnReason: 'Thiếu minh chứng', streamVersion: 2 };
    givenRow({ ...rowOf(checked), status: 'verified' })
      .when(next(event))
      .thenRow(returned);
    givenRow(returned)
      .when({ ...proposed('dues'), streamVersion: 3 })
      .thenRow({ ...rowOf(line('dues')), streamVersion: 3 });
    const fromApproved = { type: 'ScoresReturned', data: { ...back, from: 'approved', to: 'verified' } } as const;
    givenRow({ ...rowOf(checked), status: 'approved' })
      .when(next(fromApproved))
      .thenRow({ ...rowOf(checked), status: 'verified', returnReason: 'Thiếu minh chứng', streamVersion: 2 });
  });

  it('is approved, published and corrected', () => {
    givenRow({ ...rowOf(checked), status: 'verified' })
      .when(next({ type: 'ScoresApproved', data: { ...card, by: 'chair', at } }))
      .thenRow({ ...rowOf(checked), status: 'approved', streamVersion: 2 });
    const scores = [{ criterionId: 'dues', points: 18, bonus: 0 }];
    givenRow({ ...rowOf(checked), status: 'approved' })
      .when(next({ type: 'ScoresPublished', data: { ...card, revision: 1, scores, by: 'chair', at } }))
      .thenRow({ ...rowOf(official), status: 'published', revision: 1, streamVersion: 2 });
    const correction = {
      criterionId: 'dues',
      oldPoints: 18,
      oldBonus: 1,
      points: 19,
      bonus: 1,
      reason: 'Nhầm',
      by: 'chair',
      at,
    };
    givenRow({ ...rowOf(official), status: 'published', revision: 1 })
      .when(next({ type: 'ScoreCorrected', data: { ...card, revision: 2, ...correction } }))
      .thenRow({
        ...rowOf({ ...official, official: { points: 19, bonus: 1 } }),
        ...{ status: 'published', revision: 2, streamVersion: 2 },
      });
  });

  it('takes an event once, and none before the first proposal', () => {
    givenRow({ ...rowOf(line('dues')), streamVersion: 2 })
      .when(next(verified))
      .thenRow({ ...rowOf(line('dues')), streamVersion: 2 });
    givenRow(undefined).when(next(verified)).thenRow(undefined);
  });
});
