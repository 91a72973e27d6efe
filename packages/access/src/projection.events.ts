/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { z } from 'zod';

const text = z.string().min(1).max(500);

export const projectionEvents = {
  /** A read model passes over an event that it could not be made from, in this and all later builds. */
  ProjectionEventSkipped: {
    schemaVersion: 1,
    schema: z.strictObject({
      projection: text,
      version: z.int().min(1),
      position: text,
      eventId: text,
      reason: text,
      /** The actor who decided; asked through the database, its login. */
      by: text,
    }),
  },
} as const satisfies EventCatalog;
export type ProjectionEvent = EventOf<typeof projectionEvents>;
