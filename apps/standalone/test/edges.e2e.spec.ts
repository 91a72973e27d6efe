import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { BEGINNING } from '@sohoi/event-store';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const root = demoPersons['central-officer'].unit;
const central = { id: root, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at: '2023-01-01' };
const province = { parentId: root, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Ví Dụ', at: '2023-01-01' };

const oneMiB = JSON.stringify({ name: 'a'.repeat(1_048_576) });
const tooDeep = `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`;
const notUtf8 = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')]);
const aDate = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as unknown;
const aSentenceOf = (part: string): unknown => expect.stringContaining(part);

beforeAll(async () => {
  ledger = await openTestLedger();
  expect((await ledger.post('/v1/units', central)).status).toBe(201);
});
afterAll(() => ledger.close());

describe('a request', () => {
  it('leaves one correlation id in the answer and in the events', async () => {
    const { body, headers } = await ledger.post('/v1/units', province);
    const [event] = await ledger.store.readStream(`unit-${String(body['id'])}`);
    expect(event?.metadata.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-correlation-id')).toBe(event?.metadata.correlationId);
  });

  it('is refused without a token, with a forged one, and to a role that may not', async () => {
    expect((await ledger.get('/v1/units', { as: 'nobody' })).status).toBe(401);
    const forged = { as: 'nobody', headers: { authorization: 'Bearer a.b.c' } } as const;
    expect((await ledger.get('/v1/units', forged)).status).toBe(401);
    expect((await ledger.post('/v1/units', province, { as: 'analyst' })).status).toBe(403);
  });

  it.each([
    ['malformed JSON', '{"a":', 400, { code: 'malformed-json', errors: [{ field: 'body' }] }],
    ['bytes that are no UTF-8', notUtf8, 400, { code: 'malformed-json', errors: [{ field: 'body' }] }],
    ['JSON that is no object', '[]', 400, { code: 'invalid-input', errors: [{ field: 'body' }] }],
    ['no body at all', '', 400, { code: 'invalid-input' }],
    ['a body over 1 MiB', oneMiB, 413, { code: 'body-too-large', errors: [{ field: 'body', limit: 1_048_576 }] }],
    ['a prototype', '{"__proto__":{"level":"province"}}', 400, { code: 'invalid-input' }],
    ['a body too deep', tooDeep, 400, { code: 'body-too-deep', errors: [{ field: 'body', limit: 32 }] }],
  ])('is refused with %s, and nothing is recorded', async (_what, body, status, problem) => {
    const before = await ledger.store.head();
    const answer = await ledger.post('/v1/units', body);
    expect(answer).toMatchObject({ status, body: problem });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await ledger.store.head()).toBe(before);
  });

  it.each([
    ['an unknown field', { ...province, colour: 'red' }, { field: 'colour' }],
    ['a wrong type', { ...province, name: 7 }, { field: 'name' }],
    ['a text beyond its limit', { ...province, name: 'a'.repeat(201) }, { field: 'name', limit: 200 }],
    ['a date that does not exist', { ...province, at: '2023-02-30' }, { field: 'at' }],
    ['a date in the future', { ...province, at: '2999-01-01' }, { field: 'at', limit: aDate }],
    ['NUL', { ...province, name: 'a\u0000b' }, { field: 'name' }],
    ['an unpaired surrogate', { ...province, name: 'a\ud800b' }, { field: 'name' }],
    ['an id that is none', { ...province, parentId: '1 or 1=1' }, { field: 'parentId' }],
  ])('with %s is refused, and field and limit are named in both languages', async (_what, body, error) => {
    const before = await ledger.store.head();
    for (const language of ['vi', 'en']) {
      const answer = await ledger.post('/v1/units', body, { headers: { 'accept-language': language } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [error] } });
      expect(answer.headers.get('content-language')).toBe(language);
    }
    expect(await ledger.store.head()).toBe(before);
  });

  it.each([
    ['/v1/units?limit=0', { field: 'limit', limit: 1 }],
    ['/v1/units?limit=-5', { field: 'limit', limit: 1 }],
    ['/v1/units?limit=1&limit=2', { field: 'limit' }],
    ['/v1/units?limit=100000', { field: 'limit', limit: 200 }],
    ['/v1/units?limit=many', { field: 'limit' }],
    ['/v1/units?cursor=made-up', { field: 'cursor' }],
    ['/v1/units?colour=red', { field: 'colour' }],
    ['/v1/units?unit=x', { field: 'unit' }],
    ['/v1/units/x', { field: 'id' }],
    ['/v1/units/%E0%A4%A', { field: 'path' }],
    ['/v1/units?atLeast=7', { field: 'atLeast' }],
    ['/v1/standings/chapters?period=!', { field: 'period', message: aSentenceOf('2023-H1') }],
  ])('GET %s names the parameter and its limit: %p', async (path, error) => {
    expect(await ledger.get(path)).toMatchObject({ status: 400, body: { errors: [error] } });
  });

  it('for an address or a thing that does not exist is 404', async () => {
    expect(await ledger.get('/v1/nothing')).toMatchObject({ status: 404, body: { code: 'route-not-found' } });
    const unknown = '0197a7c0-0000-7000-8000-00000000dead';
    const notFound = { code: 'not-found', errors: [{ field: 'id' }] };
    expect(await ledger.get(`/v1/units/${unknown}`)).toMatchObject({ status: 404, body: notFound });
    const rename = { name: 'Mới', at: '2023-02-01' };
    expect((await ledger.post(`/v1/units/${unknown}/rename`, rename)).status).toBe(404);
  });

  it('in a media type other than JSON is refused', async () => {
    const answer = await ledger.post('/v1/units', 'name=x', { headers: { 'content-type': 'text/plain' } });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  });
});

describe('a command', () => {
  it('stores decomposed Vietnamese composed, and is read at the position it answered with', async () => {
    const name = 'Hội LHPN tỉnh Đào Ví Dụ';
    const answer = await ledger.post('/v1/units', { ...province, name: name.normalize('NFD') });
    expect(answer).toMatchObject({ status: 201, body: { streamVersion: 1 } });
    expect(answer.headers.get('etag')).toBe('"1"');
    const { id, position } = answer.body as { id: string; position: string };
    const read = await ledger.get(`/v1/units/${id}?atLeast=${position}`);
    expect(read.body).toMatchObject({ data: { id, name } });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(String(read.body['position']) >= position).toBe(true);
    const found = await ledger.get('/v1/units?search=dao%20vi%20du');
    expect(found.body).toMatchObject({ data: [{ id }] });
  });

  it('sent again under its idempotency key is answered alike and recorded once', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await ledger.post('/v1/units', province, { headers });
    const again = await ledger.post('/v1/units', province, { headers });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await ledger.post('/v1/units', { ...province, name: 'Khác' }, { headers });
    const reused = { code: 'idempotency-key-reused', errors: [{ field: 'Idempotency-Key' }] };
    expect(other).toMatchObject({ status: 422, body: reused });
  });

  it('under the idempotency key of a command to another thing is a command of its own', async () => {
    const headers = { 'idempotency-key': 'k-3' };
    const { id } = (await ledger.post('/v1/units', province, { headers })).body as { id: string };
    const rename = { name: 'Đổi', at: '2023-02-01' };
    const renamed = await ledger.post(`/v1/units/${id}/rename`, rename, { headers });
    // In the same stream it is the key of another request.
    expect(renamed).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const elsewhere = (await ledger.post('/v1/units', province)).body as { id: string };
    const first = await ledger.post(`/v1/units/${elsewhere.id}/rename`, rename, { headers });
    expect(first).toMatchObject({ status: 201, body: { streamVersion: 2 } });
    const again = await ledger.post(`/v1/units/${elsewhere.id}/rename`, rename, { headers });
    expect(again.body).toEqual(first.body);
  });

  it('under one idempotency key with two bodies at once is recorded once, and the other one is refused', async () => {
    const headers = { 'idempotency-key': 'k-2' };
    const bodies = ['Một', 'Hai'].map((name) => ({ ...province, name }));
    const answers = await Promise.all(bodies.map((body) => ledger.post('/v1/units', body, { headers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('on a version that is no longer current is refused', async () => {
    const { id } = (await ledger.post('/v1/units', province)).body as { id: string };
    const rename = (name: string, tag: string) =>
      ledger.post(`/v1/units/${id}/rename`, { name, at: '2023-02-01' }, { headers: { 'if-match': tag } });
    expect((await rename('Một', '"1"')).status).toBe(201);
    const stale = { code: 'stale-version', errors: [{ field: 'If-Match', limit: 2 }] };
    expect(await rename('Hai', '"1"')).toMatchObject({ status: 412, body: stale });
    expect(await rename('Hai', 'abc')).toMatchObject({ status: 400, body: { errors: [{ field: 'If-Match' }] } });
  });

  it('that asks for what already is records nothing', async () => {
    const { id } = (await ledger.post('/v1/units', province)).body as { id: string };
    expect((await ledger.post(`/v1/units/${id}/rename`, { name: province.name, at: '2023-02-01' })).status).toBe(200);
  });

  it('outside the units of the actor is answered as if the unit did not exist', async () => {
    const { id } = (await ledger.post('/v1/units', province)).body as { id: string };
    const answer = await ledger.post(
      `/v1/units/${id}/rename`,
      { name: 'X', at: '2023-02-01' },
      { as: 'province-verifier' },
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('reading', () => {
  it('waits for a position in vain with 504', async () => {
    const answer = await ledger.get('/v1/units?atLeast=00000000000099999999');
    expect(answer).toMatchObject({ status: 504, body: { code: 'position-not-reached' } });
  });

  it('pages through all units once', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await ledger.get(`/v1/units?limit=2${next && `&cursor=${next}`}`);
      const { data, next: following } = page.body as { data: { id: string }[]; next: string | null };
      seen.push(...data.map(({ id }) => id));
      next = following;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen).size).toBe(seen.length);
  });

  /** Of the demo persons' rights, those on units that this ledger does not have. */
  const RIGHTS_ELSEWHERE = 2;

  it('shows the log to an auditor, page after page, in order', async () => {
    const head = await ledger.store.head();
    const seen: string[] = [];
    let after: string | null = BEGINNING;
    while (after !== null) {
      const page = await ledger.get(`/v1/events?limit=2&after=${after}&atLeast=${head}`, { as: 'auditor' });
      const { data, next } = page.body as { data: { position: string }[]; next: string | null };
      seen.push(...data.map(({ position }) => position));
      after = next;
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen.at(-1)).toBe(head);
    expect(new Set(seen).size).toBe(Number(head) - RIGHTS_ELSEWHERE);
  });
});

describe('while the database cannot answer', () => {
  it('a request is told 503 with Retry-After, also when a hundred wait before it', async () => {
    const holder = await ledger.pool.connect();
    await holder.query('BEGIN; LOCK read.units');
    const answers = await Promise.all(Array.from({ length: 100 }, () => ledger.get('/v1/units')));
    await holder.query('ROLLBACK');
    holder.release();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(answers[0]?.headers.get('retry-after')).toBe('2');
    expect((await ledger.get('/v1/units')).status).toBe(200);
  }, 60_000);
});

describe('closing', () => {
  it('cuts off a request whose second half never comes', async () => {
    const closing = await openTestLedger();
    const { port, hostname } = new URL(closing.url);
    const half = connect(Number(port), hostname);
    const cut = new Promise((resolve) => half.once('close', resolve).on('error', () => undefined));
    const token = await closing.tokenOf(demoPersons['central-officer'].sub);
    const head = ['POST /v1/units HTTP/1.1', 'host: ledger', `authorization: Bearer ${token}`];
    const lines = [...head, 'content-type: application/json', 'content-length: 100', '', '{"name":'];
    await new Promise((resolve) => half.write(lines.join('\r\n'), resolve));
    await closing.get('/health/live');
    await closing.close();
    await cut;
  });
});

describe('health and documentation', () => {
  it('need no token', async () => {
    expect((await ledger.get('/health/live', { as: 'nobody' })).status).toBe(200);
    expect(await ledger.get('/health/ready', { as: 'nobody' })).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    });
    expect((await ledger.get('/docs', { as: 'nobody' })).status).toBe(200);
  });

  it('give reasons to operators alone', async () => {
    const { body } = await ledger.get('/health/ready', { as: 'nobody' });
    expect(body['checks']).toContainEqual({ name: 'projections', ready: true });
    const told = await ledger.get('/v1/status', { as: 'operator' });
    expect(told).toMatchObject({ status: 200, body: { status: 'ready' } });
    const checks = told.body['checks'] as { name: string; detail: { name: string; behind: number }[] }[];
    const units = checks.find(({ name }) => name === 'projections')?.detail.find(({ name }) => name === 'units');
    expect(units).toMatchObject({ state: { state: 'running' }, behind: expect.any(Number) });
    expect((await ledger.get('/v1/status', { as: 'central-officer' })).status).toBe(403);
    expect((await ledger.get('/v1/status', { as: 'nobody' })).status).toBe(401);
  });

  it('describe every operation in OpenAPI 3.1 with an example', async () => {
    const { body } = await ledger.get('/openapi.json', { as: 'nobody' });
    expect(body['openapi']).toBe('3.1.0');
    const operations = Object.entries(body['paths'] as Record<string, Record<string, Operation>>).flatMap(
      ([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
    );
    const v1 = operations.filter(({ path }) => path.startsWith('/v1/'));
    expect(v1.length).toBeGreaterThan(40);
    const withoutExample = v1.filter(({ name, operation: { requestBody, responses } }) => {
      const answer = responses['201'] ?? responses['202'] ?? responses['200'];
      // A file that is made to be printed is its own example.
      if (answer?.content?.['text/html'] ?? answer?.content?.['application/pdf']) return false;
      const media = name.startsWith('post') ? [requestBody, answer] : [answer];
      const exampleOf = (part: (typeof media)[number]) =>
        (part?.content?.['application/json'] ?? part?.content?.['text/plain'])?.example;
      return !media.every((part) => exampleOf(part) !== undefined);
    });
    expect(withoutExample.map(({ name }) => name)).toEqual([]);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

type Content = { content?: Record<string, { example?: unknown }> };
type Operation = { operationId: string; requestBody?: Content; responses: Record<string, Content> };
