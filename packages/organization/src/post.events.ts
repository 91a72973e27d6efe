/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, personal, plainDate, reason, vnd } from '@sohoi/fields';
import { z } from 'zod';
import { body, post } from './body.js';

/** One holding of one post by one person; `unitId` is the unit itself or the unit of the chapter. */
const holding = { holdingId: id, body, unitId: id, personId: id, post };

/** What is the holder's own; `personId` stands beside it. */
const fullName = personal(name, 'personId');
const remark = personal(reason, 'personId');

/** Left out where the holder is erased: no key is left to seal it with, and the post becomes vacant all the same. */
const remarkIfKept = remark.optional();

/** Data of schema version 1 were recorded in the clear, and are data of version 2 as they are. */
const lifted = { schemaVersion: 2, upcasters: { 1: (data: unknown) => data } } as const;

const taken = z.strictObject({
  ...holding,
  fullName,
  partyMember: z.boolean(),
  gender: personal(z.enum(['female', 'male']), 'personId'),
  at: plainDate,
});

/** Events of posts; they stand in the stream of the unit or the chapter whose post it is. */
export const postEvents = {
  PostHolderElected: { ...lifted, schema: taken },
  PostHolderAppointed: { ...lifted, schema: taken },
  PostHolderNameCorrected: {
    schemaVersion: 1,
    schema: z.strictObject({ ...holding, fullName, reason: remark, at: plainDate }),
  },
  /** Ends the allowance too, if there was one. */
  PostHolderRelieved: {
    ...lifted,
    schema: z.strictObject({
      ...holding,
      partyMember: z.boolean(),
      hadAllowance: z.boolean(),
      reason: remarkIfKept,
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
    ...lifted,
    schema: z.strictObject({ ...holding, reason: remarkIfKept, at: plainDate }),
  },
  PostHolderJoinedParty: {
    schemaVersion: 1,
    schema: z.strictObject({ ...holding, at: plainDate }),
  },
} as const satisfies EventCatalog;
export type PostEvent = EventOf<typeof postEvents>;
