import { publicEvents, typeOf } from '@sohoi/contracts';
import { id } from '@sohoi/fields';
import { readQuery } from '@sohoi/nest';
import { topics } from '@sohoi/access/events';
import { z } from 'zod';

export const feedTopic = z.enum(topics);
export type FeedTopic = z.infer<typeof feedTopic>;

const known: ReadonlySet<string> = new Set([...publicEvents.values()].map(typeOf));

/** The last event that a client has: its `id`, or its `sequence`, which every engine of the log knows. */
export const lastEventId = z.union([z.guid(), z.string().regex(/^\d{20}(-\d{20})?$/)], { error: 'last-event-id' });

const types = z
  .string()
  .max(4000)
  .transform((text) => text.split(','))
  .refine((all) => all.every((type) => known.has(type)), { error: 'public-type' });

const filters = {
  atLeast: readQuery.shape.atLeast,
  types: types.optional().meta({ description: 'Only these types, with commas between.' }),
  unit: id.optional().meta({ description: 'Only what names this unit, a chapter of it, or what lies below.' }),
};

export const feedQuery = z.strictObject({
  lastEventId: lastEventId.optional().meta({ description: 'Only events behind this one; absent: from the first.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
  timeout: z.coerce.number().int().min(0).max(30_000).default(0).meta({
    description: 'So many milliseconds an answer without events is held back, until there is one.',
  }),
  subject: z
    .string()
    .regex(/^[A-Za-z]{1,40}\/[\w-]{1,80}$/, { error: 'subject' })
    .optional()
    .meta({ description: 'Only events of this subject, `member/<id>`.' }),
  ...filters,
});
export type FeedQuery = z.infer<typeof feedQuery>;

/** A token is good for five minutes; then the client comes again with a new one, and with the last id. */
const LASTS = 240_000;

export const streamQuery = z.strictObject({
  lastEventId: feedQuery.shape.lastEventId,
  timeout: z.coerce.number().int().min(0).max(LASTS).default(LASTS).meta({
    description: 'So many milliseconds it lasts at most; what is there by then is sent.',
  }),
  ...filters,
});
