import type { DeadLetter, Webhook } from '@sohoi/webhooks';
import type { FeedTopic } from '../feed/feed.schemas.js';
import type { ShownLetter, ShownWebhook } from './webhook.schemas.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const shownWebhook = (webhook: Webhook): ShownWebhook => ({
  id: webhook.id,
  owner: webhook.owner,
  url: webhook.url,
  topic: webhook.topic as FeedTopic,
  types: webhook.types && [...webhook.types],
  unit: webhook.unitId,
  createdAt: webhook.createdAt.toISOString(),
  state: webhook.state,
  reason: webhook.reason,
  sequence: webhook.position === '' ? null : webhook.position,
  delivered: webhook.delivered,
  deliveredAt: iso(webhook.deliveredAt),
  failingSince: iso(webhook.failingSince),
  attempts: webhook.attempts + webhook.refusals,
  nextAt: webhook.failingSince && webhook.state === 'active' ? iso(webhook.nextAt) : null,
  lastError: webhook.lastError,
  formerSecretUntil: iso(webhook.formerUntil),
});

export const shownLetter = ({ position, eventId, type, diedAt, attempts, reason }: DeadLetter): ShownLetter => ({
  sequence: position,
  eventId,
  type,
  diedAt: diedAt.toISOString(),
  attempts,
  reason,
});
