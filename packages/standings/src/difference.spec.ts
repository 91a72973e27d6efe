import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chapterDifference as chapterSteps, clusterDifference as clusterSteps } from './difference.js';
import type { Cause, InSteps } from './difference.js';
import type { PlacedEvent, StandingsEvent } from './events.js';
import { chapterPart, clusterPart } from './part.js';
import { CENTRAL, CHAPTER_RUBRIC, CLUSTER, CLUSTER_RUBRIC, historyOf, idOf, mapOf, PERIODS } from './testing.js';

const SHAPE = { provinces: 3, communesEach: 1, chaptersEach: 2 };
const [a, b] = mapOf(SHAPE).provinces;

const whole = <T>(steps: InSteps<T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
const chapterDifference = (...of: Parameters<typeof chapterSteps>) => whole(chapterSteps(...of));
const clusterDifference = (...of: Parameters<typeof clusterSteps>) => whole(clusterSteps(...of));

const sumOf = (causes: readonly Cause[]): number =>
  causes.reduce((sum, { points }) => sum + Math.round(points * 100), 0) / 100;
const after = (head: PlacedEvent | undefined, events: readonly StandingsEvent[]): readonly PlacedEvent[] =>
  events.map((event, n) => ({ ...event, position: String(Number(head?.position ?? 0) + n + 1).padStart(20, '0') }));

/** The history of some events with nothing left to happen, as parts of both standings. */
const founded = (seed = 1, events = 0) => {
  const history = [...historyOf(SHAPE, seed, events)];
  const [chapters, clusters] = [chapterPart.create(), clusterPart.create()];
  for (const event of history) {
    chapterPart.evolve(chapters, event);
    clusterPart.evolve(clusters, event);
  }
  return { chapters, clusters, last: history.at(-1) };
};

const trained = (unitId: string | undefined, value: number, n: number): StandingsEvent => ({
  type: 'FigureReported',
  data: {
    ...{ figureId: idOf(0, 700 + n), unitId: unitId ?? '', body: { kind: 'unit', id: unitId ?? '' }, value },
    ...{ indicator: 'officers-trained', unit: 'người', source: { title: 'Báo cáo' }, at: '2023-03-01' },
  },
});
const period = PERIODS[1].periodId;

describe('the difference of two moments', () => {
  it('credits events with points that add up to the change, in any history and between any two moments', () => {
    let causes = 0;
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        (seed, first, count) => {
          const history = [...historyOf(SHAPE, seed, 500)];
          const later = history.slice(first, first + count);
          for (const { periodId } of PERIODS) {
            const chapters = chapterPart.create();
            const clusters = clusterPart.create();
            for (const event of history.slice(0, first)) {
              chapterPart.evolve(chapters, event);
              clusterPart.evolve(clusters, event);
            }
            const one = chapterDifference(chapters, later, idOf(4, 1), periodId);
            const [was, is] = [one.before?.trace.score ?? 0, one.after?.trace.score ?? 0];
            expect(sumOf(one.causes)).toBeCloseTo(is - was, 6);
            const all = clusterDifference(clusters, later, CLUSTER, periodId);
            const scoreOf = (result: typeof all.before, id: string): number =>
              result?.entries.find(({ unitId }) => unitId === id)?.trace.score ?? 0;
            for (const { unitId } of all.after?.entries ?? []) {
              const change = scoreOf(all.after, unitId) - scoreOf(all.before, unitId);
              expect(sumOf(all.causes.get(unitId) ?? [])).toBeCloseTo(change, 6);
            }
            causes += one.causes.length + all.causes.size;
          }
        },
      ),
      { numRuns: 25 },
    );
    expect(causes).toBeGreaterThan(100);
  });

  it('says that another unit became the best where one falls behind by its own doing nothing', () => {
    const { clusters, last } = founded();
    const [first, ...others] = after(last, [trained(a, 100, 1), trained(b, 50, 2), trained(b, 200, 3)]);
    if (first) clusterPart.evolve(clusters, first);
    const { before, causes, after: now } = clusterDifference(clusters, others, CLUSTER, period);
    expect(before?.entries[0]).toMatchObject({ unitId: a, rank: 1 });
    expect(now?.entries.map(({ unitId, rank }) => [unitId, rank]).slice(0, 2)).toEqual([
      [b, 1],
      [a, 2],
    ]);
    expect(causes.get(a ?? '')).toEqual([
      {
        ...{ kind: 'another', type: 'FigureReported', position: others[1]?.position, at: '2023-03-01', points: -15 },
        criteria: [{ criterionId: 'officers-trained', points: -15 }],
      },
    ]);
    expect(causes.get(b ?? '')?.map(({ kind, points }) => [kind, points])).toEqual([
      ['own', 15],
      ['own', 15],
    ]);
  });

  it('names rules, scores and closings as such', () => {
    const { chapters, clusters, last } = founded();
    const body = { kind: 'chapter' as const, id: idOf(4, 0) };
    const card = { scorecardId: idOf(0, 1), periodId: period, body, unitId: idOf(3, 0) };
    const voided = { unitId: CENTRAL, reason: 'Sai', at: '2023-07-01' };
    const later = after(last, [
      {
        type: 'ScoresPublished',
        data: {
          ...{ ...card, revision: 1, by: 'nguoi-cham', at: '2023-06-01' },
          scores: [{ criterionId: 'proposes-tasks', points: 4, bonus: 1 }],
        },
      },
      trained(a, 100, 1),
      { type: 'CriterionVoided', data: { ...CHAPTER_RUBRIC, ...voided, criterionId: 'proposes-tasks' } },
      { type: 'CriterionVoided', data: { ...CLUSTER_RUBRIC, ...voided, criterionId: 'officers-trained' } },
    ]);
    const kinds = (causes: readonly Cause[] | undefined): unknown => causes?.map(({ kind, points }) => [kind, points]);
    expect(kinds(chapterDifference(chapters, later, body.id, period).causes)).toEqual([
      ['score', 5],
      ['rule', -5],
    ]);
    expect(kinds(clusterDifference(clusters, later, CLUSTER, period).causes.get(a ?? ''))).toEqual([
      ['own', 30],
      ['rule', -30],
    ]);
  });

  it('gathers the points of criteria of which each record tells of one person', () => {
    const { chapters, last } = founded();
    const place = { chapterId: idOf(4, 0), unitId: idOf(3, 0) };
    const body = { kind: 'chapter' as const, id: place.chapterId };
    const head = { holdingId: idOf(9, 1), body, unitId: place.unitId, personId: idOf(9, 1) };
    const later = after(last, [
      {
        type: 'PostHolderElected',
        data: {
          ...{ ...head, fullName: 'Chi hội trưởng giả định', post: 'chapterHead', partyMember: true },
          ...{ gender: 'female', at: '2023-02-01' },
        },
      },
    ]);
    const { causes } = chapterDifference(chapters, later, place.chapterId, period);
    const party = causes.filter(({ criteria }) => criteria.some((one) => one.criterionId === 'head-party-development'));
    expect(party).toEqual([
      {
        ...{ kind: 'gathered', position: null, type: null, at: null, points: 10 },
        criteria: [{ criterionId: 'head-party-development', points: 10 }],
      },
    ]);
  });
});
