import { describe, expect, it } from '@jest/globals';
import type { Rubric } from '@sohoi/evaluation/events';
import {
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
} from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import { CENTRAL, historyOf, PERIODS } from '@sohoi/standings/testing';
import fc from 'fast-check';
import { compare, summaryOf } from './compare.js';
import type { Scored } from './compare.js';
import { otherwise } from './otherwise.js';
import type { Supposed } from './otherwise.js';
import { chaptersScored, unitsScored } from './scored.js';

const SHAPE = { provinces: 3, communesEach: 2, chaptersEach: 2 };
const histories = fc
  .tuple(fc.integer(), fc.integer({ min: 100, max: 400 }))
  .map(([seed, events]) => [...historyOf(SHAPE, seed, events)]);

const rubricOf = (events: readonly PlacedEvent[], appliesTo: Rubric['appliesTo']): Rubric => {
  const found = events.find((event) => event.type === 'RubricPublished' && event.data.appliesTo === appliesTo);
  if (found?.type !== 'RubricPublished') throw new Error('the history has rubrics of both kinds');
  return found.data;
};
const AS_IT_WAS: Supposed = { rubric: null, validAt: null };

type Fold = (
  events: readonly PlacedEvent[],
  supposed?: Supposed,
  unitId?: string | null,
) => readonly (readonly Scored[])[];

const under = (events: readonly PlacedEvent[], supposed: Supposed): readonly PlacedEvent[] => {
  const { first, of } = otherwise(supposed);
  return [...(first ? [first] : []), ...events.flatMap((event) => of(event) ?? [])];
};
const ofChapters: Fold = (events, supposed = AS_IT_WAS, unitId = null) => {
  const state = createChapterStrength();
  for (const event of under(events, supposed)) evolveChapterStrength(state, event);
  return PERIODS.map(({ periodId }) => chaptersScored(state, periodId, unitId));
};
const ofUnits: Fold = (events, supposed = AS_IT_WAS, unitId = null) => {
  const state = createClusterRanking();
  for (const event of under(events, supposed)) evolveClusterRanking(state, event);
  return PERIODS.map(({ periodId }) => unitsScored(state, periodId, unitId));
};
const KINDS = [
  ['chapter', ofChapters],
  ['unit', ofUnits],
] as const;

describe.each(KINDS)('the rubric of a %s', (appliesTo, fold) => {
  it('put in its own place changes nothing, whatever its name', () => {
    let rated = 0;
    fc.assert(
      fc.property(histories, (events) => {
        const rubric = { ...rubricOf(events, appliesTo), rubricId: '00000000-0000-5000-8000-00000000a1ed' };
        const now = fold(events);
        rated += now.flat().length;
        expect(fold(events, { rubric, validAt: null })).toEqual(now);
      }),
      { numRuns: 15 },
    );
    expect(rated).toBeGreaterThan(0);
  });

  it('put in the place of another gives what a log with that rubric from the start gives', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const official = rubricOf(events, appliesTo);
        const criteria = official.criteria.map((one) => ({ ...one, maxPoints: one.maxPoints / 2 }));
        const rubric = { ...official, criteria };
        const rewritten = events.map((event): PlacedEvent =>
          event.type === 'RubricPublished' && event.data.rubricId === official.rubricId
            ? { ...event, data: rubric }
            : event,
        );
        expect(fold(events, { rubric: { ...rubric, rubricId: 'another' }, validAt: null })).toEqual(fold(rewritten));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a last day', () => {
  it('is the fold of what had happened by then', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom('2023-03-31', '2023-06-30', '2023-09-15', '2024-01-01'),
        (events, validAt) => {
          const happened = events.filter(({ data }) => data.at <= validAt);
          for (const [, fold] of KINDS) expect(fold(events, { rubric: null, validAt })).toEqual(fold(happened));
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('the bodies of a unit', () => {
  it('are all below the centre, and of each province its own', () => {
    const events = [...historyOf(SHAPE, 5, 300)];
    for (const [, fold] of KINDS) {
      const all = fold(events);
      expect(fold(events, AS_IT_WAS, CENTRAL)).toEqual(all);
      expect(fold(events, AS_IT_WAS, 'nowhere').flat()).toEqual([]);
    }
  });
});

const scored = (id: string, score: number | null, level: string | null = null, rank: number | null = null): Scored => ({
  ...{ id, unitId: id, score, level, rank },
  groupId: rank === null ? null : 'cluster',
});

describe('a comparison', () => {
  it('has everybody once, who rises most first', () => {
    const compared = compare(
      [scored('a', 10, 'good'), scored('b', 20, 'good'), scored('c', null), scored('d', 5.004, 'weak')],
      [scored('a', 15, 'excellent'), scored('b', 18, 'good'), scored('d', 5, 'weak'), scored('e', 3, 'weak')],
    );
    expect(compared.map(({ id, change }) => [id, change])).toEqual([
      ['a', 5],
      ['d', 0],
      ['b', -2],
      ['c', null],
      ['e', null],
    ]);
    expect(summaryOf(compared)).toMatchObject({
      ...{ compared: 3, risen: 1, fallen: 1, same: 1, onlyOfficial: 0, onlySimulated: 1 },
      moves: expect.arrayContaining([
        { from: 'good', to: 'excellent', count: 1 },
        { from: 'good', to: 'good', count: 1 },
        { from: 'weak', to: 'weak', count: 1 },
      ]),
    });
  });

  it('goes by places where there are any, for each cluster by itself', () => {
    const compared = compare(
      [scored('a', 10, null, 1), scored('b', 9, null, 2)],
      [scored('a', 12, null, 2), scored('b', 13, null, 1)],
    );
    expect(compared.map(({ id, places }) => [id, places])).toEqual([
      ['b', 1],
      ['a', -1],
    ]);
    expect(summaryOf(compared)).toMatchObject({ risen: 1, fallen: 1, spearman: -1, kendall: -1 });
  });

  it('correlates ranks within each cluster: that one cluster stands above another is no agreement', () => {
    const of = (groupId: string, scores: readonly number[]) =>
      scores.map((score, n) => ({ ...scored(`${groupId}${n}`, score, null, n + 1), groupId }));
    const compared = compare(
      [...of('low', [1, 2, 3]), ...of('high', [101, 102, 103])],
      [...of('low', [3, 2, 1]), ...of('high', [103, 102, 101])],
    );
    expect(summaryOf(compared)).toMatchObject({ spearman: -1, kendall: -1 });
  });
});
