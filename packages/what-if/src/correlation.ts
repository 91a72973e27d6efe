/** Two values of one thing. */
export type Pair = readonly [x: number, y: number];

/**
 * Spearman's rank correlation, -1 to 1: that of Pearson between ranks, where those that tie share the mean of their places. Ranks
 * are those within a group, and so are their means: how groups stand to each other says nothing of the order in any.
 * Null where no group has two pairs whose values differ, on either side.
 */
export const spearman = (groups: readonly (readonly Pair[])[]): number | null => {
  let [xy, xx, yy] = [0, 0, 0];
  for (const pairs of groups) {
    const xs = ranksOf(pairs.map(([x]) => x));
    const ys = ranksOf(pairs.map(([, y]) => y));
    const mean = (pairs.length + 1) / 2;
    for (const [n, rank] of xs.entries()) {
      const [dx, dy] = [rank - mean, (ys[n] ?? mean) - mean];
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
  }
  return xx === 0 || yy === 0 ? null : within(xy / Math.sqrt(xx * yy));
};

const ranksOf = (values: readonly number[]): readonly number[] => {
  const order = values.map((_value, n) => n).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[first] ?? 0]) end += 1;
    // Places first + 1 to end.
    for (let n = first; n < end; n += 1) ranks[order[n] ?? 0] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
};

/**
 * Kendall's tau-b, -1 to 1: of all pairs of things of one group, the share that both sides put in the same order less the share
 * that they put in opposite orders, with ties allowed for. In n log n steps (W. R. Knight, 1966). Null as above.
 */
export const kendall = (groups: readonly (readonly Pair[])[]): number | null => {
  let [agreed, untiedX, untiedY] = [0, 0, 0];
  for (const pairs of groups) {
    const sorted = pairs.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
    const all = pairsAmong(sorted.length);
    const tiedX = tiesIn(sorted, ([ax], [bx]) => ax === bx);
    const tiedBoth = tiesIn(sorted, ([ax, ay], [bx, by]) => ax === bx && ay === by);
    const ys = sorted.map(([, y]) => y);
    const swaps = sortCounting(ys);
    const tiedY = tiesIn(ys, (a, b) => a === b);
    agreed += all - tiedX - tiedY + tiedBoth - 2 * swaps;
    untiedX += all - tiedX;
    untiedY += all - tiedY;
  }
  return untiedX === 0 || untiedY === 0 ? null : within(agreed / Math.sqrt(untiedX * untiedY));
};

const pairsAmong = (count: number): number => (count * (count - 1)) / 2;

/** Pairs that tie, of a list in which those stand side by side. */
const tiesIn = <T>(sorted: readonly T[], tie: (a: T, b: T) => boolean): number => {
  let ties = 0;
  let run = 0;
  for (let n = 1; n < sorted.length; n += 1) {
    run = tie(sorted[n - 1] as T, sorted[n] as T) ? run + 1 : 0;
    ties += run;
  }
  return ties;
};

/** Sorts in place, by merging. @returns how many pairs stood in the wrong order */
const sortCounting = (values: number[]): number => {
  const other = values.map(() => 0);
  let swaps = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let left = 0; left < values.length; left += 2 * width) {
      const middle = Math.min(left + width, values.length);
      const end = Math.min(left + 2 * width, values.length);
      let [a, b] = [left, middle];
      for (let to = left; to < end; to += 1) {
        const fromRight = b < end && (a >= middle || (values[b] ?? 0) < (values[a] ?? 0));
        if (fromRight) swaps += middle - a;
        other[to] = values[fromRight ? b++ : a++] ?? 0;
      }
    }
    for (const [n, value] of other.entries()) values[n] = value;
  }
  return swaps;
};

/** Rounding may lead a hair beyond one. */
const within = (value: number): number => Math.min(1, Math.max(-1, value));
