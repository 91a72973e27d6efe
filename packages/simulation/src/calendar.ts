/** The five years that are simulated: days from 0, 1 January 2021, and months from 0. */
export const FIRST_YEAR = 2021;
export const YEARS = 5;
export const MONTHS = YEARS * 12;
export const HALVES = YEARS * 2;

const two = (n: number): string => String(n).padStart(2, '0');

const lengthOf = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const dates: string[] = [];
const starts: number[] = [];
for (let month = 0; month < MONTHS; month += 1) {
  const year = FIRST_YEAR + Math.floor(month / 12);
  const ofYear = (month % 12) + 1;
  starts.push(dates.length);
  for (let day = 1; day <= lengthOf(year, ofYear); day += 1) dates.push(`${year}-${two(ofYear)}-${two(day)}`);
}
starts.push(dates.length);

/** The first day of a month; of the month after the last, the number of days. */
export const startOf = (month: number): number => starts[month] ?? 0;

/** `yyyy-mm-dd` of a day. */
export const dateOf = (day: number): string => dates[day] ?? '';

/** ISO 8601 instant in UTC with milliseconds. @param time in days, with the fraction of the day */
export const instantOf = (time: number): string => {
  const day = Math.floor(time);
  const ms = Math.floor((time - day) * 86_400_000);
  const s = Math.floor(ms / 1000);
  const clock = `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return `${dateOf(day)}T${clock}.${String(ms % 1000).padStart(3, '0')}Z`;
};

/** `2021-H1` of half-year 0. */
export const halfOf = (half: number): string => `${FIRST_YEAR + (half >> 1)}-H${(half & 1) + 1}`;
export const firstDayOf = (half: number): number => startOf(half * 6);
export const lastDayOf = (half: number): number => startOf(half * 6 + 6) - 1;
