import { expect, it } from '@jest/globals';
import { createMetrics } from '@sohoi/nest';
import type { WebhookCounts, Webhooks } from '@sohoi/webhooks';
import { WebhookMetrics } from './webhook.metrics.js';

const counts = { unverified: 1, active: 3, paused: 0, failing: 2, failingSeconds: 90, deadLetters: 7 };

/** What is told where the database answers so. */
const told = async (answer: () => Promise<WebhookCounts>) => {
  const metrics = createMetrics();
  const webhooks = new WebhookMetrics(metrics, { counts: answer } as unknown as Webhooks);
  webhooks.sent({ kind: 'taken', text: '' });
  webhooks.sent({ kind: 'away', reason: 'HTTP 500' });
  webhooks.sent({ kind: 'away', reason: 'HTTP 500' });
  const text = await metrics.registry.metrics();
  return text.split('\n').filter((line) => line.startsWith('sohoi_webhook'));
};

const sent = [
  'sohoi_webhook_messages_total{outcome="taken"} 1',
  'sohoi_webhook_messages_total{outcome="refused"} 0',
  'sohoi_webhook_messages_total{outcome="gone"} 0',
  'sohoi_webhook_messages_total{outcome="away"} 2',
];

it('tells how it stands with all webhooks, by one look at the database, and what became of messages', async () => {
  let looks = 0;
  const lines = await told(() => Promise.resolve((looks += 1)).then(() => counts));
  expect(lines).toEqual([
    ...sent,
    'sohoi_webhooks{state="unverified"} 1',
    'sohoi_webhooks{state="active"} 3',
    'sohoi_webhooks{state="paused"} 0',
    ...['sohoi_webhooks_failing 2', 'sohoi_webhook_failing_seconds 90', 'sohoi_webhook_dead_letters 7'],
  ]);
  expect(looks).toBe(1);
});

it('shows nothing of what the database does not tell', async () => {
  const lines = await told(() => Promise.reject(new Error('away')));
  expect(lines).toEqual(expect.arrayContaining(sent));
  expect(lines.filter((line) => line.startsWith('sohoi_webhooks'))).toEqual([]);
});
