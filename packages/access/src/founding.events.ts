/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { plainDate } from '@sohoi/fields';
import { z } from 'zod';
import { actorId } from './right.js';

export const foundingEvents = {
  /** For whom the ledger is founded; her rights are events of their own. */
  LedgerFounded: { schemaVersion: 1, schema: z.strictObject({ actorId, at: plainDate }) },
} as const satisfies EventCatalog;
export type FoundingEvent = EventOf<typeof foundingEvents>;
