/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, personal, plainDate, reason, text } from '@sohoi/fields';
import { z } from 'zod';
import { legalGround } from './legal-grounds.js';

/** The person, and the unit that answers for what is done. */
const person = { personId: id, unitId: id };
const act = { by: text(200), at: plainDate };
const personsReason = personal(reason, 'personId');

/** None but `personId` may name anybody: these events are read when the person's key is gone. */
export const personEvents = {
  /** The act that destroys the key of the person; no event of this person follows it. */
  PersonErased: { schemaVersion: 1, schema: z.strictObject({ ...person, requestId: id, legalGround, ...act }) },
  /** A hold stopped an erasure that was granted: that grant will never be carried out, even when the hold ends. */
  ErasureStopped: {
    schemaVersion: 1,
    schema: z.strictObject({ ...person, requestId: id, holdId: id, legalGround, ...act }),
  },
  ProcessingRestricted: { schemaVersion: 1, schema: z.strictObject({ ...person, requestId: id, legalGround, ...act }) },
  RestrictionLifted: { schemaVersion: 1, schema: z.strictObject({ ...person, reason: personsReason, ...act }) },
  RetentionHoldPlaced: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...person,
      holdId: id,
      legalGround,
      /** The last day of the hold; null: until it is lifted. */
      until: plainDate.nullable(),
      reason: personsReason,
      ...act,
    }),
  },
  RetentionHoldLifted: {
    schemaVersion: 1,
    schema: z.strictObject({ ...person, holdId: id, reason: personsReason, ...act }),
  },
} as const satisfies EventCatalog;
export type PersonEvent = EventOf<typeof personEvents>;
