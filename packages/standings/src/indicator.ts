import { flowIn, latestIn, stockAt } from './tally.js';
import type { Tally } from './tally.js';
import type { Month } from './month.js';

/** The months of a period, both inclusive. */
export type Months = { readonly from: Month; readonly to: Month };

/**
 * How an indicator reads a measure: `stock`, what stands at the period's end; `flow`, what came in the period; `latest`,
 * the last known value; `inPeriod`, the last value of the period; `since`, what came since the date of another measure.
 */
export type Reads =
  | { readonly measure: string; readonly as: 'stock' | 'flow' | 'latest' | 'inPeriod' }
  | { readonly measure: string; readonly as: 'since'; readonly since: string };

export type MeasureValue = number | null;

export type Indicator = {
  readonly name: { readonly vi: string; readonly en: string };
  /** `share` is 0 to 1, `yes/no` is 1 or 0. */
  readonly unit: 'share' | 'count' | 'yes/no' | 'as reported';
  readonly reads: readonly Reads[];
  /** Null: not known, so no score; never the same as zero. */
  readonly formula: (values: readonly MeasureValue[], months: Months) => number | null;
  /** Of `reads` those by which it can be raised, one at a time, as things stand; absent: the first. */
  readonly levers?: (values: readonly MeasureValue[]) => readonly number[];
};

/** The first and last month in which a reading can be affected; null where the measure it depends on is unknown. */
export const windowOf = (tally: Tally, reads: Reads, { from, to }: Months): Months | null => {
  switch (reads.as) {
    case 'stock':
    case 'latest':
      return { from: 0, to };
    case 'flow':
    case 'inPeriod':
      return { from, to };
    case 'since': {
      const start = latestIn(tally, reads.since, 0, to);
      return start && { from: start.month, to };
    }
  }
};

export const readMeasure = (tally: Tally, reads: Reads, months: Months): MeasureValue => {
  switch (reads.as) {
    case 'stock':
      return stockAt(tally, reads.measure, months.to);
    case 'flow':
      return flowIn(tally, reads.measure, months.from, months.to);
    case 'latest':
      return latestIn(tally, reads.measure, 0, months.to)?.value ?? null;
    case 'inPeriod':
      return latestIn(tally, reads.measure, months.from, months.to)?.value ?? null;
    case 'since': {
      const window = windowOf(tally, reads, months);
      return window && flowIn(tally, reads.measure, window.from, window.to);
    }
  }
};

export const stock = (measure: string): Reads => ({ measure, as: 'stock' });
export const flow = (measure: string): Reads => ({ measure, as: 'flow' });
export const lastKnown = (measure: string): Reads => ({ measure, as: 'latest' });
export const inPeriod = (measure: string): Reads => ({ measure, as: 'inPeriod' });
export const since = (since: string, measure: string): Reads => ({ measure, as: 'since', since });
