import type { Contribution } from './contribution.js';
import { monthOf } from './month.js';
import type { Month } from './month.js';

/** A dated value: of those of one month that hold equally long, the one of the latest date, and then recorded last. */
type Dated = {
  readonly month: Month;
  readonly at: string;
  readonly position: string;
  readonly figureId: string | null;
  readonly untilMonth: Month | null;
  value: number;
};

/**
 * What is known of one subject: per measure either sums by month, as a flat list month, amount, month, amount …
 * in order, or dated values, one a month. Exact for periods of whole months, in whatever order reports arrive, and
 * as large as months times measures, however many events there are.
 */
export type Tally = { readonly sums: Map<string, number[]>; readonly dated: Map<string, Dated[]> };

export const emptyTally = (): Tally => ({ sums: new Map(), dated: new Map() });

/**
 * Takes a contribution in, in place.
 * @returns the date for which it counts; null if it corrects a figure that no longer counts
 */
export const take = (tally: Tally, contribution: Contribution, position: string): string | null => {
  switch (contribution.mode) {
    case 'add':
      addTo(tally.sums, contribution.measure, monthOf(contribution.at), contribution.amount);
      return contribution.at;
    case 'latest': {
      const { at, amount: value, figureId = null, until } = contribution;
      const untilMonth = until === undefined ? null : monthOf(until);
      setIn(tally.dated, contribution.measure, { month: monthOf(at), at, position, figureId, untilMonth, value });
      return at;
    }
    case 'correct': {
      const figure = tally.dated.get(contribution.measure)?.find((dated) => dated.figureId === contribution.figureId);
      if (!figure) return null;
      figure.value = contribution.amount;
      return figure.at;
    }
  }
};

const addTo = (sums: Map<string, number[]>, measure: string, month: Month, amount: number): void => {
  const cells = sums.get(measure);
  if (!cells) {
    sums.set(measure, [month, amount]);
    return;
  }
  let i = cells.length - 2;
  while (i >= 0 && (cells[i] ?? 0) > month) i -= 2;
  if (i >= 0 && cells[i] === month) cells[i + 1] = (cells[i + 1] ?? 0) + amount;
  else cells.splice(i + 2, 0, month, amount);
};

const setIn = (all: Map<string, Dated[]>, measure: string, next: Dated): void => {
  const values = all.get(measure);
  if (!values) {
    all.set(measure, [next]);
    return;
  }
  const rival = values.findIndex(({ month, untilMonth }) => month === next.month && untilMonth === next.untilMonth);
  const beaten = values[rival];
  if (beaten && isLater(beaten, next)) return;
  if (beaten) values.splice(rival, 1);
  values.splice(values.findLastIndex((value) => isLater(next, value)) + 1, 0, next);
};

const isLater = (a: Dated, b: Dated): boolean => a.at > b.at || (a.at === b.at && a.position > b.position);

/** The sum up to and including a month; null if nothing was ever recorded by then. */
export const stockAt = (tally: Tally, measure: string, month: Month): number | null => flowIn(tally, measure, 0, month);

/** The sum of the months `from` to `to`; null if nothing was ever recorded up to `to`. */
export const flowIn = (tally: Tally, measure: string, from: Month, to: Month): number | null => {
  const cells = tally.sums.get(measure);
  if (!cells || (cells[0] ?? to) > to) return null;
  let sum = 0;
  for (let i = 0; i < cells.length && (cells[i] ?? 0) <= to; i += 2) {
    if ((cells[i] ?? 0) >= from) sum += cells[i + 1] ?? 0;
  }
  return sum;
};

/** The latest value that holds in month `to` and is of month `from` or later; null if there is none. */
export const latestIn = (tally: Tally, measure: string, from: Month, to: Month): Readonly<Dated> | null =>
  tally.dated
    .get(measure)
    ?.findLast(({ month, untilMonth }) => month >= from && month <= to && (untilMonth ?? to) >= to) ?? null;

type DatedRow = readonly [at: string, position: string, value: number, figureId: string | null, until: Month | null];

/** A tally as plain JSON, the same for equal tallies. */
export type TallyRow = {
  readonly sums: { readonly [measure: string]: readonly number[] };
  readonly dated: { readonly [measure: string]: readonly DatedRow[] };
};

const inOrder = <V>(map: ReadonlyMap<string, V>): (readonly [string, V])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export const tallyToRow = (tally: Tally): TallyRow => ({
  sums: Object.fromEntries(inOrder(tally.sums).map(([measure, cells]) => [measure, [...cells]])),
  dated: Object.fromEntries(
    inOrder(tally.dated).map(([measure, values]) => [
      measure,
      values.map((v) => [v.at, v.position, v.value, v.figureId, v.untilMonth]),
    ]),
  ),
});

export const tallyFromRow = (row: TallyRow): Tally => ({
  sums: new Map(Object.entries(row.sums).map(([measure, cells]) => [measure, [...cells]])),
  dated: new Map(
    Object.entries(row.dated).map(([measure, values]) => [
      measure,
      values.map(([at, position, value, figureId, untilMonth]) => ({
        month: monthOf(at),
        at,
        position,
        figureId,
        untilMonth,
        value,
      })),
    ]),
  ),
});
