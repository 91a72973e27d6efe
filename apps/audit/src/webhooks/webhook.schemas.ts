import { topics } from '@sohoi/access/events';
import { publicEvents, typeOf } from '@sohoi/contracts';
import { id } from '@sohoi/fields';
import { z } from 'zod';
import { feedTopic, lastEventId } from '../feed/feed.schemas.js';

const known = [...publicEvents.values()].map(typeOf);

const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return ['https:', 'http:'].includes(protocol) && username === '' && password === '' && hash === '';
};

export const newWebhook = z
  .strictObject({
    id: id.optional(),
    url: z.string().min(1).max(2000).refine(isAddress, { error: 'webhook-url' }),
    topic: feedTopic,
    types: z
      .array(z.enum(known))
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Only these types; absent: all of the topic.' }),
    unit: id.optional().meta({ description: 'Only what names this unit, a chapter of it, or what lies below.' }),
    from: z
      .union([z.enum(['now', 'beginning']), lastEventId], { error: 'webhook-from' })
      .default('now')
      .meta({ description: 'Only events behind now, all from the first, or those behind this one.' }),
  })
  .meta({ example: { url: 'https://hoi-vien.example/so-hoi', topic: 'membership', from: 'beginning' } });

export const resetTo = z
  .strictObject({
    lastEventId: lastEventId.nullable().meta({ description: 'What lies behind it is sent; null: all from the first.' }),
  })
  .meta({ example: { lastEventId: null } });

export const noBody = z.strictObject({}).meta({ example: {} });

export const lettersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^\d{20}(-\d{20})?$/, { error: 'sequence' })
    .optional()
    .meta({ description: '`next` of the page before.' }),
});

export const sequence = z.string().regex(/^\d{20}(-\d{20})?$/, { error: 'sequence' });

const webhook = z.object({
  id,
  owner: z.string(),
  url: z.string(),
  topic: z.enum(topics),
  types: z.array(z.string()).nullable(),
  unit: id.nullable(),
  createdAt: z.iso.datetime(),
  state: z.enum(['unverified', 'active', 'paused']),
  reason: z.string().nullable().meta({ description: 'Why it is paused, where nobody asked for that.' }),
  sequence: z
    .string()
    .nullable()
    .meta({ description: 'Of the last event behind which it is; null: before the first.' }),
  delivered: z.int(),
  deliveredAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  attempts: z.int().meta({ description: 'In vain, of the message that is due.' }),
  nextAt: z.iso.datetime().nullable().meta({ description: 'When it is tried again, if the last try was in vain.' }),
  lastError: z.string().nullable(),
  formerSecretUntil: z.iso.datetime().nullable(),
});
export type ShownWebhook = z.infer<typeof webhook>;

const shown: ShownWebhook = {
  ...{ id: '0197a7c0-0000-7000-8000-00000000f001', owner: 'hoi-vien-service', url: 'https://hoi-vien.example/so-hoi' },
  ...{ topic: 'membership', types: null, unit: null, createdAt: '2026-03-08T02:00:00.000Z', state: 'active' },
  ...{ reason: null, sequence: '00000000000000000042', delivered: 17, deliveredAt: '2026-03-08T03:00:00.000Z' },
  ...{ failingSince: null, attempts: 0, nextAt: null, lastError: null, formerSecretUntil: null },
};
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwCF9q4sk2hLY=';

export const webhookAnswer = z.object({ data: webhook }).meta({ example: { data: shown } });
export const webhooksAnswer = z.object({ data: z.array(webhook) }).meta({ example: { data: [shown] } });
export const secretAnswer = z
  .object({
    data: webhook,
    secret: z.string().meta({ description: 'By which messages are signed (Standard Webhooks); shown here alone.' }),
  })
  .meta({ example: { data: { ...shown, state: 'unverified' }, secret } });

const letter = z.object({
  sequence: z.string(),
  eventId: id,
  type: z.string(),
  diedAt: z.iso.datetime(),
  attempts: z.int(),
  reason: z.string(),
});
export type ShownLetter = z.infer<typeof letter>;

const dead: ShownLetter = {
  ...{ sequence: '00000000000000000040', eventId: '0197a7c0-0000-7000-8000-00000000e001' },
  ...{ type: 'vn.vwu.member.ended.v1', diedAt: '2026-03-08T02:30:00.000Z', attempts: 5, reason: 'HTTP 422' },
};
export const lettersAnswer = z
  .object({ data: z.array(letter), next: z.string().nullable() })
  .meta({ example: { data: [dead], next: null } });
