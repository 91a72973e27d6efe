import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rankAll } from './rank.js';
import type { Ranked } from './rank.js';
import type { CriterionTrace } from './trace.js';
import { compareVietnamese } from './vietnamese-order.js';

const criterion = (points: number | null, proposedPoints: number | null): CriterionTrace => ({
  criterionId: 'c',
  kind: 'quantitative',
  maxPoints: 100,
  feed: { by: 'score' },
  points,
  bonus: 0,
  proposedPoints,
  proposedBonus: 0,
  value: null,
  target: null,
  best: null,
  measures: [],
  why: points === null ? 'missing' : 'score',
});
const unit = (id: string, points: readonly number[] | null, proposed = points, name = id): Ranked => ({
  id,
  name,
  rating: {
    score: points && points.reduce((a, b) => a + b, 0),
    proposedScore: proposed && proposed.reduce((a, b) => a + b, 0),
    level: null,
    maxScore: 100,
    caps: [],
    missing: [],
    criteria: (points ?? [null, null]).map((own, i) => criterion(own, proposed?.[i] ?? null)),
  },
});
const places = (units: readonly Ranked[], method: '1-2-2-4' | '1-2-2-3' = '1-2-2-4') =>
  rankAll(units, method).map(({ id, rank }) => [id, rank]);

describe('a ranking', () => {
  it('orders by official total, then by proposed total; what is still equal shares a rank, in order of names', () => {
    const units = [
      unit('d', [30, 20], [30, 20], 'Đồng Nai'),
      unit('b', [40, 20], [40, 30]),
      unit('c', [30, 20], [30, 20], 'Cà Mau'),
      unit('a', [40, 20], [40, 35]),
      unit('e', [10, 0]),
    ];
    expect(places(units)).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 3],
      ['e', 5],
    ]);
    expect(places(units, '1-2-2-3')).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 3],
      ['e', 4],
    ]);
  });

  it('puts those without a score last, without a rank: no score is not zero', () => {
    const units = [unit('none', null), unit('zero', [0, 0]), unit('proposed', null, [50, 50])];
    expect(places(units)).toEqual([
      ['zero', 1],
      ['proposed', null],
      ['none', null],
    ]);
    expect(rankAll(units, '1-2-2-4')[1]?.interval).toBeNull();
  });

  it('shows how far a tenth of one criterion’s weight moves a rank', () => {
    const units = [unit('a', [50, 10]), unit('b', [10, 49]), unit('c', [1, 1])];
    expect(rankAll(units, '1-2-2-4').map(({ id, interval }) => [id, interval])).toEqual([
      ['a', [1, 2]],
      ['b', [1, 2]],
      ['c', [3, 3]],
    ]);
  });

  const units = fc
    .uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1 }),
        points: fc.option(fc.array(fc.nat(5), { minLength: 2, maxLength: 2 })),
        proposed: fc.nat(3),
      }),
      {
        selector: ({ id }) => id,
        maxLength: 12,
      },
    )
    .map((all) => all.map(({ id, points, proposed }) => unit(id, points, points && [proposed, 0], 'Cùng tên')));
  const method = fc.constantFrom('1-2-2-4' as const, '1-2-2-3' as const);

  it('does not depend on the order of the input', () => {
    fc.assert(
      fc.property(
        units.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        method,
        ([all, shuffled], how) => {
          expect(rankAll(shuffled, how)).toEqual(rankAll(all, how));
        },
      ),
    );
  });

  it('never ranks a better total worse, begins at 1 and keeps each rank inside its interval', () => {
    fc.assert(
      fc.property(units, method, (all, how) => {
        const ranked = rankAll(all, how);
        const scored = ranked.filter(({ rank }) => rank !== null);
        expect(scored.length).toBe(all.filter(({ rating }) => rating.score !== null).length);
        if (scored.length > 0) expect(scored[0]?.rank).toBe(1);
        for (const a of scored) {
          expect(a.interval?.[0]).toBeLessThanOrEqual(a.rank ?? 0);
          expect(a.interval?.[1]).toBeGreaterThanOrEqual(a.rank ?? 0);
          for (const b of scored) {
            if ((a.rating.score ?? 0) > (b.rating.score ?? 0)) expect(a.rank ?? 0).toBeLessThan(b.rank ?? 0);
          }
        }
      }),
    );
  });
});

describe('the order of Vietnamese names', () => {
  it('goes by letters, then by tones', () => {
    const sorted = [
      'An',
      'Ấn',
      'Ba',
      'Bà',
      'Bả',
      'Bã',
      'Bá',
      'Bạ',
      'Băng',
      'Bằng',
      'Cần',
      'Da',
      'Đa',
      'Em',
      'Ông',
      'Ơn',
      'Ưng',
    ];
    expect([...sorted].reverse().sort(compareVietnamese)).toEqual(sorted);
    expect(
      ['Thừa Thiên Huế', 'Thanh Hóa', 'Quảng Trị', 'Quảng Bình', 'Nghệ An', 'Hà Tĩnh'].sort(compareVietnamese),
    ).toEqual(['Hà Tĩnh', 'Nghệ An', 'Quảng Bình', 'Quảng Trị', 'Thanh Hóa', 'Thừa Thiên Huế']);
  });

  it('takes composed and decomposed text for the same, and is a total order', () => {
    expect(compareVietnamese('Đào'.normalize('NFD'), 'Đào'.normalize('NFC'))).toBe(0);
    const name = fc.string({ unit: fc.constantFrom('a', 'ă', 'â', 'à', 'ấ', 'đ', 'D', 'Z', '1', ' ', 'ơ') });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(compareVietnamese(a, b) + compareVietnamese(b, a)).toBe(0);
        if (compareVietnamese(a, b) <= 0 && compareVietnamese(b, c) <= 0)
          expect(compareVietnamese(a, c)).toBeLessThanOrEqual(0);
        expect(compareVietnamese(a, b) === 0).toBe(a.normalize('NFC') === b.normalize('NFC'));
      }),
    );
  });
});
