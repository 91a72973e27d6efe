import { daysAfter, weekdayOf } from './plain-days.js';

/** What was published beside the days that are the same every year; plain dates `yyyy-mm-dd`. */
export type WorkingCalendar = {
  /** Days off: the lunar new year, the Hùng Kings' day, the second day of the national day, days off in lieu. */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays worked in exchange for a bridging day. */
  readonly workingDays: readonly string[];
};

/**
 * Public holidays on the same day of every year, `mm-dd`: new year, victory day, labour day, national day.
 * Source: Labour Code 45/2019/QH14, art. 112 (1). The others follow the moon, or are set each year.
 */
export const FIXED_HOLIDAYS: readonly string[] = ['01-01', '04-30', '05-01', '09-02'];

const SATURDAY = 5;

/** A published working day prevails over all else, since it is published in order to do so. */
export const isWorkingDay = (day: string, { daysOff, workingDays }: WorkingCalendar): boolean =>
  workingDays.includes(day) ||
  (weekdayOf(day) < SATURDAY && !FIXED_HOLIDAYS.includes(day.slice(5)) && !daysOff.includes(day));

/** The day itself if it is a working day, else the next one. */
export const workingDayFrom = (day: string, calendar: WorkingCalendar): string => {
  let next = day;
  while (!isWorkingDay(next, calendar)) next = daysAfter(next, 1);
  return next;
};

/** The n-th working day after a day, which is itself not counted (Civil Code 91/2015/QH13, art. 147 (2)). */
export const workingDaysAfter = (day: string, n: number, calendar: WorkingCalendar): string => {
  let last = day;
  for (let counted = 0; counted < n; counted += 1) last = workingDayFrom(daysAfter(last, 1), calendar);
  return last;
};
