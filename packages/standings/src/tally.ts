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

/** Numbers for the names of measures, so that a tally holds numbers only; one for all tallies of a fold. */
export type MeasureNames = { readonly numbers: Map<string, number>; readonly names: string[] };

export const emptyNames = (): MeasureNames => ({ numbers: new Map(), names: [] });

const numberOf = ({ numbers, names }: MeasureNames, measure: string): number => {
  const known = numbers.get(measure);
  if (known !== undefined) return known;
  numbers.set(measure, names.length);
  return names.push(measure) - 1;
};

/**
 * What is known of one subject: sums by measure and month, and dated values, one a month. Exact for periods of whole
 * months, in whatever order reports arrive, and as large as months times measures, however many events there are.
 * The sums are one flat list, key, amount, key, amount …, with rising keys (measure × `MONTHS` + month): for hundreds of
 * thousands of subjects, one list is what the memory and the garbage collector can bear.
 */
export type Tally = { readonly measures: MeasureNames; readonly sums: number[]; dated: Map<string, Dated[]> | null };

/** More months than there are to the year 2700. */
const MONTHS = 32768;

export const emptyTally = (measures: MeasureNames = emptyNames()): Tally => ({ measures, sums: [], dated: null });

/**
 * Takes a contribution in, in place.
 * @returns the date for which it counts; null if it corrects a figure that no longer counts
 */
export const take = (tally: Tally, contribution: Contribution, position: string): string | null => {
  switch (contribution.mode) {
    case 'add':
      addTo(tally, contribution.measure, monthOf(contribution.at), contribution.amount);
      return contribution.at;
    case 'latest': {
      const { at, amount: value, figureId = null, until } = contribution;
      const untilMonth = until === undefined ? null : monthOf(until);
      setIn((tally.dated ??= new Map()), contribution.measure, {
        month: monthOf(at),
        at,
        position,
        figureId,
        untilMonth,
        value,
      });
      return at;
    }
    case 'correct': {
      const figure = tally.dated?.get(contribution.measure)?.find((dated) => dated.figureId === contribution.figureId);
      if (!figure) return null;
      figure.value = contribution.amount;
      return figure.at;
    }
  }
};

const addTo = ({ measures, sums }: Tally, measure: string, month: Month, amount: number): void => {
  const key = numberOf(measures, measure) * MONTHS + month;
  const i = placeOf(sums, key);
  if (sums[i] === key) sums[i + 1] = (sums[i + 1] ?? 0) + amount;
  else sums.splice(i, 0, key, amount);
};

/** The index of a key, or where it belongs. */
const placeOf = (sums: readonly number[], key: number): number => {
  let low = 0;
  let high = sums.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle << 1] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low << 1;
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
export const flowIn = ({ measures, sums }: Tally, measure: string, from: Month, to: Month): number | null => {
  const number = measures.numbers.get(measure);
  if (number === undefined) return null;
  const last = number * MONTHS + Math.min(to, MONTHS - 1);
  let sum: number | null = null;
  for (let i = placeOf(sums, number * MONTHS); (sums[i] ?? Infinity) <= last; i += 2) {
    sum = (sum ?? 0) + ((sums[i] ?? 0) >= number * MONTHS + from ? (sums[i + 1] ?? 0) : 0);
  }
  return sum;
};

/** The measures that were ever summed. */
export const summedIn = ({ measures: { names }, sums }: Tally): readonly string[] => [
  ...new Set(sums.flatMap((key, i) => (i % 2 === 0 ? [names[Math.floor(key / MONTHS)] ?? ''] : []))),
];

/** The latest value that holds in month `to` and is of month `from` or later; null if there is none. */
export const latestIn = (tally: Tally, measure: string, from: Month, to: Month): Readonly<Dated> | null =>
  tally.dated
    ?.get(measure)
    ?.findLast(({ month, untilMonth }) => month >= from && month <= to && (untilMonth ?? to) >= to) ?? null;

type DatedRow = readonly [at: string, position: string, value: number, figureId: string | null, until: Month | null];

/** A tally as plain JSON, the same for equal tallies; sums as month, amount, month, amount … */
export type TallyRow = {
  readonly sums: { readonly [measure: string]: readonly number[] };
  readonly dated: { readonly [measure: string]: readonly DatedRow[] };
};

export const tallyToRow = ({ measures: { names }, sums, dated }: Tally): TallyRow => {
  const byMeasure = new Map<string, number[]>();
  for (let i = 0; i < sums.length; i += 2) {
    const key = sums[i] ?? 0;
    const measure = names[Math.floor(key / MONTHS)] ?? '';
    const cells = byMeasure.get(measure) ?? [];
    byMeasure.set(measure, cells);
    cells.push(key % MONTHS, sums[i + 1] ?? 0);
  }
  return {
    sums: Object.fromEntries(inOrder(byMeasure)),
    dated: Object.fromEntries(
      inOrder(dated ?? new Map<string, Dated[]>()).map(([name, all]) => [name, all.map(rowOf)]),
    ),
  };
};

const inOrder = <V>(map: ReadonlyMap<string, V>): (readonly [string, V])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const rowOf = ({ at, position, value, figureId, untilMonth }: Dated): DatedRow => [
  at,
  position,
  value,
  figureId,
  untilMonth,
];

export const tallyFromRow = (row: TallyRow, measures: MeasureNames = emptyNames()): Tally => {
  const tally = emptyTally(measures);
  for (const [measure, cells] of Object.entries(row.sums)) {
    for (let i = 0; i < cells.length; i += 2) addTo(tally, measure, cells[i] ?? 0, cells[i + 1] ?? 0);
  }
  for (const [measure, values] of Object.entries(row.dated)) {
    tally.dated ??= new Map();
    tally.dated.set(measure, values.map(datedOf));
  }
  return tally;
};

const datedOf = ([at, position, value, figureId, untilMonth]: DatedRow): Dated => ({
  month: monthOf(at),
  at,
  position,
  figureId,
  untilMonth,
  value,
});
