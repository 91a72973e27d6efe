/** Months since year 0, so that months compare and subtract across years. */
export type Month = number;

const ZERO = 48;
const digit = (text: string, at: number): number => text.charCodeAt(at) - ZERO;

/** The month of a plain date `yyyy-mm-dd` (or of `yyyy-mm`). */
export const monthOf = (date: string): Month =>
  (digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3)) * 12 +
  digit(date, 5) * 10 +
  digit(date, 6) -
  1;

/** `yyyy-mm`. */
export const monthText = (month: Month): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;

/** Number of half-years (from January, from July) that begin in these months, both inclusive. */
export const halfYearsIn = (from: Month, to: Month): number => Math.floor(to / 6) - Math.floor((from - 1) / 6);
