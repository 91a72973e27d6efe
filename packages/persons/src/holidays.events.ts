/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, plainDate, source } from '@sohoi/fields';
import { z } from 'zod';

/** A calendar year. */
export const calendarYear = z.int().min(1900).max(2100);

export const holiday = z.strictObject({ day: plainDate, name });
export type Holiday = z.infer<typeof holiday>;

export const holidaysEvents = {
  /** The whole of a year anew: a later publication replaces an earlier one. */
  HolidaysPublished: {
    schemaVersion: 1,
    schema: z.strictObject({
      /** The unit that published it, the highest one. */
      unitId: id,
      year: calendarYear,
      /** Days off beside the fixed ones, those in lieu among them; in order. */
      days: z.array(holiday).max(60),
      /** Saturdays and Sundays to be worked; in order. */
      workingDays: z.array(plainDate).max(60),
      source,
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;
export type HolidaysEvent = EventOf<typeof holidaysEvents>;
