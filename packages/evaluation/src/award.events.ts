/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { id, legalAct, name, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { bodyInUnit } from './body.events.js';

export const awardEvents = {
  /** Titles change from year to year ("Đơn vị dẫn đầu", "Đơn vị xuất sắc"), so a title is text. */
  AwardGranted: {
    schemaVersion: 1,
    schema: z.strictObject({
      awardId: id,
      ...bodyInUnit,
      title: name,
      periodId: id.nullable(),
      decision: legalAct.optional(),
      at: plainDate,
    }),
  },
  /**
   * Emulation Law 06/2022/QH15, chapter VII: cancelled and taken back for false claims or wrong procedure. Names the
   * day of the grant, since it is the grant that no longer counts.
   */
  AwardRevoked: {
    schemaVersion: 1,
    schema: z.strictObject({ awardId: id, ...bodyInUnit, grantedAt: plainDate, reason, at: plainDate }),
  },
} as const satisfies EventCatalog;

export type AwardEvent = EventOf<typeof awardEvents>;
