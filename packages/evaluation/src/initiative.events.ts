/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, id, name, plainDate, reason, source } from '@sohoi/fields';
import { z } from 'zod';
import { body, bodyInUnit } from './body.events.js';

/** Units and chapters in one initiative, at most, since its end names them all; a programme of the nation is launched by each province. */
export const MAX_ADOPTIONS = 10_000;

/**
 * The model that an initiative follows: `one-plus-one` ("1+1"), `three-have-three-know` ("3 có, 3 biết"),
 * `godmother` ("Mẹ đỡ đầu"), `border-companion` ("Đồng hành cùng phụ nữ biên cương"), `special-members`,
 * `strong-base`, or a unit's own code.
 */
export const model = code;

const ofInitiative = { initiativeId: id, model };

export const initiativeEvents = {
  InitiativeLaunched: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofInitiative,
      unitId: id,
      name,
      /** Being tried out, not yet for all. */
      pilot: z.boolean(),
      source: source.optional(),
      at: plainDate,
    }),
  },
  InitiativeAdopted: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofInitiative,
      ...bodyInUnit,
      source: source.optional(),
      /** Of an adoption reported after the end: the day of the end, which does not name this body. */
      endedAt: plainDate.optional(),
      at: plainDate,
    }),
  },
  /** Names all that had adopted it, so that a reader need not remember them. */
  InitiativeEnded: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofInitiative,
      unitId: id,
      adoptedBy: z.array(body).max(MAX_ADOPTIONS),
      reason,
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;

export type InitiativeEvent = EventOf<typeof initiativeEvents>;
