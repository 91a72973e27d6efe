import type { RequestKind } from './request-kind.js';
import { daysAfter } from './plain-days.js';
import { workingDayFrom, workingDaysAfter } from './working-days.js';
import type { WorkingCalendar } from './working-days.js';

/** Working days within which a person is answered. Source: Decree 356/2025, on the rights of persons. */
export const REPLY_WORKING_DAYS = 2;

/**
 * Calendar days within which a request is carried out or refused. Source: Decree 356/2025: restriction and objection
 * 15 days; all rights 10 to 20 days. That seeing and correcting have 10 and erasure 20 is read from a table whose
 * row was cut off: the shorter and the longer end of what is certain.
 */
export const COMPLETION_DAYS: { readonly [K in RequestKind]: number } = {
  access: 10,
  correction: 10,
  restriction: 15,
  objection: 15,
  erasure: 20,
};

/** Calendar days by which a term may be extended, once. Source: Decree 356/2025. */
export const EXTENSION_DAYS = 15;

/** The last days, `yyyy-mm-dd`, on which the person may be answered and the request be carried out. */
export type Clocks = { readonly replyBy: string; readonly completeBy: string };

export const clocksOf = (kind: RequestKind, receivedAt: string, calendar: WorkingCalendar): Clocks => ({
  replyBy: workingDaysAfter(receivedAt, REPLY_WORKING_DAYS, calendar),
  completeBy: termFrom(receivedAt, COMPLETION_DAYS[kind], calendar),
});

/**
 * The last day of a term of calendar days. The first day is not counted; a term that would end on a day off ends with
 * the next working day. Source: Civil Code 91/2015/QH13, art. 147 (2) and 148 (5).
 */
export const termFrom = (day: string, days: number, calendar: WorkingCalendar): string =>
  workingDayFrom(daysAfter(day, days), calendar);
