import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { namedId } from '@sohoi/nest';
import { checkpoints } from '@sohoi/projection';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const province = demoPersons['province-verifier'].unit;
const commune = demoPersons['commune-cadre'].unit;
const otherCommune = '0197a7c0-0000-7000-8000-0000000000b9';
const [home, sorted, away] = ['e1', 'e2', 'e3'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [
  string,
  string,
  string,
];
const NUMBER = '001190000001';
const at = '2023-04-10';

const record = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, { at: '2023-01-01', ...body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const admit = (fullName: string, chapterId = home, more: object = {}): Promise<string> =>
  record('/v1/members', { chapterId, person: { fullName, gender: 'female', ...more }, at: '2023-03-08' });
const caughtUp = async (path: string, call = {}): Promise<Answer> =>
  ledger.get(`${path}${path.includes('?') ? '&' : '?'}atLeast=${await ledger.store.head()}`, call);
const bearer = async (grant: Parameters<TestLedger['token']>[0]) => ({
  as: 'nobody' as const,
  headers: { authorization: `Bearer ${await ledger.token(grant)}` },
});
const readings = async (): Promise<readonly Record<string, unknown>[]> => {
  const { rows } = await ledger.pool.query<Record<string, unknown>>(
    'SELECT actor, person_id, place_id, purpose, fields FROM readings.reading ORDER BY id',
  );
  return rows;
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await record('/v1/units', { id: central, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ' });
  await record('/v1/units', { id: province, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Ví Dụ' });
  await record('/v1/units', { id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ' });
  await record('/v1/units', { id: otherCommune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Khác' });
  for (const id of [home, sorted]) {
    await record('/v1/chapters', { id, unitId: commune, name: `Chi hội ${id.at(-1)}`, basis: 'residence' });
  }
  await record('/v1/chapters', { id: away, unitId: otherCommune, name: 'Chi hội Khác', basis: 'theme' });
});
afterAll(() => ledger.close());

describe('what is recorded of a person', () => {
  it('is corrected, and found and shown as corrected', async () => {
    const id = await admit('Bùi Thị Nhầm Tên', home, { birthYear: 1980, phone: '0900 000 000' });
    const correction = { person: { fullName: 'Bùi Thị Đúng Tên', birthYear: null }, reason: 'Ghi nhầm', at };
    expect((await ledger.post(`/v1/members/${id}/correct-person`, correction)).status).toBe(201);
    expect((await ledger.post(`/v1/members/${id}/correct-person`, correction)).status).toBe(200);
    expect((await caughtUp(`/v1/members/${id}`)).body['data']).toMatchObject({
      person: { fullName: 'Bùi Thị Đúng Tên', gender: 'female', phone: '0900 000 000' },
    });
    expect((await caughtUp('/v1/members?search=dung%20bui')).body['data']).toHaveLength(1);
    expect((await caughtUp('/v1/members?search=nham')).body['data']).toHaveLength(0);
  });

  it.each([
    ['nothing at all', {}, 'person', 'at least one field'],
    ['an identity number of eleven digits', { identityNumber: '00119000000' }, 'person.identityNumber', '12 digits'],
    ['a telephone number that is none', { phone: 'x' }, 'person.phone', 'telephone'],
  ])('is not corrected by %s', async (_what, person, field, message) => {
    const id = await admit('Bùi Thị Ví Dụ');
    expect(await ledger.post(`/v1/members/${id}/correct-person`, { person, reason: 'x', at })).toMatchObject({
      status: 400,
      body: { errors: [{ field, message: expect.stringContaining(message) as unknown }] },
    });
  });
});

describe('the members of a chapter', () => {
  it('come in the order of their given names on one page', async () => {
    for (const name of ['Trần Thị Ánh', 'Lê Thị Đào', 'Lê Thị Dung', 'Phạm Thị Ân', 'An Thị Ánh']) {
      await admit(name, sorted);
    }
    const { body } = await caughtUp(`/v1/members?unit=${sorted}&order=name&limit=1`);
    const names = (body['data'] as { person: { fullName: string } }[]).map(({ person }) => person.fullName);
    expect(names).toEqual(['An Thị Ánh', 'Trần Thị Ánh', 'Phạm Thị Ân', 'Lê Thị Dung', 'Lê Thị Đào']);
    expect(body['next']).toBeNull();
  });

  it.each([
    ['without a chapter', 'order=name', 400],
    ['of a unit', `order=name&unit=${commune}`, 404],
    ['from a cursor on', `order=name&unit=${sorted}&cursor=x`, 400],
  ])('do not come in the order of names %s', async (_what, query, status) => {
    expect((await ledger.get(`/v1/members?${query}`)).status).toBe(status);
  });
});

describe('a search by POST', () => {
  it('finds by name what the search by GET finds, without a right to sensitive data, and pages', async () => {
    for (const name of ['Đinh Thị Hương Sen', 'Đinh Thị Huệ Sen']) await admit(name);
    await caughtUp('/v1/members');
    const blind = await bearer({ sub: 'urn:no-sensitive', role: 'commune-cadre', unit: commune, sensitive: false });
    const by = (body: object) => ledger.post('/v1/members/search', body, blind);
    const got = await ledger.get('/v1/members?search=sen%20dinh', blind);
    expect(got.body['data']).toHaveLength(2);
    expect((await by({ name: 'sen dinh' })).body['data']).toEqual(got.body['data']);
    const first = (await by({ name: 'sen dinh', limit: 1 })).body;
    expect(first['next']).not.toBeNull();
    const second = (await by({ name: 'sen dinh', limit: 1, cursor: first['next'] })).body;
    expect([first, second].flatMap((page) => page['data'])).toEqual(got.body['data']);
  });

  it.each([
    ['neither a name nor a number', {}, 'identityNumber'],
    ['both', { name: 'sen', identityNumber: NUMBER, purpose: 'x' }, 'identityNumber'],
    ['a number without a purpose', { identityNumber: NUMBER }, 'purpose'],
  ])('is refused with %s', async (_what, body, field) => {
    const answer = await ledger.post('/v1/members/search', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe('sensitive fields', () => {
  it('are shown to who holds a right to them there, and who saw them is recorded first', async () => {
    const id = await admit('Hà Thị Ví Dụ', home, { identityNumber: NUMBER, ethnicity: 'tay', religion: 'none' });
    await record(`/v1/members/${id}/categories`, { category: 'ethnic-minority', at });
    await record(`/v1/members/${id}/party-introduction`, { at });
    await caughtUp(`/v1/members/${id}`);
    const path = `/v1/members/${id}/sensitive?purpose=${encodeURIComponent('Rà soát hồ sơ')}`;
    expect(await ledger.get(path, { as: 'commune-cadre' })).toMatchObject({
      status: 200,
      body: {
        data: {
          ...{ memberId: id, identityNumber: NUMBER, ethnicity: 'tay', religion: 'none', erased: false },
          ...{ categories: ['ethnic-minority'], party: { status: 'introduced', at } },
        },
      },
    });
    expect((await readings()).at(-1)).toMatchObject({
      ...{ actor: demoPersons['commune-cadre'].sub, person_id: id, place_id: home, purpose: 'Rà soát hồ sơ' },
      fields: expect.arrayContaining(['person.ethnicity']) as unknown,
    });

    const before = (await readings()).length;
    const blind = await bearer({ sub: 'urn:no-sensitive', role: 'commune-cadre', unit: commune, sensitive: false });
    const elsewhere = await bearer({ sub: 'urn:elsewhere', role: 'commune-cadre', unit: otherCommune });
    expect(await ledger.get(path, blind)).toMatchObject({ status: 403, body: { code: 'sensitive-right-needed' } });
    expect((await ledger.get(path, elsewhere)).status).toBe(404);
    expect((await ledger.get(`/v1/members/${id}/sensitive`)).status).toBe(400);
    expect(await readings()).toHaveLength(before);
  });

  it('let a member be found by the whole identity number, within the right alone', async () => {
    const id = await admit('Hồ Thị Ví Dụ', away, { identityNumber: '001190000002' });
    await caughtUp(`/v1/members/${id}`);
    const search = { identityNumber: '001190000002', purpose: 'Chuyển sinh hoạt' };
    expect(await ledger.post('/v1/members/search', search)).toMatchObject({
      status: 200,
      body: { data: [{ memberId: id, person: { fullName: 'Hồ Thị Ví Dụ' } }] },
    });
    expect((await readings()).at(-1)).toMatchObject({ person_id: id, fields: ['person.identityNumber'] });
    expect((await ledger.post('/v1/members/search', search, { as: 'commune-cadre' })).body['data']).toEqual([]);
    const blind = await bearer({ sub: 'urn:no-sensitive', role: 'commune-cadre', unit: commune, sensitive: false });
    expect((await ledger.post('/v1/members/search', search, blind)).status).toBe(403);
  });

  it('are recorded as asked for when nobody has that number, and who sees the whole organisation sees it', async () => {
    const search = { identityNumber: '001190009999', purpose: 'Dò số' };
    expect((await ledger.post('/v1/members/search', search, { as: 'commune-cadre' })).body['data']).toEqual([]);
    const asked = { actor: demoPersons['commune-cadre'].sub, person_id: null, place_id: null, purpose: 'Dò số' };
    expect((await readings()).at(-1)).toMatchObject({ ...asked, fields: [] });
    const overseer = (sub: string, unit: string | null) => bearer({ sub, role: 'auditor', unit });
    const seen = async (sub: string, unit: string | null) =>
      (await ledger.get('/v1/readings?limit=200', await overseer(sub, unit))).body['data'];
    const row = expect.objectContaining({ purpose: 'Dò số', personId: null }) as unknown;
    expect(await seen('urn:auditor-of-all', null)).toContainEqual(row);
    expect(await seen('urn:auditor-of-one', commune)).not.toContainEqual(row);
  });
});

describe('the events of a person', () => {
  it('are given out as they are sealed, and opened for auditors with a right to them, who are recorded', async () => {
    const id = await admit('Mạc Thị Ví Dụ', home, { religion: 'none' });
    await record(`/v1/members/${id}/categories`, { category: 'elderly', at });
    await caughtUp(`/v1/members/${id}`);
    const path = `/v1/events?stream=member-${id}&atLeast=${await ledger.store.head()}`;
    const auditor = { as: 'auditor' } as const;
    const sealed = { sealed: expect.any(String) as unknown };
    expect((await ledger.get(path, auditor)).body['data']).toMatchObject([
      { data: { person: { fullName: sealed, gender: sealed, religion: sealed } } },
      { data: { category: null } },
    ]);
    expect(await ledger.get(`${path}&open=true`, auditor)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'purpose' }] },
    });
    expect((await ledger.get(`${path}&open=true&purpose=x`)).status).toBe(403);
    const blind = await bearer({ sub: 'urn:blind-auditor', role: 'auditor', unit: central, sensitive: false });
    expect((await ledger.get(`${path}&open=true&purpose=x`, blind)).status).toBe(403);

    const opened = await ledger.get(`${path}&open=true&purpose=${encodeURIComponent('Kiểm toán')}`, auditor);
    expect(opened.body['data']).toMatchObject([
      { data: { person: { fullName: 'Mạc Thị Ví Dụ', gender: 'female', religion: 'none' } } },
      { data: { category: 'elderly' } },
    ]);
    expect((await readings()).at(-1)).toMatchObject({
      ...{ actor: demoPersons['auditor'].sub, person_id: id, place_id: home, purpose: 'Kiểm toán' },
      fields: ['category', 'person.fullName', 'person.gender', 'person.religion'],
    });
  });
});

/** What the decision to erase records, past the request that leads to it. */
const erase = async (personId: string): Promise<void> => {
  const by = { by: 'urn:sohoi:test', at };
  const data = { personId, unitId: commune, requestId: namedId('request'), legalGround: 'data-law-art-14', ...by };
  const metadata = { actor: by.by, role: 'x', correlationId: namedId('spec'), causationId: null, commandHash: '' };
  const event = { id: namedId(`erasure of ${personId}`), type: 'PersonErased', schemaVersion: 1, data, metadata };
  await ledger.store.append(`person-${personId}`, 0, [event]);
  const waited = await checkpoints(ledger.pool).waitUntil(['erasures', 'members'], await ledger.store.head(), 10_000);
  expect(waited.reached).toBe(true);
};

describe('an erased person', () => {
  it('is shown as erased, found by nothing, and nothing more is recorded about her', async () => {
    const id = await admit('Quách Thị Lãng Quên', home, { identityNumber: '001190000003', religion: 'none' });
    await record(`/v1/members/${id}/categories`, { category: 'ethnic-minority', at });
    await record(`/v1/members/${id}/party-introduction`, { at });
    await caughtUp(`/v1/members/${id}`);
    await erase(id);
    expect((await caughtUp(`/v1/members/${id}`)).body['data']).toMatchObject({ person: null, erased: true });
    expect((await ledger.get(`/v1/members/${id}/sensitive?purpose=x`)).body['data']).toEqual({
      ...{ memberId: id, erased: true },
    });
    const opened = `/v1/events?open=true&purpose=x&stream=member-${id}&atLeast=${await ledger.store.head()}`;
    const events = (await ledger.get(opened, { as: 'auditor' })).body['data'] as { type: string; data: object }[];
    expect(events.find(({ type }) => type === 'CategoryAdded')?.data).toMatchObject({ category: null });
    for (const [what, body] of [
      ['participation', { regular: true, at }],
      ['correct-person', { person: { fullName: 'X' }, reason: 'x', at }],
    ] as const) {
      expect(await ledger.post(`/v1/members/${id}/${what}`, body)).toMatchObject({
        status: 409,
        body: { code: 'PersonErased' },
      });
    }
    const again = { id, chapterId: home, person: { fullName: 'Quách Thị Lãng Quên', gender: 'female' }, at };
    expect((await ledger.post('/v1/members', again)).status).toBe(409);
  });
});
