import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE, problems, UnitScope } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { Networks, Webhook, Webhooks } from '@sohoi/webhooks';
import type { z } from 'zod';
import { FeedQueries } from '../feed/feed.queries.js';
import type { FeedTopic } from '../feed/feed.schemas.js';
import { Messages } from './messages.js';
import { NETWORKS, WEBHOOKS } from './tokens.js';
import { shownLetter, shownWebhook } from './webhook.answers.js';
import { another, notVerified, refusedAgain, tooMany, unverified } from './webhook.problems.js';
import type { lettersQuery, newWebhook, resetTo } from './webhook.schemas.js';

/** So many webhooks has one service at most. */
const MOST = 20;

/** Hours for which the secret before signs too. */
const BOTH = 24;

/** What services do with their webhooks; to each those of others are not there, but operators see all. */
@Injectable()
export class WebhookDesk {
  constructor(
    @Inject(WEBHOOKS) private readonly webhooks: Webhooks,
    @Inject(FeedQueries) private readonly feeds: FeedQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(Messages) private readonly messages: Messages,
    @Inject(NETWORKS) private readonly networks: Networks,
  ) {}

  async add({ actor, newId }: CommandRequest, { id, url, topic, types, unit, from }: z.infer<typeof newWebhook>) {
    this.refuseAddress(url);
    const asked = { limit: 1, types, unit };
    if (unit !== undefined) await this.scope.placeWithin(actor, 'unit', unit);
    // Nothing is looked for but whether the topic is hers, and the types its.
    await this.feeds.behind(actor, topic, asked, await this.store.head());
    const position = await this.positionFrom(from);
    const wish = {
      id: id ?? newId(),
      owner: actor.id,
      url,
      topic,
      types: types ?? null,
      unitId: unit ?? null,
      position,
    };
    const webhook = await this.webhooks.add(wish, MOST);
    if (webhook === 'too many') throw tooMany(MOST);
    if (webhook === 'another') throw id === undefined ? problems.keyReused() : another();
    return { data: shownWebhook(webhook), secret: this.messages.secretOf(webhook, webhook.generation) };
  }

  async list(actor: Actor) {
    const webhooks = await this.webhooks.list(actor.role === 'operator' ? undefined : actor.id);
    return { data: webhooks.map(shownWebhook) };
  }

  async one(actor: Actor, id: string) {
    return { data: shownWebhook(await this.find(actor, id)) };
  }

  /** @throws Problem webhook-not-verified with the reason */
  async verify({ actor }: CommandRequest, id: string) {
    const webhook = await this.find(actor, id);
    const challenge = randomBytes(24).toString('base64url');
    const outcome = await this.messages.challenge(webhook, challenge);
    if (outcome.kind !== 'taken') throw notVerified(outcome.reason);
    if (!echoes(outcome.text, challenge)) throw notVerified('the answer is not {"challenge": "…"} with the word sent');
    await this.webhooks.verified(id);
    return this.one(actor, id);
  }

  async pause({ actor }: CommandRequest, id: string) {
    await this.findVerified(actor, id);
    await this.webhooks.pause(id);
    return this.one(actor, id);
  }

  async resume({ actor }: CommandRequest, id: string) {
    await this.findVerified(actor, id);
    await this.webhooks.resume(id);
    return this.one(actor, id);
  }

  async reset({ actor }: CommandRequest, id: string, { lastEventId }: z.infer<typeof resetTo>) {
    await this.find(actor, id);
    await this.webhooks.reset(id, await this.feeds.positionOf(lastEventId ?? undefined));
    return this.one(actor, id);
  }

  async renewSecret({ actor }: CommandRequest, id: string) {
    await this.find(actor, id);
    await this.webhooks.renewSecret(id, BOTH);
    const webhook = await this.find(actor, id);
    return { data: shownWebhook(webhook), secret: this.messages.secretOf(webhook, webhook.generation) };
  }

  /** @returns how it was; its dead letters go with it */
  async remove({ actor }: CommandRequest, id: string) {
    const webhook = await this.find(actor, id);
    await this.webhooks.remove(id);
    return { data: shownWebhook(webhook) };
  }

  async deadLetters(actor: Actor, id: string, { after = '', limit }: z.infer<typeof lettersQuery>) {
    await this.find(actor, id);
    const letters = await this.webhooks.deadLetters(id, after, limit + 1);
    const page = letters.slice(0, limit);
    return { data: page.map(shownLetter), next: letters.length > limit ? (page.at(-1)?.position ?? null) : null };
  }

  /** Sends it once more, now. @throws Problem dead-letter-refused with the reason */
  async resend({ actor }: CommandRequest, id: string, position: string) {
    const webhook = await this.findVerified(actor, id);
    if (!(await this.webhooks.deadLetter(id, position))) throw problems.notFound('sequence', position);
    const asked = { limit: 1, at: position };
    const { events } = await this.feeds.behind(actor, webhook.topic as FeedTopic, asked, '');
    if (events.length === 0) throw problems.notFound('sequence', position);
    const outcome = await this.messages.events(webhook, events);
    if (outcome.kind !== 'taken') throw refusedAgain(outcome.reason);
    await this.webhooks.forget(id, position);
    return { data: shownWebhook(webhook) };
  }

  private async find(actor: Actor, id: string): Promise<Webhook> {
    const webhook = await this.webhooks.one(id);
    if (!webhook || (webhook.owner !== actor.id && actor.role !== 'operator')) throw problems.notFound('id', id);
    return webhook;
  }

  private async findVerified(actor: Actor, id: string): Promise<Webhook> {
    const webhook = await this.find(actor, id);
    if (webhook.state === 'unverified') throw unverified();
    return webhook;
  }

  private async positionFrom(from: string): Promise<string> {
    if (from === 'now') return this.store.head();
    return this.feeds.positionOf(from === 'beginning' ? undefined : from, 'from');
  }

  /** What a name leads to is looked at when a message is sent. */
  private refuseAddress(url: string): void {
    const { protocol, hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) === 0 || this.networks.allow(host, protocol === 'https:')) return;
    const message = { vi: `không gửi đến địa chỉ ${host}`, en: `messages are not sent to ${host}` };
    throw problems.invalid([{ field: 'url', message }]);
  }
}

const echoes = (text: string, challenge: string): boolean => {
  try {
    const said: unknown = JSON.parse(text);
    if (said === null || typeof said !== 'object' || !('challenge' in said)) return false;
    const [given, wanted] = [Buffer.from(String(said.challenge)), Buffer.from(challenge)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  } catch {
    return false;
  }
};
