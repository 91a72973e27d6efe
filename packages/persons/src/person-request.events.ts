/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, personal, plainDate, reason, text } from '@sohoi/fields';
import { z } from 'zod';
import { legalGround } from './legal-grounds.js';
import { requestKind } from './request-kind.js';

/** How the request came in. */
export const requestChannel = z.enum(['in-person', 'by-post', 'electronic']);
export type RequestChannel = z.infer<typeof requestChannel>;

/** Opaque id of the person or service that acted. */
const by = text(200);

/** The request, whom it is about, and the unit that answers. */
const request = { requestId: id, personId: id, unitId: id };

const personsText = (max: number) => personal(text(max), 'personId');

export const personRequestEvents = {
  RequestReceived: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...request,
      kind: requestKind,
      channel: requestChannel,
      /** In the person's own words. */
      wish: personsText(2000),
      replyBy: plainDate,
      completeBy: plainDate,
      receivedBy: by,
      at: plainDate,
    }),
  },
  RequestAcknowledged: { schemaVersion: 1, schema: z.strictObject({ ...request, by, at: plainDate }) },
  RequestExtended: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...request,
      completeBy: plainDate,
      reason: personal(reason, 'personId'),
      by,
      at: plainDate,
    }),
  },
  RequestGranted: {
    schemaVersion: 1,
    schema: z.strictObject({ ...request, kind: requestKind, legalGround, by, at: plainDate }),
  },
  RequestRefused: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...request,
      kind: requestKind,
      legalGround,
      reason: personal(reason, 'personId'),
      by,
      at: plainDate,
    }),
  },
  RequestCompleted: { schemaVersion: 1, schema: z.strictObject({ ...request, by, at: plainDate }) },
  /** Over without a decision: nothing is held any more. Without any text, since the person's key is destroyed. */
  RequestLapsed: {
    schemaVersion: 1,
    schema: z.strictObject({ ...request, reason: z.enum(['person-erased']), by, at: plainDate }),
  },
  RequestWithdrawn: { schemaVersion: 1, schema: z.strictObject({ ...request, by, at: plainDate }) },
} as const satisfies EventCatalog;
export type PersonRequestEvent = EventOf<typeof personRequestEvents>;
