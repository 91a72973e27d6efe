import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kendall, spearman } from './correlation.js';
import type { Pair } from './correlation.js';

const pairs = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), { maxLength: 40 });

/** By the definition, pair by pair. */
const naiveKendall = (all: readonly Pair[]): number | null => {
  let [agreed, untiedX, untiedY] = [0, 0, 0];
  for (const [n, [ax, ay]] of all.entries()) {
    for (const [bx, by] of all.slice(0, n)) {
      agreed += Math.sign(ax - bx) * Math.sign(ay - by);
      untiedX += ax === bx ? 0 : 1;
      untiedY += ay === by ? 0 : 1;
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : agreed / Math.sqrt(untiedX * untiedY);
};

/** The mean place of a value among all: one more than those below it, and half of the others that tie. */
const placeOf = (value: number, all: readonly number[]): number =>
  all.filter((one) => one < value).length + (all.filter((one) => one === value).length + 1) / 2;

const naiveSpearman = (all: readonly Pair[]): number | null => {
  const xs = all.map(([x]) =>
    placeOf(
      x,
      all.map(([one]) => one),
    ),
  );
  const ys = all.map(([, y]) =>
    placeOf(
      y,
      all.map(([, one]) => one),
    ),
  );
  const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const cov = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    a.reduce((sum, one, n) => sum + (one - ma) * ((b[n] ?? 0) - mb), 0);
  const spread = cov(xs, mx, xs, mx) * cov(ys, my, ys, my);
  return all.length < 2 || spread === 0 ? null : cov(xs, mx, ys, my) / Math.sqrt(spread);
};

const expectAlike = (ours: number | null, defined: number | null): void => {
  if (defined === null) expect(ours).toBeNull();
  else expect(ours).toBeCloseTo(defined, 9);
};

describe.each([
  ["Spearman's correlation", spearman, naiveSpearman],
  ["Kendall's tau-b", kendall, naiveKendall],
] as const)('%s', (_name, ours, naive) => {
  it('is what its definition says, ties included, in any order of the pairs', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        expectAlike(ours(all), naive(all));
        expectAlike(ours(all.toReversed()), naive(all));
      }),
    );
  });

  it('is 1 for the same order, -1 for the opposite one, and not known where nothing is ordered', () => {
    const up: readonly Pair[] = [1, 2, 3, 4].map((n) => [n, n * n]);
    expect(ours(up)).toBe(1);
    expect(ours(up.map(([x, y]) => [x, -y]))).toBe(-1);
    expect(ours([])).toBeNull();
    expect(ours([[1, 1]])).toBeNull();
    expect(
      ours([
        [1, 7],
        [2, 7],
      ]),
    ).toBeNull();
  });
});
