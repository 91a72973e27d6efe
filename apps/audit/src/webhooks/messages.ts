import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { CloudEvent } from '@sohoi/contracts';
import { SEALER } from '@sohoi/nest';
import type { Sealer } from '@sohoi/sealing';
import { receivers, secretText } from '@sohoi/webhooks';
import type { Networks, Outcome, Receivers, Webhook } from '@sohoi/webhooks';
import { NETWORKS } from './tokens.js';
import { WebhookMetrics } from './webhook.metrics.js';

const BATCH = 'application/cloudevents-batch+json';

/** Messages as a webhook is sent them, signed with its secret. */
@Injectable()
export class Messages implements OnApplicationShutdown {
  private readonly receivers: Receivers;

  constructor(
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NETWORKS) networks: Networks,
    @Inject(WebhookMetrics) private readonly metrics: WebhookMetrics,
  ) {
    this.receivers = receivers(networks);
  }

  onApplicationShutdown(): Promise<void> {
    return this.receivers.close();
  }

  /** The same events in the same order have the same id, however often they are sent. */
  async events(webhook: Webhook, events: readonly CloudEvent[]): Promise<Outcome> {
    const id = `${webhook.id}_${events[0]?.sequence}_${events.at(-1)?.sequence}`;
    const outcome = await this.send(webhook, id, BATCH, JSON.stringify(events));
    this.metrics.sent(outcome);
    return outcome;
  }

  /** Asks the receiver to say a word back, which only one that expects messages of ours does. */
  challenge(webhook: Webhook, challenge: string): Promise<Outcome> {
    const body = JSON.stringify({ type: 'webhook.challenge', challenge });
    return this.send(webhook, `${webhook.id}_${challenge}`, 'application/json', body);
  }

  /** The same on every call; it is kept nowhere. */
  secretOf({ id }: Webhook, generation: number): string {
    const half = (part: number): Buffer =>
      Buffer.from(this.sealer.index.hashOf(`webhook secret ${part}`, `${id} ${generation}`), 'base64url');
    return secretText(Buffer.concat([half(1), half(2)]));
  }

  private send(webhook: Webhook, id: string, contentType: string, body: string): Promise<Outcome> {
    const { url, generation, formerUntil } = webhook;
    const at = new Date();
    const former = formerUntil !== null && formerUntil > at ? [this.secretOf(webhook, generation - 1)] : [];
    const secrets = [this.secretOf(webhook, generation), ...former];
    return this.receivers.send({ url, id, at, body, contentType, secrets });
  }
}
