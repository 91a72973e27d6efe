import { record, reject, sameData } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import type { PublishHolidays } from './holidays.commands.js';
import { holidaysEvents } from './holidays.events.js';
import type { HolidaysEvent } from './holidays.events.js';
import { weekdayOf } from './plain-days.js';
import type { WorkingCalendar } from './working-days.js';

/** What was published last for a year; null before the first publication. */
export type HolidaysState = HolidaysEvent['data'] | null;

export type HolidaysRejection =
  | { readonly code: 'DayOutsideYear'; readonly day: string; readonly year: number }
  | { readonly code: 'DayGivenTwice'; readonly day: string }
  | { readonly code: 'NoDayOfRest'; readonly day: string };

const byDay = <T extends { readonly day: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.day < b.day ? -1 : 1));

/** The days off of a calendar year beside the fixed ones; a later publication replaces an earlier one. */
export const holidays: Decider<HolidaysState, PublishHolidays, HolidaysEvent, HolidaysRejection> = {
  initial: null,
  decide: ({ data }, state) => {
    const { year } = data;
    const given = [...data.days.map(({ day }) => day), ...data.workingDays];
    const outside = given.find((day) => !day.startsWith(`${year}-`));
    if (outside !== undefined) return reject({ code: 'DayOutsideYear', day: outside, year });
    const twice = given.find((day, n) => given.indexOf(day) !== n);
    if (twice !== undefined) return reject({ code: 'DayGivenTwice', day: twice });
    const weekday = data.workingDays.find((day) => weekdayOf(day) < 5);
    if (weekday !== undefined) return reject({ code: 'NoDayOfRest', day: weekday });
    const published = { ...data, days: byDay(data.days), workingDays: [...data.workingDays].sort() };
    return sameData(state, published) ? record() : record({ type: 'HolidaysPublished', data: published });
  },
  evolve: (_state, { data }) => data,
};

export const holidaysStream = { category: 'holidayCalendar', catalog: holidaysEvents, decider: holidays } as const;

/** One calendar of what was published for some years; a year without a publication has its fixed holidays only. */
export const calendarOf = (years: readonly HolidaysState[]): WorkingCalendar => ({
  daysOff: years.flatMap((year) => year?.days.map(({ day }) => day) ?? []),
  workingDays: years.flatMap((year) => year?.workingDays ?? []),
});
