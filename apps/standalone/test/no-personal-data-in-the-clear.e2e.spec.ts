import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { isSealed, personalFieldsOf } from '@sohoi/fields';
import { ledgerStreams } from '@sohoi/projector/module';
import { canariesIn, place, plant, SECRET, SENSITIVE } from './canaries.js';
import type { Planted } from './canaries.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let planted: Planted;
const logged: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array) => boolean;
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      logged.push(String(chunk));
      return write(chunk);
    });
  }
  ledger = await openTestLedger({ measured: true });
  const log = (...messages: unknown[]): void => void logged.push(messages.map(String).join(' '));
  Logger.overrideLogger({ log, error: log, warn: log, debug: log, verbose: log, fatal: log });
  planted = await plant(ledger);
  await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}`);
}, 60_000);
afterAll(async () => {
  await ledger.close();
  Logger.overrideLogger(false);
  jest.restoreAllMocks();
});

/** Every table and view of the database, whatever its schema, as text. */
const dump = async (): Promise<ReadonlyMap<string, string>> => {
  const { rows: tables } = await ledger.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await ledger.pool.query<{ text: string | null }>(
      `SELECT string_agg(t::text, E'\n') AS text FROM ${name} t`,
    );
    texts.set(name, rows[0]?.text ?? '');
  }
  return texts;
};

/** Dotted paths of what is sealed or masked, `*` for each element of a list. */
const closedIn = (node: unknown, path: readonly string[] = []): readonly string[] => {
  if (isSealed(node) || (typeof node === 'string' && node.startsWith('m1.'))) return [path.join('.')];
  if (Array.isArray(node)) return node.flatMap((one) => closedIn(one, [...path, '*']));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, one]) => closedIn(one, [...path, key]));
};

const textOf = ({ headers, body }: Answer): string => JSON.stringify([[...headers], body]);

/** Every GET of the ledger, with the ids of what was planted. */
const reads = async (): Promise<readonly string[]> => {
  const { body } = await ledger.get('/openapi.json', { as: 'nobody' });
  const paths = Object.entries(body['paths'] as Record<string, Record<string, unknown>>);
  const ids: Readonly<Record<string, string>> = {
    members: planted.memberId,
    persons: planted.memberId,
    'person-requests': planted.requestId,
    'training-classes': planted.classId,
    chapters: place.home,
    units: place.commune,
  };
  return paths
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) =>
      path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
        name === 'year' ? '2023' : (ids[path.split('/')[2] ?? ''] ?? planted.holdingId),
      ),
    )
    .flatMap((path) => [path, `${path}?purpose=x`, `${path}?search=${encodeURIComponent(SECRET.name)}`]);
};

const as = async (sub: string, role: string, unit: string | null, sensitive = true) => ({
  as: 'nobody' as const,
  headers: { authorization: `Bearer ${await ledger.token({ sub, role, unit, sensitive })}` },
});

describe('what is personal', () => {
  it('was recorded in every field that is marked', async () => {
    const seen = new Map<string, Set<string>>();
    for await (const batch of ledger.store.readAll('')) {
      for (const { type, data } of batch) {
        const paths = seen.get(type) ?? new Set();
        for (const path of closedIn(data)) paths.add(path);
        seen.set(type, paths);
      }
    }
    const marked = ledgerStreams.flatMap(({ catalog }) =>
      Object.entries(catalog).flatMap(([type, { schema }]) =>
        personalFieldsOf(schema).map(({ path }) => ({ type, path: path.join('.') })),
      ),
    );
    expect(marked.length).toBeGreaterThan(40);
    expect(marked.filter(({ type, path }) => !seen.get(type)?.has(path))).toEqual([]);
  });

  it('stands in no table in the clear', async () => {
    const tables = await dump();
    expect([...tables.keys()]).toEqual(
      expect.arrayContaining(['log.event', 'read.members', 'read.post_holders', 'read.chapter_strength_state']),
    );
    const found = [...tables].map(([table, text]) => ({ table, canaries: canariesIn(text) }));
    expect(found.filter(({ canaries }) => canaries.length > 0)).toEqual([]);
  });

  it('would be found there', async () => {
    const [one] = [...(await dump())].filter(([table]) => table === 'read.units');
    expect(canariesIn(`${one?.[1]}\n(${SECRET.remark.toUpperCase()})`)).toEqual([SECRET.remark]);
    expect(canariesIn('{"birthYear":1987,"gender":"female"}')).toHaveLength(2);
    const officer = await ledger.get(`/v1/members/${planted.memberId}`);
    expect(canariesIn(textOf(officer))).toEqual(expect.arrayContaining([SECRET.name, SECRET.phone]));
  });

  it.each([
    ['an operator', 'operator', null],
    ['a cadre of another commune', 'commune-cadre', place.elsewhere],
    ['a subscriber of everything', 'subscriber', null],
  ])('is in no answer to %s', async (_who, role, unit) => {
    const call = await as(`urn:canary:${role}`, role, unit);
    for (const path of await reads()) {
      const answer = await ledger.get(path, call);
      expect({ path, canaries: canariesIn(textOf(answer)), failed: answer.status >= 500 }).toEqual({
        ...{ path, canaries: [], failed: false },
      });
    }
  });

  it('that is sensitive is in no answer to those who may see the persons, but hold no right to it', async () => {
    for (const role of ['commune-cadre', 'province-verifier', 'central-officer', 'auditor', 'analyst']) {
      const unit = role === 'commune-cadre' ? place.commune : null;
      const call = await as(`urn:canary:blind-${role}`, role, unit, false);
      for (const path of [...(await reads()), '/v1/events?open=true&purpose=x', '/v1/events?limit=200']) {
        const canaries = canariesIn(textOf(await ledger.get(path, call)), SENSITIVE);
        expect({ role, path, canaries }).toEqual({ role, path, canaries: [] });
      }
    }
  });

  it('is in no refusal', async () => {
    const { memberId, classId } = planted;
    const at = '2023-04-11';
    const person = { fullName: SECRET.name, birthYear: 1987, gender: 'female', ...{ religion: SECRET.religion } };
    const key = { headers: { 'idempotency-key': 'canary' } };
    await ledger.post(`/v1/members/${memberId}/participation`, { regular: true, at }, key);
    const tries: readonly [number, string, unknown, object?][] = [
      [400, '/v1/members', { chapterId: place.home, person: { ...person, fullName: { x: SECRET.name } }, at }],
      [400, '/v1/members', { chapterId: place.home, person: { ...person, birthYear: SECRET.name }, at }],
      [400, '/v1/members', { chapterId: place.home, person: { ...person, identityNumber: SECRET.name }, at }],
      [400, '/v1/members', { chapterId: place.home, person: { ...person, gender: SECRET.name }, at }],
      [400, '/v1/members', `{"person":{"fullName":"${SECRET.name}"`],
      [400, '/v1/members/search', { identityNumber: `${SECRET.identityNumber}0`, purpose: 'x' }],
      [400, `/v1/members/${memberId}/categories`, { category: `${SECRET.category} ${SECRET.name}`, at }],
      [404, '/v1/members', { chapterId: planted.holdingId, person, at }],
      [404, `/v1/members/${planted.holdingId}/correct-person`, { person, reason: SECRET.remark, at }],
      [409, '/v1/members', { id: memberId, chapterId: place.home, person, at }],
      [409, '/v1/members', { chapterId: place.home, person: { ...person, birthYear: 2020 }, at }],
      [409, `/v1/members/${memberId}/correct-person`, { person: { gender: 'male' }, reason: SECRET.remark, at }],
      [409, `/v1/training-classes/${classId}/certificates`, { certificateNo: SECRET.certificate, traineeId: ID, at }],
      [
        409,
        `/v1/training-classes/${classId}/certificates/revoke`,
        { certificateNo: 'Canarycertificate/9', reason: SECRET.remark, at },
      ],
      [412, `/v1/members/${memberId}/categories`, { category: SECRET.category, at }, { 'if-match': '"1"' }],
      [422, `/v1/members/${memberId}/categories`, { category: SECRET.category, at }, key.headers],
    ];
    for (const [status, path, body, headers = {}] of tries) {
      for (const language of ['vi', 'en']) {
        const answer = await ledger.post(path, body, { headers: { 'accept-language': language, ...headers } });
        expect({ path, status: answer.status, canaries: canariesIn(textOf(answer)) }).toEqual({
          ...{ path, status, canaries: [] },
        });
      }
    }
  });

  it('is in no log, and in nothing that tells how the ledger is', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect(canariesIn(textOf(await ledger.get(path, { as: 'nobody' })))).toEqual([]);
    }
    // A query that fails is logged; what it asked for is not.
    await ledger.pool.query('ALTER VIEW read.members RENAME TO hidden');
    const failed = await ledger.get(`/v1/members?search=${encodeURIComponent(SECRET.name)}`);
    const search = await ledger.post('/v1/members/search', { identityNumber: SECRET.identityNumber, purpose: 'x' });
    await ledger.pool.query('ALTER VIEW read.hidden RENAME TO members');
    for (const answer of [failed, search]) {
      expect({ failed: answer.status >= 500, canaries: canariesIn(textOf(answer)) }).toEqual({
        failed: true,
        canaries: [],
      });
    }
    expect(logged.join('\n')).toContain('/v1/members/search');
    expect(canariesIn(logged.join('\n'))).toEqual([]);
  });

  it('is in no metrics, whatever was asked for and whatever stopped a projection', async () => {
    for (const path of await reads()) await ledger.get(path);
    await ledger.get(`/v1/members/${encodeURIComponent(SECRET.name)}`);
    await ledger.get(`/${encodeURIComponent(SECRET.name)}`, { headers: { 'user-agent': SECRET.phone } });
    const unsealed = createPostgresEventStore({ pool: ledger.pool });
    const data = { fullName: SECRET.name, remark: SECRET.remark };
    const metadata = { actor: 'a', role: 'operator', correlationId: ID, causationId: null, commandHash: '' };
    await unsealed.append(`member-${ID}`, 0, [{ id: ID, type: SECRET.remark, schemaVersion: 1, data, metadata }]);
    let text = '';
    while (!/^sohoi_projection_failed\{projection="members"/m.test(text)) text = await ledger.metrics();
    expect(text).toContain('sohoi_http_requests_total{method="GET",route="/v1/members/:id",status="404"}');
    expect(text).toMatch(/^sohoi_appends_total\{outcome="conflict"\} \d/m);
    expect(text).toContain('sohoi_pool_connections{pool="query"}');
    expect(canariesIn(text)).toEqual([]);
    expect(text).not.toContain(planted.memberId);
  });
});

/** The trainee that was planted. */
const ID = '0197a7c0-0000-7000-8000-0000000000e1';
