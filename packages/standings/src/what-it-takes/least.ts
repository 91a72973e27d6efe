/** So many steps are tried one by one where more of them may also do harm. */
const ONE_BY_ONE = 300;

/**
 * The fewest steps, from 1 to `most`, that are enough; null if not even `most` are. Whatever is enough stays so with
 * more steps, unless `oneByOne` says that it may not: then the first three hundred are tried each.
 */
export const leastOf = (most: number, isEnough: (steps: number) => boolean, oneByOne = false): number | null => {
  let failed = 0;
  if (!oneByOne && (most < 1 || !isEnough(most))) return null;
  if (oneByOne) {
    for (let steps = 1; steps <= Math.min(most, ONE_BY_ONE); steps += 1) if (isEnough(steps)) return steps;
    failed = Math.min(most, ONE_BY_ONE);
  }
  let enough = Math.max(1, failed * 2);
  while (enough < most && !isEnough(enough)) {
    failed = enough;
    enough *= 2;
  }
  if (enough >= most) {
    if (most <= failed || !isEnough(most)) return null;
    enough = most;
  }
  while (enough - failed > 1) {
    const middle = Math.floor((failed + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else failed = middle;
  }
  return enough;
};
