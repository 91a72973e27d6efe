import { describe, expect, it } from '@jest/globals';
import type { Criterion } from '@sohoi/evaluation/events';
import fc from 'fast-check';
import { performance, pointsOf } from './points.js';

const criterion = (kind: Criterion['kind'], more: Partial<Criterion> = {}): Criterion => ({
  criterionId: 'c',
  name: { vi: 'Tiêu chí', en: 'Criterion' },
  kind,
  maxPoints: 20,
  feed: { by: 'indicator', indicator: 'activities' },
  ...more,
});

describe('points', () => {
  it('of a quantitative criterion grow with the value up to the target and no further', () => {
    const against = (value: number): number => pointsOf(criterion('quantitative'), value, 80, null);
    expect([0, 40, 80, 200].map(against)).toEqual([0, 10, 20, 20]);
  });

  it('of a quantitative criterion without a target take the value for a share', () => {
    expect(pointsOf(criterion('quantitative'), 0.333, null, null)).toBe(6.66);
  });

  it('of all or nothing are all from the target on, or from a yes', () => {
    expect([1, 2, 3].map((value) => pointsOf(criterion('allOrNothing'), value, 2, null))).toEqual([0, 20, 20]);
    expect([0, 1].map((value) => pointsOf(criterion('allOrNothing'), value, null, null))).toEqual([0, 20]);
  });

  it('per count stop at the cap', () => {
    const each = criterion('perCount', { pointsPerCount: 1.5 });
    expect([0, 9, 100].map((value) => pointsOf(each, value, null, null))).toEqual([0, 13.5, 20]);
  });

  it('of bonus and penalty are counted per count or all at once, both as positive numbers', () => {
    expect(pointsOf(criterion('bonus', { pointsPerCount: 2 }), 3, null, null)).toBe(6);
    expect(pointsOf(criterion('penalty'), 1, null, null)).toBe(20);
    expect(pointsOf(criterion('penalty'), 0, null, null)).toBe(0);
  });

  describe('relative to the best of the cluster', () => {
    const relative = criterion('quantitative', { relativeToBest: true });
    it.each([
      ['half of the target gives a quarter', 50, 100, 3, 5],
      ['the target gives half', 100, 100, 3, 10],
      ['the best gives all', 300, 100, 3, 20],
      ['half way to the best gives three quarters', 200, 100, 3, 15],
      ['the best below its target gives its share of a half', 80, 100, 0.8, 8],
      ['a best that just meets the target gives half', 100, 100, 1, 10],
    ])('%s', (_what, value, target, best, points) => {
      expect(pointsOf(relative, value, target, best)).toBe(points);
    });

    it('compares units without a target with the best of them', () => {
      expect(pointsOf(relative, 570, null, 2343)).toBe(4.87);
      expect(pointsOf(relative, 2343, null, 2343)).toBe(20);
      expect(pointsOf(relative, 0, null, 0)).toBe(0);
    });

    it('never gives more to less', () => {
      const values = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }));
      fc.assert(
        fc.property(values, fc.option(fc.integer({ min: 1, max: 3000 })), ([x, y], target) => {
          const [low, high] = [Math.min(x, y), Math.max(x, y)];
          const best = performance(high, target);
          expect(pointsOf(relative, low, target, best)).toBeLessThanOrEqual(pointsOf(relative, high, target, best));
        }),
      );
    });
  });

  it('are never below zero nor above the maximum, and have two decimals', () => {
    const kinds = fc.constantFrom<Criterion['kind']>('quantitative', 'allOrNothing', 'perCount', 'bonus', 'penalty');
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    const due = fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        kinds,
        fc.boolean(),
        value,
        due,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (kind, relative, v, target, other) => {
          const best = Math.max(performance(v, target), other);
          const points = pointsOf(criterion(kind, { relativeToBest: relative, pointsPerCount: 0.7 }), v, target, best);
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(20);
          expect(Math.abs(points * 100 - Math.round(points * 100))).toBeLessThan(1e-6);
        },
      ),
    );
  });
});
