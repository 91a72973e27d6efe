/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, plainDate, reason, vnd } from '@sohoi/fields';
import { z } from 'zod';
import { body, post } from './body.js';

/** One holding of one post by one person; `unitId` is the unit itself or the unit of the chapter. */
const holding = { holdingId: id, body, unitId: id, personId: id, post };

const taken = z.strictObject({
  ...holding,
  fullName: name,
  partyMember: z.boolean(),
  gender: z.enum(['female', 'male']),
  at: plainDate,
});

/** Events of posts; they stand in the stream of the unit or the chapter whose post it is. */
export const postEvents = {
  PostHolderElected: { schemaVersion: 1, schema: taken },
  PostHolderAppointed: { schemaVersion: 1, schema: taken },
  /** Ends the allowance too, if there was one. */
  PostHolderRelieved: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...holding,
      partyMember: z.boolean(),
      hadAllowance: z.boolean(),
      reason,
      at: plainDate,
    }),
  },
  /** `amount` is đồng a month. A second grant to the same holding replaces the first. */
  AllowanceGranted: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...holding,
      amount: vnd,
      source: z.enum(['localBudget', 'otherLawfulRevenue']),
      at: plainDate,
    }),
  },
  AllowanceStopped: {
    schemaVersion: 1,
    schema: z.strictObject({ ...holding, reason, at: plainDate }),
  },
  PostHolderJoinedParty: {
    schemaVersion: 1,
    schema: z.strictObject({ ...holding, at: plainDate }),
  },
} as const satisfies EventCatalog;
export type PostEvent = EventOf<typeof postEvents>;
