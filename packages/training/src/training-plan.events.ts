/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, legalAct, name, plainDate, source } from '@sohoi/fields';
import { z } from 'zod';

/** A calendar year. */
export const year = z.int().min(1930).max(2200);

export const trainingPlanEvents = {
  /** A unit has a plan to train its officers over some years, e.g. Thanh Hóa's of 2022–2025. */
  TrainingPlanApproved: {
    schemaVersion: 1,
    schema: z.strictObject({
      planId: id,
      unitId: id,
      name,
      /** Who approved it, in words: usually the People's Committee, not the union. */
      approvedBy: name,
      fromYear: year,
      toYear: year,
      decision: legalAct.optional(),
      source: source.optional(),
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;

export type TrainingPlanEvent = EventOf<typeof trainingPlanEvents>;
