/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { actorId, right, rightTerms } from './right.js';

export const rightsEvents = {
  /** `by` is `actorId` in the founding only: nobody grants herself anything. */
  RightGranted: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...right.shape,
      actorId,
      by: actorId,
      reason: reason.optional(),
      at: plainDate,
    }),
  },
  RightWithdrawn: {
    schemaVersion: 1,
    schema: z.strictObject({
      rightId: id,
      actorId,
      role: rightTerms.role,
      unitId: rightTerms.unitId,
      by: actorId,
      reason,
      at: plainDate,
    }),
  },
  /** Tokens that were issued before the instant `notBefore` (UTC) are refused. */
  SessionsRevoked: {
    schemaVersion: 1,
    schema: z.strictObject({ actorId, by: actorId, reason, notBefore: z.iso.datetime(), at: plainDate }),
  },
} as const satisfies EventCatalog;
export type RightsEvent = EventOf<typeof rightsEvents>;
