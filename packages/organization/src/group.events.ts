/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, name, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';

export const groupEvents = {
  /** `unitId` is the commune of the chapter. */
  GroupEstablished: {
    schemaVersion: 1,
    schema: z.strictObject({ groupId: id, chapterId: id, unitId: id, name, at: plainDate }),
  },
  GroupClosed: {
    schemaVersion: 1,
    schema: z.strictObject({ groupId: id, chapterId: id, unitId: id, reason, at: plainDate }),
  },
} as const satisfies EventCatalog;
export type GroupEvent = EventOf<typeof groupEvents>;
