/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { count, id, legalAct, name, plainDate, reason, source } from '@sohoi/fields';
import { z } from 'zod';
import { postEvents } from './post.events.js';

/** What a chapter's members have in common; a chapter is not always a territory. */
export const chapterBasis = z.enum(['residence', 'occupation', 'age', 'theme']);
export type ChapterBasis = z.infer<typeof chapterBasis>;

export const chapterOwnEvents = {
  /** `unitId` is the commune that the chapter belongs to. */
  ChapterEstablished: {
    schemaVersion: 1,
    schema: z.strictObject({
      chapterId: id,
      unitId: id,
      name,
      basis: chapterBasis,
      decision: legalAct.optional(),
      at: plainDate,
    }),
  },
  ChapterClosed: {
    schemaVersion: 1,
    schema: z.strictObject({ chapterId: id, unitId: id, reason, at: plainDate }),
  },
  /** Women aged 18 and over whom the chapter could gather. */
  ChapterWomenCounted: {
    schemaVersion: 1,
    schema: z.strictObject({ chapterId: id, unitId: id, count, source: source.optional(), at: plainDate }),
  },
} as const satisfies EventCatalog;

/** Everything in a stream `chapter-…`. */
export const chapterEvents = { ...chapterOwnEvents, ...postEvents } as const satisfies EventCatalog;
export type ChapterEvent = EventOf<typeof chapterEvents>;
