import type { Period } from '@sohoi/standings';
import type { TwoFolds } from './two-folds.js';

/** There is no such period by then, or none at all. */
export class NoSuchPeriod extends Error {
  override readonly name = 'NoSuchPeriod';
  /** Codes of those that there are. */
  readonly known: readonly string[];

  constructor(known: readonly string[]) {
    super(known.length === 0 ? 'no period was opened by then' : `there are ${known.join(', ')} by then`);
    this.known = known;
  }
}

/**
 * The period asked for, by its id or code; else the last one in which anybody is rated.
 * @throws NoSuchPeriod
 */
export const periodFor = (folds: TwoFolds, asked: string | undefined): Period => {
  const all = [...folds.rulebook().periods.values()].sort((a, b) => (a.to < b.to ? 1 : -1));
  if (asked !== undefined) {
    const found = all.find(({ periodId, code }) => periodId === asked || code === asked);
    if (found) return found;
    throw new NoSuchPeriod(all.map(({ code }) => code));
  }
  const rated = all.find(({ periodId }) => folds.official(periodId, null).length > 0) ?? all[0];
  if (!rated) throw new NoSuchPeriod([]);
  return rated;
};
