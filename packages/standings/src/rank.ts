import type { Rubric } from '@sohoi/evaluation/events';
import type { CriterionTrace, Rating } from './trace.js';
import { compareVietnamese } from './vietnamese-order.js';

export type RankMethod = NonNullable<Rubric['ranking']>['method'];

/** What is ranked. Ids break the last tie, between namesakes, so that an order is never left to chance. */
export type Ranked = { readonly id: string; readonly name: string; readonly rating: Rating };

export type Placed<T extends Ranked> = T & {
  /** Null: no score, so no place. */
  readonly rank: number | null;
  /** Best and worst rank when one criterion at a time weighs a tenth more or less; null without a rank. */
  readonly interval: readonly [best: number, worst: number] | null;
};

type Totals = { readonly official: number | null; readonly proposed: number | null };

const officially = ({ rating }: Ranked): Totals => ({ official: rating.score, proposed: rating.proposedScore });

/** Falling, with null last. */
const compareTotals = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : b - a;

const compareBoth = (a: Totals, b: Totals): number =>
  compareTotals(a.official, b.official) || compareTotals(a.proposed, b.proposed);

/** Rank of each id; equal official and proposed totals share one. */
const ranksOf = <T extends Ranked>(
  entries: readonly T[],
  totals: (entry: T) => Totals,
  method: RankMethod,
): ReadonlyMap<string, number | null> => {
  const order = entries
    .map((entry) => ({ id: entry.id, totals: totals(entry) }))
    .sort((a, b) => compareBoth(a.totals, b.totals));
  const ranks = new Map<string, number | null>();
  let rank = 0;
  order.forEach(({ id, totals: own }, i) => {
    const before = order[i - 1];
    const tied = before !== undefined && compareBoth(before.totals, own) === 0;
    if (!tied) rank = method === '1-2-2-3' ? rank + 1 : i + 1;
    ranks.set(id, own.official === null ? null : rank);
  });
  return ranks;
};

/**
 * Ranks by official total, then by proposed total; names order those that share a rank but give none precedence
 * (docs/explanation/what-the-rules-rest-on.md). Those without a score come last, without a rank. The
 * order of the input does not matter.
 */
export const rankAll = <T extends Ranked>(entries: readonly T[], method: RankMethod): readonly Placed<T>[] => {
  const ranks = ranksOf(entries, officially, method);
  const intervals = intervalsOf(entries, method, ranks);
  return entries
    .map((entry) => ({ ...entry, rank: ranks.get(entry.id) ?? null, interval: intervals.get(entry.id) ?? null }))
    .sort(
      (a, b) =>
        compareBoth(officially(a), officially(b)) || compareVietnamese(a.name, b.name) || (a.id < b.id ? -1 : 1),
    );
};

const WEIGHTS = [-0.1, 0.1];

const intervalsOf = <T extends Ranked>(
  entries: readonly T[],
  method: RankMethod,
  asTheyAre: ReadonlyMap<string, number | null>,
): ReadonlyMap<string, readonly [number, number]> => {
  const intervals = new Map<string, readonly [number, number]>();
  const widen = (ranks: ReadonlyMap<string, number | null>): void => {
    for (const [id, rank] of ranks) {
      if (rank === null) continue;
      const [best, worst] = intervals.get(id) ?? [rank, rank];
      intervals.set(id, [Math.min(best, rank), Math.max(worst, rank)]);
    }
  };
  widen(asTheyAre);
  const count = entries[0]?.rating.criteria.length ?? 0;
  for (let i = 0; i < count; i += 1) {
    for (const weight of WEIGHTS) widen(ranksOf(entries, (entry) => reweighed(entry.rating, i, weight), method));
  }
  return intervals;
};

const reweighed = ({ score, proposedScore, criteria }: Rating, i: number, weight: number): Totals => {
  const criterion = criteria[i];
  if (!criterion || criterion.why === 'voided') return { official: score, proposed: proposedScore };
  return {
    official: score === null ? null : fine(score + weight * signed(criterion, criterion.points)),
    proposed:
      proposedScore === null ? null : fine(proposedScore + weight * signed(criterion, criterion.proposedPoints)),
  };
};

const signed = ({ kind }: CriterionTrace, points: number | null): number =>
  kind === 'penalty' ? -(points ?? 0) : (points ?? 0);

/** A tenth of points has three decimals; more would only be the machine's error. */
const fine = (total: number): number => Math.round(total * 1000) / 1000;
