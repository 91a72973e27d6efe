import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@sohoi/nest';
import type { Metrics } from '@sohoi/nest';
import type { Outcome, WebhookCounts, Webhooks } from '@sohoi/webhooks';
import { Counter, Gauge } from 'prom-client';
import { WEBHOOKS } from './tokens.js';

const OUTCOMES: readonly Outcome['kind'][] = ['taken', 'refused', 'gone', 'away'];
const STATES = ['unverified', 'active', 'paused'] as const;

/** Milliseconds for the database to tell; of what it does not tell nothing is shown. */
const PATIENCE = 5_000;

/** How it stands with the webhooks of all services: labels name no service and no address. */
@Injectable()
export class WebhookMetrics {
  private readonly messages: Counter<'outcome'>;

  constructor(@Inject(METRICS) { registry }: Metrics, @Inject(WEBHOOKS) webhooks: Webhooks) {
    const registers = [registry];
    this.messages = new Counter({
      name: 'sohoi_webhook_messages_total',
      help: 'Messages with events that this process sent, by what became of them.',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of OUTCOMES) this.messages.inc({ outcome }, 0);

    // All gauges are read at once, each waits for the one look at the database.
    let looking: Promise<void> | undefined;
    const collect = (): Promise<void> => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    };
    const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
      new Gauge({ name: `sohoi_${name}`, help, labelNames, registers, collect });
    const byState = gauge('webhooks', 'Webhooks of all services, by their state.', ['state']);
    const failing = gauge('webhooks_failing', 'Active ones whose receiver has not taken what is due.');
    const since = gauge('webhook_failing_seconds', 'Since the first of these has not taken what is due; 0: none.');
    const dead = gauge('webhook_dead_letters', 'Events that were set aside and are still kept.');

    const look = async (): Promise<void> => {
      const counts = await Promise.race([
        webhooks.counts().catch(() => undefined),
        delay(PATIENCE, undefined, { ref: false }),
      ]);
      byState.reset();
      // A reset of these would say 0.
      for (const one of [failing, since, dead]) one.remove();
      if (counts) show(counts);
    };
    const show = (counts: WebhookCounts): void => {
      for (const state of STATES) byState.set({ state }, counts[state]);
      failing.set(counts.failing);
      since.set(counts.failingSeconds);
      dead.set(counts.deadLetters);
    };
  }

  sent({ kind }: Outcome): void {
    this.messages.inc({ outcome: kind });
  }
}
