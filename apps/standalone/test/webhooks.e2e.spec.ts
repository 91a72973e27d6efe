import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cloudEventOf } from '@sohoi/contracts';
import type { CloudEvent } from '@sohoi/contracts';
import { Webhook as Verifier } from 'standardwebhooks';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const instance = { instance: 'so-hoi', schemas: 'https://so-hoi.example/schemas' };

let ledger: TestLedger;
/** The public events of members, as the contract maps them: what the feed shows. */
const due: CloudEvent[] = [];
beforeAll(async () => {
  process.env['WEBHOOK_NETWORKS'] = '127.0.0.1/32';
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
  for await (const batch of ledger.store.readAll('')) {
    for (const stored of batch) {
      const event = cloudEventOf(stored, instance);
      if (event?.source.endsWith(':membership')) due.push(event);
    }
  }
}, 120_000);
afterAll(async () => {
  delete process.env['WEBHOOK_NETWORKS'];
  await ledger.close();
});

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

type Got = { readonly headers: Record<string, string>; readonly text: string; readonly events: readonly CloudEvent[] };

/** A receiver that answers a challenge, and messages as it is told to. */
const receiver = async (answer: (events: readonly CloudEvent[]) => number = () => 204) => {
  const got: Got[] = [];
  const answering = { with: answer, echo: (challenge: string): unknown => ({ challenge }) };
  const waiting = new Set<() => void>();
  const server: Server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const said = JSON.parse(text) as CloudEvent[] | { challenge: string };
      if (!Array.isArray(said)) return void response.end(JSON.stringify(answering.echo(said.challenge)));
      got.push({ headers: request.headers as Record<string, string>, text, events: said });
      response.writeHead(answering.with(said)).end();
      for (const look of [...waiting]) look();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => (server.closeAllConnections(), server.close()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/so-hoi`,
    got,
    answering,
    until: (so: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (so()) resolve(void waiting.delete(look));
        };
        waiting.add(look);
        look();
      }),
  };
};

type Body = Record<string, unknown> & { data?: Record<string, unknown>; secret?: string };
const caller = (token: string) => {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${ledger.url}/v1/webhooks${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${token}`, 'accept-language': 'en', ...headers },
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => call('POST', path, body, headers),
    remove: (path: string) => call('POST', `${path}/remove`, {}),
  };
};
type Caller = ReturnType<typeof caller>;

const service = async (sub = `service-${randomUUID()}`, unit: string | null = null): Promise<Caller> =>
  caller(await ledger.token({ sub, role: 'subscriber', unit, topics: ['membership', 'training'] }));

const registered = async (as: Caller, url: string, from: string | undefined = 'beginning') => {
  const { status, body } = await as.post('', { url, topic: 'membership', ...(from && { from }) });
  expect(status).toBe(201);
  opened.push(() => as.remove(`/${String(body.data?.['id'])}`));
  return { id: String(body.data?.['id']), secret: String(body.secret) };
};
const verified = async (as: Caller, url: string, from?: string) => {
  const webhook = await registered(as, url, from);
  expect((await as.post(`/${webhook.id}/verify`)).body.data).toMatchObject({ state: 'active' });
  return webhook;
};

/** It waits for its next try no longer. */
const hurry = (id: string) =>
  ledger.pool.query('UPDATE webhook.webhook SET next_at = clock_timestamp() WHERE id = $1', [id]);
const shownOnce = async (as: Caller, id: string, so: (shown: Record<string, unknown>) => boolean) => {
  for (;;) {
    const { data } = (await as.get(`/${id}`)).body;
    if (data && so(data)) return data;
    await hurry(id);
  }
};
const idsOf = (got: readonly Got[]): readonly string[] => got.flatMap(({ events }) => events.map(({ id }) => id));
const dueIds = (): readonly string[] => due.map(({ id }) => id);

describe('a webhook', () => {
  it('is sent every event of the feed in order, signed, once its receiver has answered the challenge', async () => {
    const as = await service();
    const { url, got, until } = await receiver();
    const { id, secret } = await registered(as, url);
    expect(await as.get(`/${id}`)).toMatchObject({ body: { data: { state: 'unverified', delivered: 0 } } });
    expect(got).toEqual([]);
    await as.post(`/${id}/verify`);
    await until(() => idsOf(got).length >= due.length);
    expect(got.flatMap(({ events }) => events)).toEqual(due);
    for (const { text, headers } of got) {
      expect(headers['content-type']).toBe('application/cloudevents-batch+json');
      expect(new Verifier(secret).verify(text, headers)).toEqual(JSON.parse(text));
    }
    expect(JSON.stringify(got)).not.toMatch(/fullName|sealed|"m1\./);
    const shown = await shownOnce(as, id, ({ delivered }) => delivered === due.length);
    expect(shown).toMatchObject({ sequence: due.at(-1)?.sequence, lastError: null, attempts: 0, reason: null });
  });

  it('is not verified by whoever only says yes', async () => {
    const as = await service();
    const { url, answering, got } = await receiver();
    const { id } = await registered(as, url);
    for (const echo of [() => ({}), () => ({ challenge: 'another' }), () => 'ok', () => null]) {
      answering.echo = echo;
      expect(await as.post(`/${id}/verify`)).toMatchObject({ status: 409, body: { code: 'webhook-not-verified' } });
    }
    expect(await as.post(`/${id}/resume`)).toMatchObject({ status: 409, body: { code: 'webhook-unverified' } });
    expect((await as.get(`/${id}`)).body.data).toMatchObject({ state: 'unverified' });
    expect(got).toEqual([]);
  });

  it('loses, doubles and reorders nothing while its receiver answers 500, and says so', async () => {
    const as = await service();
    const { url, got, answering, until } = await receiver(() => 500);
    const { id } = await verified(as, url);
    await shownOnce(as, id, ({ attempts }) => Number(attempts) >= 3);
    expect((await as.get(`/${id}`)).body.data).toMatchObject({ lastError: 'HTTP 500', delivered: 0, sequence: null });
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    got.splice(0);
    answering.with = () => 204;
    await hurry(id);
    await until(() => idsOf(got).length >= due.length);
    expect(idsOf(got)).toEqual(dueIds());
  });

  it('finds out which event is refused, keeps it as a dead letter, and sends it again when asked', async () => {
    const as = await service();
    const poison = due[3] as CloudEvent;
    const { url, got, answering } = await receiver((events) => (events.some(({ id }) => id === poison.id) ? 422 : 204));
    const { id } = await verified(as, url);
    await shownOnce(as, id, ({ delivered }) => delivered === due.length - 1);
    const letter = {
      sequence: poison.sequence,
      eventId: poison.id,
      type: poison.type,
      attempts: 5,
      reason: 'HTTP 422',
    };
    expect((await as.get(`/${id}/dead-letters`)).body).toMatchObject({ data: [letter], next: null });
    const again = `/${id}/dead-letters/${poison.sequence}/resend`;
    expect(await as.post(again)).toMatchObject({ status: 409, body: { code: 'dead-letter-refused' } });
    answering.with = () => 204;
    got.splice(0);
    expect((await as.post(again)).status).toBe(200);
    expect(idsOf(got)).toEqual([poison.id]);
    expect((await as.get(`/${id}/dead-letters`)).body).toMatchObject({ data: [] });
    expect((await as.post(again)).status).toBe(404);
  });

  it('stops when its receiver wants no more (410), and when its owner says so; goes on, and begins anew', async () => {
    const as = await service();
    const { url, got, answering, until } = await receiver(() => 410);
    const { id } = await verified(as, url);
    await shownOnce(as, id, ({ state }) => state === 'paused');
    expect((await as.get(`/${id}`)).body.data).toMatchObject({ reason: 'HTTP 410', delivered: 0 });
    got.splice(0);
    answering.with = () => 204;
    expect((await as.post(`/${id}/resume`)).body.data).toMatchObject({ state: 'active', reason: null });
    await until(() => idsOf(got).length >= due.length);
    expect((await as.post(`/${id}/pause`)).body.data).toMatchObject({ state: 'paused', reason: null });
    got.splice(0);
    await as.post(`/${id}/reset`, { lastEventId: due.at(-3)?.id });
    await as.post(`/${id}/resume`);
    await until(() => idsOf(got).length >= 2);
    expect(idsOf(got)).toEqual(dueIds().slice(-2));
    got.splice(0);
    await as.post(`/${id}/reset`, { lastEventId: null });
    await until(() => idsOf(got).length >= due.length);
    expect(idsOf(got)).toEqual(dueIds());
  });

  it('is signed by both secrets for a day after one was renewed', async () => {
    const as = await service();
    const { url, got, until } = await receiver();
    const { id, secret } = await verified(as, url, 'now');
    const { body } = await as.post(`/${id}/secret`);
    expect(body.secret).not.toBe(secret);
    await as.post(`/${id}/reset`, { lastEventId: due.at(-2)?.sequence });
    await until(() => got.length > 0);
    const [{ text, headers }] = got as [Got];
    for (const one of [secret, String(body.secret)])
      expect(() => new Verifier(one).verify(text, headers)).not.toThrow();
    await ledger.pool.query('UPDATE webhook.webhook SET former_until = clock_timestamp() WHERE id = $1', [id]);
    got.splice(0);
    await as.post(`/${id}/reset`, { lastEventId: due.at(-2)?.sequence });
    await until(() => got.length > 0);
    const [later] = got as [Got];
    expect(() => new Verifier(secret).verify(later.text, later.headers)).toThrow();
    expect(() => new Verifier(String(body.secret)).verify(later.text, later.headers)).not.toThrow();
  });

  it('can be registered again under one key, with the same secret', async () => {
    const as = await service();
    const { url } = await receiver();
    const body = { url, topic: 'membership' };
    const [one, two] = [
      await as.post('', body, { 'idempotency-key': 'k1' }),
      await as.post('', body, { 'idempotency-key': 'k1' }),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
    const other = await as.post('', { ...body, topic: 'training' }, { 'idempotency-key': 'k1' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const id = one.body.data?.['id'];
    expect(await as.post('', { ...body, id, topic: 'training' })).toMatchObject({
      status: 409,
      body: { code: 'id-taken' },
    });
    expect((await as.get('')).body.data).toHaveLength(1);
    expect((await as.remove(`/${String(one.body.data?.['id'])}`)).status).toBe(200);
    expect((await as.get('')).body.data).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const as = await service();
    const other = await service();
    const { url } = await receiver();
    const { id } = await registered(as, url);
    for (const path of [`/${id}`, `/${id}/dead-letters`]) expect((await other.get(path)).status).toBe(404);
    for (const what of ['verify', 'pause', 'resume', 'secret']) {
      expect((await other.post(`/${id}/${what}`)).status).toBe(404);
    }
    expect((await other.remove(`/${id}`)).status).toBe(404);
    expect((await other.get('')).body.data).toEqual([]);
    const operator = caller(await ledger.token({ sub: 'an-operator', role: 'operator', unit: null }));
    expect((await operator.get(`/${id}`)).status).toBe(200);
    expect((await operator.post(`/${id}/pause`)).status).toBe(403);
  });

  it.each([
    ['url', { url: 'ftp://a.example/', topic: 'membership' }],
    ['url', { url: 'https://name:password@a.example/', topic: 'membership' }],
    ['url', { url: 'https://10.0.0.1/', topic: 'membership' }],
    ['url', { url: 'https://[::1]/', topic: 'membership' }],
    ['url', { url: 'http://169.254.169.254/latest', topic: 'membership' }],
    ['topic', { url: 'https://a.example/', topic: 'persons' }],
    ['types.0', { url: 'https://a.example/', topic: 'membership', types: ['vn.vwu.nothing.v1'] }],
    ['types', { url: 'https://a.example/', topic: 'membership', types: ['vn.vwu.unit.renamed.v1'] }],
    ['from', { url: 'https://a.example/', topic: 'membership', from: 'yesterday' }],
    ['from', { url: 'https://a.example/', topic: 'membership', from: randomUUID() }],
  ])('is refused with a word on %s: %j', async (field, body) => {
    const { status, body: said } = await (await service()).post('', body);
    expect(status).toBe(400);
    expect((said['errors'] as { field: string }[]).map((one) => one.field)).toEqual([field]);
  });

  it('is refused for a topic or a unit that is not yours', async () => {
    const as = await service();
    expect(await as.post('', { url: 'https://a.example/', topic: 'evaluation' })).toMatchObject({
      status: 403,
      body: { code: 'topic-not-yours' },
    });
    const unit = randomUUID();
    expect(await as.post('', { url: 'https://a.example/', topic: 'membership', unit })).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'unit' }] },
    });
    expect((await as.get('')).body.data).toEqual([]);
  });
});
