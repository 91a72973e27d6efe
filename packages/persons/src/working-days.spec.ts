import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clocksOf, termFrom } from './clocks.js';
import { daysAfter, weekdayOf } from './plain-days.js';
import { requestKind } from './request-kind.js';
import { isWorkingDay, workingDayFrom, workingDaysAfter } from './working-days.js';
import type { WorkingCalendar } from './working-days.js';

const none: WorkingCalendar = { daysOff: [], workingDays: [] };
/** Days as a calendar of another maker counts them. */
const utc = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

const number = fc.integer({ min: -25_000, max: 47_000 });
const day = number.map(utc);
const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  daysOff: fc.array(fc.integer({ min: 20_000, max: 20_060 }).map(utc), { maxLength: 30 }),
  workingDays: fc.array(fc.integer({ min: 20_000, max: 20_060 }).map(utc), { maxLength: 5 }),
});
const nearby = fc.integer({ min: 19_990, max: 20_070 }).map(utc);

describe('plain days', () => {
  it('are counted as every calendar counts them', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -4000, max: 4000 }), (n, days) => {
        expect(daysAfter(utc(n), days)).toBe(utc(n + days));
        expect(weekdayOf(utc(n))).toBe((new Date(n * 86_400_000).getUTCDay() + 6) % 7);
      }),
    );
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2000-03-01', -1, '2000-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i days make %s', (from, days, to) => {
    expect(daysAfter(from, days)).toBe(to);
  });
});

describe('working days', () => {
  it('leave out the weekend, and the holidays that are the same every year', () => {
    expect(workingDaysAfter('2026-04-28', 2, none)).toBe('2026-05-04');
    expect(workingDaysAfter('2026-11-20', 2, none)).toBe('2026-11-24');
  });

  it('leave out what was published, and count a Saturday that is worked in exchange', () => {
    const tet = { daysOff: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'], workingDays: [] };
    expect(workingDaysAfter('2026-02-13', 2, tet)).toBe('2026-02-24');
    expect(workingDaysAfter('2026-02-13', 2, { ...tet, workingDays: ['2026-02-14'] })).toBe('2026-02-23');
  });

  it('are worked when that was published, whatever else is said of the day', () => {
    expect(isWorkingDay('2026-05-01', { daysOff: ['2026-05-01'], workingDays: ['2026-05-01'] })).toBe(true);
  });

  it('end on a working day, with as many working days behind the first day as were asked for', () => {
    fc.assert(
      fc.property(nearby, fc.integer({ min: 1, max: 20 }), calendar, (from, n, days) => {
        const last = workingDaysAfter(from, n, days);
        let counted = 0;
        for (let d = daysAfter(from, 1); d <= last; d = daysAfter(d, 1)) counted += isWorkingDay(d, days) ? 1 : 0;
        expect(counted).toBe(n);
        expect(isWorkingDay(last, days)).toBe(true);
      }),
    );
  });

  it('make no term shorter when a day off is added', () => {
    fc.assert(
      fc.property(nearby, fc.integer({ min: 1, max: 10 }), calendar, nearby, (from, n, days, off) => {
        const more = { ...days, daysOff: [...days.daysOff, off] };
        expect(workingDaysAfter(from, n, more) >= workingDaysAfter(from, n, days)).toBe(true);
      }),
    );
  });
});

describe('the clocks of a request', () => {
  it.each([
    ['access', '2026-03-13'],
    ['correction', '2026-03-13'],
    ['restriction', '2026-03-18'],
    ['objection', '2026-03-18'],
    ['erasure', '2026-03-23'],
  ] as const)('give %s of 3 March 2026 until %s', (kind, completeBy) => {
    expect(clocksOf(kind, '2026-03-03', none)).toEqual({ replyBy: '2026-03-05', completeBy });
  });

  it('end a term that would end on a day off with the next working day', () => {
    expect(termFrom('2026-04-20', 10, none)).toBe('2026-05-04');
    expect(termFrom('2026-04-20', 10, { daysOff: ['2026-05-04'], workingDays: ['2026-05-02'] })).toBe('2026-05-02');
  });

  it('answer before they end, and never on a day off', () => {
    fc.assert(
      fc.property(fc.constantFrom(...requestKind.options), day, calendar, (kind, receivedAt, days) => {
        const { replyBy, completeBy } = clocksOf(kind, receivedAt, days);
        expect(replyBy > receivedAt).toBe(true);
        expect(completeBy >= daysAfter(receivedAt, 10)).toBe(true);
        expect([replyBy, completeBy].map((d) => workingDayFrom(d, days))).toEqual([replyBy, completeBy]);
      }),
    );
  });
});
