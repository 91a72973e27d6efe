import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kendall, spearman } from './correlation.js';
import type { Pair } from './correlation.js';

type Groups = readonly (readonly Pair[])[];

const pair = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }));
const groups = fc.array(fc.array(pair, { maxLength: 20 }), { maxLength: 4 });

/** By the definition, pair by pair. */
const naiveKendall = (all: Groups): number | null => {
  let [agreed, untiedX, untiedY] = [0, 0, 0];
  for (const group of all) {
    for (const [n, [ax, ay]] of group.entries()) {
      for (const [bx, by] of group.slice(0, n)) {
        agreed += Math.sign(ax - bx) * Math.sign(ay - by);
        untiedX += ax === bx ? 0 : 1;
        untiedY += ay === by ? 0 : 1;
      }
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : agreed / Math.sqrt(untiedX * untiedY);
};

/** How far the place of each value is from the mean place: one more than those below it, and half of the others that tie. */
const offsetsOf = (values: readonly number[]): readonly number[] => {
  const places = values.map((value) => {
    const below = values.filter((one) => one < value).length;
    return below + (values.filter((one) => one === value).length + 1) / 2;
  });
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  return places.map((place) => place - mean);
};

const naiveSpearman = (all: Groups): number | null => {
  const xs = all.flatMap((group) => offsetsOf(group.map(([x]) => x)));
  const ys = all.flatMap((group) => offsetsOf(group.map(([, y]) => y)));
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, one, n) => sum + one * (b[n] ?? 0), 0);
  const spread = product(xs, xs) * product(ys, ys);
  return spread === 0 ? null : product(xs, ys) / Math.sqrt(spread);
};

const expectAlike = (ours: number | null, defined: number | null): void => {
  if (defined === null) expect(ours).toBeNull();
  else expect(ours).toBeCloseTo(defined, 9);
};

describe.each([
  ["Spearman's correlation", spearman, naiveSpearman],
  ["Kendall's tau-b", kendall, naiveKendall],
] as const)('%s', (_name, ours, naive) => {
  it('is what its definition says in each group, ties included, in any order of pairs and groups', () => {
    fc.assert(
      fc.property(groups, (all) => {
        expectAlike(ours(all), naive(all));
        expectAlike(ours(all.map((group) => group.toReversed()).toReversed()), naive(all));
      }),
    );
  });

  it('is 1 for the same order, -1 for the opposite one, and not known where nothing is ordered', () => {
    const up: readonly Pair[] = [1, 2, 3, 4].map((n) => [n, n * n]);
    const down: readonly Pair[] = up.map(([x, y]) => [x, -y]);
    expect(ours([up])).toBe(1);
    expect(ours([down])).toBe(-1);
    expect(ours([up, down])).toBe(0);
    const level: readonly Pair[] = [
      [1, 7],
      [2, 7],
    ];
    for (const nothing of [[], [[]], [[[1, 1]]], [[[1, 1]], [[2, 2]]], [level]] as Groups[]) {
      expect(ours(nothing)).toBeNull();
    }
  });
});
