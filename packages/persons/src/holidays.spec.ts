import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { specOf } from '@sohoi/decider/testing';
import { calendarOf, holidays } from './holidays.decider.js';
import type { PublishHolidays } from './holidays.commands.js';
import type { HolidaysEvent } from './holidays.events.js';

const { given } = specOf(holidays);

const year = {
  unitId: 'u1',
  year: 2026,
  days: [
    { day: '2026-02-16', name: 'Tết' },
    { day: '2026-02-17', name: 'Tết' },
  ],
  workingDays: ['2026-02-28'],
  source: { title: 'Thông báo ví dụ' },
  at: '2025-12-01',
};
const publish = (over: Partial<PublishHolidays['data']> = {}): PublishHolidays => ({
  type: 'PublishHolidays',
  data: { ...year, ...over },
});
const published: HolidaysEvent = { type: 'HolidaysPublished', data: year };

describe('the days off of a year', () => {
  it('are published in order, whatever order they came in', () => {
    given()
      .when(publish({ days: year.days.toReversed() }))
      .then(published);
  });

  it('published again say nothing new, and another list replaces the first', () => {
    given(published).when(publish()).then();
    const less = { ...year, days: [] };
    given(published)
      .when(publish({ days: [] }))
      .then({ type: 'HolidaysPublished', data: less });
    expect(fold(holidays, [published, { type: 'HolidaysPublished', data: less }])).toEqual(less);
  });

  it('are in that year, each once, and only weekends are worked in exchange', () => {
    given()
      .when(publish({ year: 2027 }))
      .thenRejected({ code: 'DayOutsideYear', day: '2026-02-16', year: 2027 });
    given()
      .when(publish({ workingDays: ['2026-02-28', '2026-02-28'] }))
      .thenRejected({ code: 'DayGivenTwice', day: '2026-02-28' });
    given()
      .when(publish({ workingDays: ['2026-02-27'] }))
      .thenRejected({ code: 'NoDayOfRest', day: '2026-02-27' });
  });

  it('make one calendar with those of the next year, and none where nothing was published', () => {
    expect(calendarOf([year, null])).toEqual({ daysOff: ['2026-02-16', '2026-02-17'], workingDays: ['2026-02-28'] });
    expect(calendarOf([null])).toEqual({ daysOff: [], workingDays: [] });
  });
});
