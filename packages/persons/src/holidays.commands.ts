import { id, plainDate, source } from '@sohoi/fields';
import { z } from 'zod';
import { calendarYear, holiday } from './holidays.events.js';

export const publishHolidays = z
  .strictObject({
    unitId: id.meta({ description: 'The unit that publishes, of the central level' }),
    year: calendarYear,
    days: z.array(holiday).max(60),
    workingDays: z.array(plainDate).max(60).default([]),
    source,
    at: plainDate.meta({ description: 'The day of the publication; never in the future' }),
  })
  .meta({
    id: 'PublishHolidays',
    description: 'Publishes the days off of a year beside the fixed ones, and the weekends worked in exchange',
    example: {
      unitId: '0197a7c0-0000-7000-8000-0000000000a0',
      year: 2026,
      days: [{ day: '2026-02-17', name: 'Tết Nguyên đán (mùng 1)' }],
      workingDays: [],
      source: { title: 'Thông báo ví dụ về lịch nghỉ năm 2026' },
      at: '2025-12-01',
    },
  });

/** The bodies by command, for hosts and for documentation. */
export const holidaysCommandBodies = { PublishHolidays: publishHolidays } as const;

export type PublishHolidays = { readonly type: 'PublishHolidays'; readonly data: z.infer<typeof publishHolidays> };
