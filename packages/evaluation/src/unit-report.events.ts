/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, count, id, name, plainDate, reason, source, text } from '@sohoi/fields';
import { z } from 'zod';
import { bodyInUnit } from './body.events.js';

/** A value of an indicator: finite, 0 to 10^12, in the unit of measure that stands beside it. */
export const figure = z.number().min(0).max(1e12);

/** What a value is measured in: "người", "%", "hộ", "đồng". */
export const unitOfMeasure = text(50);

export const unitReportEvents = {
  ActivityHeld: {
    schemaVersion: 1,
    schema: z.strictObject({
      activityId: id,
      ...bodyInUnit,
      name,
      /** `joint` (with other organisations), `thematic`, `member-meeting`, or a code of one's own. */
      activityKind: code,
      participants: count.optional(),
      source: source.optional(),
      at: plainDate,
    }),
  },
  TargetSet: {
    schemaVersion: 1,
    schema: z.strictObject({
      targetId: id,
      ...bodyInUnit,
      indicator: code,
      value: figure,
      unit: unitOfMeasure,
      from: plainDate,
      to: plainDate,
      source,
      at: plainDate,
    }),
  },
  /** A figure as reported, about the time `from`–`to` where the report says so. */
  FigureReported: {
    schemaVersion: 1,
    schema: z.strictObject({
      figureId: id,
      ...bodyInUnit,
      indicator: code,
      value: figure,
      unit: unitOfMeasure,
      source,
      note: reason.optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
      at: plainDate,
    }),
  },
  /** `figureId`, `unit` and `figureAt` (its `at`) are those of the figure corrected; `oldValue` is what counted until now. */
  FigureCorrected: {
    schemaVersion: 1,
    schema: z.strictObject({
      figureId: id,
      ...bodyInUnit,
      indicator: code,
      oldValue: figure,
      value: figure,
      unit: unitOfMeasure,
      figureAt: plainDate,
      reason,
      source,
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;

export type UnitReportEvent = EventOf<typeof unitReportEvents>;
