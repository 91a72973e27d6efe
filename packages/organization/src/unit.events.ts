/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { count, id, legalAct, name, plainDate, reason, source, text } from '@sohoi/fields';
import { z } from 'zod';
import { unitLevel } from './body.js';
import { postEvents } from './post.events.js';

export const unitOwnEvents = {
  UnitEstablished: {
    schemaVersion: 1,
    schema: z.strictObject({
      unitId: id,
      /** Null for the central unit only. */
      parentId: id.nullable(),
      level: unitLevel,
      /** As in the official list of units: Tỉnh, Thành phố, Phường, Xã, … */
      kind: text(50),
      name,
      /** Code of the official list of units. */
      code: text(20).nullable(),
      legalAct: legalAct.optional(),
      at: plainDate,
    }),
  },
  UnitRenamed: {
    schemaVersion: 1,
    schema: z.strictObject({ unitId: id, name, legalAct: legalAct.optional(), at: plainDate }),
  },
  /** `from` and `to` are the parent units. */
  UnitMoved: {
    schemaVersion: 1,
    schema: z.strictObject({ unitId: id, from: id, to: id, legalAct: legalAct.optional(), at: plainDate }),
  },
  UnitDissolved: {
    schemaVersion: 1,
    schema: z.strictObject({
      unitId: id,
      parentId: id.nullable(),
      reason,
      legalAct: legalAct.optional(),
      at: plainDate,
    }),
  },
  /** Who goes on after a dissolved unit; a later list takes the place of an earlier one. */
  UnitSucceeded: {
    schemaVersion: 1,
    schema: z.strictObject({
      unitId: id,
      successorIds: z.array(id).min(1).max(20),
      legalAct: legalAct.optional(),
      at: plainDate,
    }),
  },
  /** Women aged 18 and over who live in the unit's area: the denominator of the share gathered. */
  WomenCounted: {
    schemaVersion: 1,
    schema: z.strictObject({ unitId: id, count, source: source.optional(), at: plainDate }),
  },
} as const satisfies EventCatalog;

/** Everything in a stream `unit-…`. */
export const unitEvents = { ...unitOwnEvents, ...postEvents } as const satisfies EventCatalog;
export type UnitEvent = EventOf<typeof unitEvents>;
