import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Topic } from '@sohoi/access/events';
import type { CloudEvent } from '@sohoi/contracts';
import { CHECKPOINTS, Problem } from '@sohoi/nest';
import type { Checkpoints } from '@sohoi/projection';
import { nextStep } from '@sohoi/webhooks';
import type { Policy, Turn, Webhook, Webhooks } from '@sohoi/webhooks';
import { FEED_PROJECTIONS, FeedQueries, justBehind } from '../feed/feed.queries.js';
import { Messages } from './messages.js';
import { Owners } from './owners.js';
import { WEBHOOK_POLICY, WEBHOOKS } from './tokens.js';

/** Milliseconds between looks for something to send while the log stands still. */
const LOOK = 1_000;
/** Webhooks that one process sends to at once. */
const AT_ONCE = 4;
/** Messages to one webhook before the others have their turn. */
const IN_A_ROW = 20;

/** Milliseconds until what could not be read is looked at again. */
const UNREAD_PAUSE = 30_000;
const UNREAD = 'sổ chưa đọc được sự kiện đến hạn · the ledger could not read what is due';

/** Pushes what the feeds show to whoever has registered for it, in whatever process. */
@Injectable()
export class WebhookRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('webhooks');
  private readonly stopping = new AbortController();
  private readonly id = randomUUID();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(WEBHOOKS) private readonly webhooks: Webhooks,
    @Inject(WEBHOOK_POLICY) private readonly policy: Policy,
    @Inject(FeedQueries) private readonly feeds: FeedQueries,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(Owners) private readonly owners: Owners,
    @Inject(Messages) private readonly messages: Messages,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const inHand = new Set<Promise<void>>();
    while (!signal.aborted) {
      try {
        const position = await this.checkpoints.positionOf(FEED_PROJECTIONS);
        for (let turn = await this.next(position); turn; turn = await this.next(position)) {
          const one = this.take(turn).finally(() => inHand.delete(one));
          inHand.add(one);
          if (inHand.size >= AT_ONCE) await Promise.race(inHand);
        }
        await this.checkpoints.waitUntil(FEED_PROJECTIONS, justBehind(position), LOOK, signal);
      } catch (error) {
        this.warn(error);
        await delay(LOOK, undefined, { signal }).catch(() => undefined);
      }
    }
    await Promise.all(inHand);
  }

  private async next(position: string): Promise<Turn | undefined> {
    return this.stopping.signal.aborted ? undefined : this.webhooks.takeUp(this.id, position);
  }

  /** What fails here is the database: the webhook is taken up again once nobody has seen its process for a while. */
  private async take(turn: Turn): Promise<void> {
    try {
      let webhook: Webhook | undefined = turn.webhook;
      for (let n = 0; n < IN_A_ROW && webhook && !this.stopping.signal.aborted; n += 1) {
        webhook = await this.push(turn, webhook);
      }
      if (webhook) await turn.release();
    } catch (error) {
      this.warn(error);
    }
  }

  /** Sends what is due. @returns how it stands then, if there may be more and it is still in hand */
  private async push(turn: Turn, webhook: Webhook): Promise<Webhook | undefined> {
    const page = await this.due(webhook).catch((error: unknown) => this.warn(error));
    // That is no fault of the receiver, and does not count against it.
    if (!page) return void (await turn.again(UNREAD_PAUSE, webhook, UNREAD));
    if ('refused' in page) return void (await turn.pause(page.refused));
    const { events, position } = page;
    const last = events.at(-1);
    if (!last) return void (await turn.nothingUpTo(position));
    const outcome = await this.messages.events(webhook, events);
    const now = new Date();
    const step = nextStep(outcome, { events: events.length, trouble: webhook, now }, this.policy, Math.random);
    switch (step.to) {
      case 'go on': {
        const ours = await turn.delivered(last.sequence, events.length, step.size);
        return ours ? { ...webhook, ...WELL, size: step.size, position: last.sequence } : undefined;
      }
      case 'set aside': {
        const { sequence, id, type } = last;
        const ours = await turn.setAside({ position: sequence, id, type }, step.attempts, step.reason);
        return ours ? { ...webhook, ...WELL, position: sequence } : undefined;
      }
      case 'try again': {
        if (step.waitMs === 0) return { ...webhook, ...step.trouble };
        return void (await turn.again(step.waitMs, step.trouble, step.reason));
      }
      case 'pause':
        return void (await turn.pause(step.reason));
    }
  }

  private async due({ owner, topic, types, unitId, position, size }: Webhook): Promise<Page | { refused: string }> {
    const asked = { limit: size, types: types ? [...types] : undefined, unit: unitId ?? undefined };
    try {
      return await this.feeds.behind(await this.owners.of(owner), topic as Topic, asked, position);
    } catch (error) {
      if (error instanceof Problem && (error.status === 403 || error.status === 404))
        return { refused: `${error.detail.vi} · ${error.detail.en}` };
      throw error;
    }
  }

  private warn(error: unknown): void {
    this.logger.warn(error instanceof Error ? error.message : String(error));
  }
}

type Page = { readonly events: readonly CloudEvent[]; readonly position: string };

const WELL = { attempts: 0, refusals: 0, failingSince: null, lastError: null };
