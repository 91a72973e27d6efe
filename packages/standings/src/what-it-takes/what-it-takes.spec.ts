import { describe, expect, it } from '@jest/globals';
import type { Criterion, Rubric } from '@sohoi/evaluation/events';
import fc from 'fast-check';
import { bestsOf, rate } from '../rating.js';
import { readsOf } from '../readings.js';
import type { Reading, Readings } from '../readings.js';
import { sampleChapterRubric } from '../samples/chapter-rubric.js';
import type { Rating, Trace } from '../trace.js';
import { rated, situationOf } from './situation.js';
import { whatItTakes } from './what-it-takes.js';
import type { Change } from './what-it-takes.js';

const period: Trace['period'] = { periodId: 'p', code: '2023-H1', from: '2023-01-01', to: '2023-06-30' };
const months = { from: 2023 * 12, to: 2023 * 12 + 5 };
const published = { rubricId: 'r', rubricVersion: 1, unitId: 'u', at: '2023-01-01' };
const sample: Rubric = { ...sampleChapterRubric, ...published };

const levels: Rubric['levels'] = [
  {
    code: 'best',
    name: { vi: 'Tốt nhất', en: 'Best' },
    minPoints: 75,
    conditions: [{ criterionId: 'awards', minShare: 0.5 }],
  },
  { code: 'middle', name: { vi: 'Giữa', en: 'Middle' }, minPoints: 40 },
  { code: 'last', name: { vi: 'Cuối', en: 'Last' }, minPoints: 0 },
];
const named = { vi: 'Tiêu chí', en: 'Criterion' };
const by = (indicator: string): Criterion['feed'] => ({ by: 'indicator', indicator });
/** Every kind of criterion, no two of which read the same measure. */
const apart: Rubric = {
  ...published,
  name: 'Mẫu thử',
  appliesTo: 'unit',
  source: { title: 'Mẫu thử' },
  levels,
  criteria: [
    { criterionId: 'dues', name: named, kind: 'quantitative', maxPoints: 30, feed: by('dues-share'), target: 0.85 },
    {
      criterionId: 'awards',
      name: named,
      kind: 'perCount',
      maxPoints: 20,
      pointsPerCount: 2.5,
      feed: by('awards'),
    },
    { criterionId: 'joint', name: named, kind: 'allOrNothing', maxPoints: 10, target: 3, feed: by('joint-activities') },
    {
      criterionId: 'trained',
      name: named,
      kind: 'quantitative',
      maxPoints: 20,
      relativeToBest: true,
      feed: by('officers-trained'),
    },
    { criterionId: 'given', name: named, kind: 'quantitative', maxPoints: 20, maxBonus: 3, feed: { by: 'score' } },
    {
      criterionId: 'complaints',
      name: named,
      kind: 'penalty',
      maxPoints: 10,
      pointsPerCount: 2,
      feed: by('complaints'),
    },
  ],
  veto: [{ criterionId: 'given', capLevel: 'middle', below: 8 }],
};

const MEASURE = fc.option(fc.nat({ max: 40 }), { freq: 3 });
const points = fc.nat({ max: 500 }).map((cents) => cents / 100);
const readingsFor = (rubric: Rubric): fc.Arbitrary<Readings> =>
  fc.tuple(
    ...rubric.criteria.map((criterion): fc.Arbitrary<Reading> => {
      const { feed, maxPoints } = criterion;
      if (feed.by === 'indicator')
        return fc.tuple(...readsOf(feed).map((_reads, n) => (n === 0 ? fc.constant(null) : MEASURE)));
      const official = fc.option(fc.tuple(points, points), { freq: 4 });
      return official.map((scored) =>
        scored ? [null, null, Math.min(scored[0] * 4, maxPoints), Math.min(scored[1], criterion.maxBonus ?? 0)] : [],
      );
    }),
  );

/** One measure has one value, whatever criterion reads it. */
const agreed = (rubric: Rubric, readings: Readings): Readings => {
  const known = new Map<string, number | null>();
  return readings.map((reading, i) => {
    const feed = rubric.criteria[i]?.feed;
    if (!feed || feed.by === 'score') return reading;
    return readsOf(feed).map(({ measure, as }, n) => {
      const key = `${as}/${measure}`;
      if (!known.has(key)) known.set(key, reading[n] ?? null);
      return known.get(key) ?? null;
    });
  });
};

const tracing = (rating: Rating): Rating & Pick<Trace, 'period'> => ({ ...rating, period });

/** What a reader does who takes a change at its word. */
const changed = (rubric: Rubric, readings: Readings, { criterionId, measure, to }: Change, less = 0): Readings =>
  readings.map((reading, i) => {
    const criterion = rubric.criteria[i];
    if (!criterion) return reading;
    const { feed, maxPoints } = criterion;
    if (feed.by === 'indicator')
      return readsOf(feed).map((reads, n) => (reads.measure === measure ? to - less : (reading[n] ?? null)));
    if (measure !== null || criterion.criterionId !== criterionId) return reading;
    const [, , before, bonus] = reading;
    const own = Math.min(maxPoints, to - less - (bonus ?? 0), Math.max(before ?? 0, to - less));
    return [null, null, Math.round(own * 100) / 100, Math.round((to - less - own) * 100) / 100];
  });

const others: Readings[] = [
  apart.criteria.map(({ feed }) =>
    feed.by === 'score' ? [] : readsOf(feed).map(({ measure }) => (measure === 'trained' ? 25 : null)),
  ),
];

const levelOf = (rubric: Rubric, readings: Readings, compared: boolean): Rating =>
  rate(
    { rubric, voided: new Set() },
    readings,
    months,
    compared ? bestsOf(rubric, [readings, ...others], months) : undefined,
  );

const place = (rubric: Rubric, level: string | null): number => rubric.levels.findIndex(({ code }) => code === level);

const cases = [
  ['criteria that have nothing in common', apart, true],
  ['the sample for chapters, whose criteria share the count of members', sample, false],
] as const;

describe.each(cases)('what it takes to reach the next level, with %s', (_what, rubric, compared) => {
  const situations = readingsFor(rubric).map((readings) => agreed(rubric, readings));
  const each = (check: (readings: Readings, rating: Rating) => void): void =>
    fc.assert(
      fc.property(situations, (readings) => {
        const rating = levelOf(rubric, readings, compared);
        check(readings, rating);
      }),
      { numRuns: 60 },
    );

  it('starts from what the trace tells: rated again, it is the same', () => {
    each((_readings, rating) => {
      const again = rated(situationOf(rubric, tracing(rating), compared));
      expect(again).toEqual(rating);
    });
  });

  it('reaches it when every change is made, and not when one of them is any smaller', () => {
    let reached = 0;
    each((readings, rating) => {
      const takes = whatItTakes(rubric, tracing(rating), compared);
      if (!takes?.to || !takes.changes) return;
      const { changes, to } = takes;
      const isReached = (shortened?: Change, less = 0): boolean => {
        const moved = changes.reduce(
          (now, change) => changed(rubric, now, change, change === shortened ? less : 0),
          readings,
        );
        const { level } = levelOf(rubric, moved, compared);
        return level !== null && place(rubric, level) <= place(rubric, to);
      };
      expect(isReached()).toBe(true);
      reached += 1;
      for (const change of changes) {
        const way = change.to - (change.from ?? 0);
        const step = Math.sign(way) * (change.measure === null ? 0.01 : 1);
        const steps = Math.round(way / step);
        for (let n = 1; n <= Math.min(steps, 60); n += 1)
          expect([change, n, isReached(change, n * step)]).toContain(false);
      }
    });
    expect(reached).toBeGreaterThan(20);
  });

  it('reaches it with each of the changes that can stand for the last one made for the points', () => {
    each((readings, rating) => {
      const takes = whatItTakes(rubric, tracing(rating), compared);
      const last = takes?.changes?.findLast(({ why }) => why === 'points');
      for (const instead of takes?.instead ?? []) {
        const kept = (takes?.changes ?? []).filter((change) => change !== last);
        const isReached = (less: number): boolean => {
          const moved = kept.reduce((now, change) => changed(rubric, now, change), readings);
          const { level } = levelOf(rubric, changed(rubric, moved, instead, less), compared);
          return place(rubric, level) <= place(rubric, takes?.to ?? null);
        };
        expect(isReached(0)).toBe(true);
        const down = instead.to < (instead.from ?? 0) ? -1 : 1;
        expect(isReached(down * (instead.measure === null ? 0.01 : 1))).toBe(false);
      }
    });
  });

  it('says what the points missing are, and of each criterion the smallest change that gives any', () => {
    each((readings, rating) => {
      const takes = whatItTakes(rubric, tracing(rating), compared);
      if (!takes) return expect(rating.level).toBe(null);
      const next = rubric.levels.find(({ code }) => code === takes.to);
      expect(takes.pointsMissing).toBeCloseTo(Math.max(0, (next?.minPoints ?? 0) - (rating.score ?? 0)), 6);
      for (const { criterionId, least } of takes.open) {
        if (!least) continue;
        const of = (now: Readings): number => {
          const own = levelOf(rubric, now, compared).criteria.find((one) => one.criterionId === criterionId);
          return ((own?.points ?? 0) + (own?.bonus ?? 0)) * (own?.kind === 'penalty' ? -1 : 1);
        };
        const step = (least.to < (least.from ?? 0) ? -1 : 1) * (least.measure === null ? 0.01 : 1);
        expect(of(changed(rubric, readings, least))).toBeGreaterThan(of(readings));
        if (Math.abs(least.to - (least.from ?? 0)) > Math.abs(step) * 1.5)
          expect(of(changed(rubric, readings, least, step))).toBeLessThanOrEqual(of(readings) + 1e-9);
      }
    });
  });
});

describe('what it takes to reach the next level', () => {
  const of = (readings: Readings, rubric = apart) =>
    whatItTakes(rubric, tracing(levelOf(rubric, readings, true)), true);
  /** Dues of 20 of 20 members: 30 points; four awards: 10; four trained of the best 25: 3.2. */
  const readings: Readings = [
    [null, 20, 20],
    [null, 4],
    [null, 0],
    [null, null, 4],
    [null, null, 0, 0],
    [null, null],
  ];

  it('takes fewest criteria, and lifts the veto and the condition that stand in the way', () => {
    const takes = of(readings);
    expect(takes).toMatchObject({
      ...{ from: 'middle', to: 'best', pointsMissing: 31.8 },
      unmet: [{ by: 'veto', criterionId: 'given', required: 8, actual: 0 }],
    });
    expect(takes?.changes?.map(({ criterionId, why }) => [criterionId, why])).toEqual([
      ['given', 'veto'],
      ['trained', 'points'],
    ]);
  });

  it('knows of nothing where no change that we know is enough, rather than promise', () => {
    const bar = levels.map((level) => (level.code === 'best' ? { ...level, minPoints: 500 } : level));
    expect(of(readings, { ...apart, levels: bar })).toMatchObject({ to: 'best', changes: null, instead: [] });
  });

  it('is not searched over more than 40 criteria, which could keep others waiting', () => {
    const many = Array.from({ length: 41 }, (_each, n) => ({
      ...{
        criterionId: `c${n}`,
        name: named,
        kind: 'quantitative' as const,
        maxPoints: 5,
        feed: { by: 'score' as const },
      },
    }));
    const scored: Readings = many.map(() => [null, null, 1, 0]);
    const withCriteria = (count: number) => ({
      ...apart,
      criteria: many.slice(0, count),
      veto: [],
      levels: levels.slice(1),
    });
    expect(of(scored, withCriteria(41))).toBe(null);
    expect(of(scored.slice(0, 40), withCriteria(40))).toMatchObject({ from: 'middle', to: null });
  });

  it('has no level above the best, and nothing to say of a body without a score', () => {
    const [best] = levels;
    expect(of(readings, { ...apart, levels: best ? [{ ...best, minPoints: 0 }] : [], veto: [] })).toMatchObject({
      ...{ to: null, changes: null, pointsMissing: 0 },
    });
    expect(of([[], [], [], [], [], []])).toBe(null);
  });
});
