/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, plainDate, text } from '@sohoi/fields';
import { z } from 'zod';
import { rubricRef } from './rubric.events.js';

/** A period's short name: `2023-H1`, `2023`, `2023-Q3`. */
export const periodCode = text(30);

export const periodEvents = {
  /** `from` is the first day of a month and `to` the last day of one, both inclusive. */
  PeriodOpened: {
    schemaVersion: 1,
    schema: z.strictObject({
      periodId: id,
      unitId: id,
      code: periodCode,
      name,
      from: plainDate,
      to: plainDate,
      /** By which rubric chapters and units are evaluated; null: they are not. */
      chapterRubric: rubricRef.nullable(),
      unitRubric: rubricRef.nullable(),
      at: plainDate,
    }),
  },
  /** No more scores are proposed; those on their way are still verified and published. */
  PeriodClosed: {
    schemaVersion: 1,
    schema: z.strictObject({ periodId: id, unitId: id, code: periodCode, at: plainDate }),
  },
} as const satisfies EventCatalog;

export type PeriodEvent = EventOf<typeof periodEvents>;
