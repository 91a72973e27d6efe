import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy } from '@sohoi/decider/testing';
import fc from 'fast-check';
import { evaluationMessages } from './messages.js';
import type { ScorecardCommand } from './scorecard.commands.js';
import { scorecard } from './scorecard.decider.js';
import { scorecardEvents } from './scorecard.events.js';
import type { ScorecardEvent } from './scorecard.events.js';
import { evolveScorecardRow } from './scorecards.projection.js';
import type { ScorecardRow } from './scorecards.projection.js';

const scorecardId = '1d2e3f40-5a6b-5c7d-8e9f-0a1b2c3d4e5f';
const card = {
  scorecardId,
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' } as const,
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  ...{ rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8', rubricVersion: 1, maxPoints: 20, maxBonus: 5 },
};
/** Mostly those who usually do it, now and then anybody. */
const by = (usual: string) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, fc.constantFrom('an', 'binh', 'chi', 'dung'));
const criterionId = fc.constantFrom('dues', 'movements');
const points = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(10, 20) }, fc.constant(21));
const bonus = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 5) }, fc.constant(6));
const at = fc.oneof({ weight: 5, arbitrary: fc.constant('2023-06-20') }, fc.constant('2023-06-10'));
const reason = fc.constantFrom('Thiếu minh chứng', 'Nhầm');

const command: fc.Arbitrary<ScorecardCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ criterionId, points, bonus, by: by('an'), at })
      .map((d) => ({ type: 'ProposeScore', data: { ...card, ...d } }) as const),
  },
  {
    weight: 12,
    arbitrary: fc
      .record({ criterionId, points, bonus, by: by('binh'), at, reason })
      .map((d) => ({ type: 'VerifyScore', data: { scorecardId, ...d } }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ from: fc.constantFrom('proposed', 'verified', 'approved'), reason, by: by('binh'), at })
      .map((d) => ({ type: 'ReturnScores', data: { scorecardId, ...d } }) as const),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({ by: by('chi'), at })
      .map((d) => ({ type: 'ApproveScores', data: { scorecardId, criteria: ['dues', 'movements'], ...d } }) as const),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({ by: by('dung'), at })
      .map((d) => ({ type: 'PublishScores', data: { scorecardId, ...d } }) as const),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ criterionId, points, bonus, reason, by: by('dung'), at })
      .map((d) => ({ type: 'CorrectScore', data: { scorecardId, ...d } }) as const),
  },
);
const history = fc.array(command, { maxLength: 60, size: 'max' }).map((commands) => play(scorecard, commands));

const rowOf = (events: readonly ScorecardEvent[]): ScorecardRow | undefined =>
  events.reduce<ScorecardRow | undefined>(
    (row, event, n) => evolveScorecardRow(row, { ...event, streamVersion: n + 1 }),
    undefined,
  );

const actorsOf = (events: readonly ScorecardEvent[], ...types: ScorecardEvent['type'][]): ReadonlySet<string> =>
  new Set(events.filter(({ type }) => types.includes(type)).map(({ data }) => data.by));

describe('whatever is asked of a scorecard', () => {
  it('the same command twice records nothing new', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { command: again, decision, after } of steps) {
          if (decision.ok) expect(scorecard.decide(again, after)).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('a rejected command changes nothing and has a sentence in both languages', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { before, decision, after } of steps) {
          if (decision.ok) continue;
          expect(after).toBe(before);
          const say = evaluationMessages[decision.rejection.code] as Record<'vi' | 'en', (r: unknown) => string>;
          expect(`${say.vi(decision.rejection)}${say.en(decision.rejection)}`).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
    );
  });

  it('proposer, verifier and publisher are different people', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        const proposers = actorsOf(events, 'ScoreProposed');
        const verifiers = actorsOf(events, 'ScoreVerified');
        const approvers = actorsOf(events, 'ScoresApproved');
        const publishers = actorsOf(events, 'ScoresPublished', 'ScoreCorrected');
        expect([...proposers].filter((who) => verifiers.has(who) || approvers.has(who) || publishers.has(who))).toEqual(
          [],
        );
        expect([...verifiers].filter((who) => publishers.has(who))).toEqual([]);
      }),
    );
  });

  it('a published score changes by a correction only, and each makes the next revision', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        const start = events.findIndex(({ type }) => type === 'ScoresPublished');
        fc.pre(start !== -1);
        const official = new Map<string, { points: number; bonus: number }>();
        events.slice(start).forEach((event, n) => {
          if (event.type === 'ScoresPublished') {
            expect(n).toBe(0);
            expect(event.data.scores.map((score) => score.criterionId).sort()).toEqual(['dues', 'movements']);
            for (const score of event.data.scores)
              official.set(score.criterionId, { points: score.points, bonus: score.bonus });
          } else if (event.type === 'ScoreCorrected') {
            expect(event.data.revision).toBe(n + 1);
            const { criterionId, oldPoints, oldBonus, points, bonus } = event.data;
            expect({ points: oldPoints, bonus: oldBonus }).toEqual(official.get(criterionId));
            official.set(criterionId, { points, bonus });
          } else {
            throw new Error(`${event.type} after the publication`);
          }
        });
      }),
    );
  });

  it('points and bonus stay within their maxima, and events have the shape of their schemas', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const event of recordedBy(steps)) {
          expect(scorecardEvents[event.type].schema.parse(event.data)).toEqual(event.data);
          if (!('points' in event.data)) continue;
          expect(event.data.points).toBeLessThanOrEqual(20);
          expect(event.data.bonus).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  it('the row tells the state of the decider', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        fc.pre(events.length > 0);
        const state = fold(scorecard, events);
        const row = rowOf(events);
        expect(row?.status).toBe(state.status);
        expect(row?.revision ?? 0).toBe(state.revision);
        const official = row?.scores.filter((line) => line.official).map((line) => [line.criterionId, line.official]);
        expect(new Map(official as [string, unknown][])).toEqual(
          new Map([...state.official].map(([id, score]) => [id, { points: score.points, bonus: score.bonus }])),
        );
        const verified = row?.scores.filter((line) => line.verified).map((line) => line.criterionId);
        expect(verified?.sort()).toEqual([...state.verified.keys()].sort());
      }),
    );
  });

  it('evolve takes any events in any order', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const backwards = [...recordedBy(steps)].reverse();
        expect(() => fold(scorecard, backwards)).not.toThrow();
        expect(() => rowOf(backwards)).not.toThrow();
      }),
    );
  });
});
