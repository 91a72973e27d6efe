import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const province = demoPersons['province-verifier'].unit;
const commune = demoPersons['commune-cadre'].unit;
const otherProvince = '0197a7c0-0000-7000-8000-0000000000a8';
const otherCommune = '0197a7c0-0000-7000-8000-0000000000a9';
const [home, neighbour, away] = ['c1', 'c2', 'c3'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [
  string,
  string,
  string,
];
const cadre = { as: 'commune-cadre' } as const;

const place = async (path: string, body: object): Promise<void> => {
  expect((await ledger.post(path, { at: '2023-01-01', ...body })).status).toBe(201);
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await place('/v1/units', { id: central, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ' });
  await place('/v1/units', { id: province, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Ví Dụ' });
  await place('/v1/units', { id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ' });
  await place('/v1/units', {
    id: otherProvince,
    parentId: central,
    level: 'province',
    kind: 'Tỉnh',
    name: 'Tỉnh Khác',
  });
  await place('/v1/units', {
    id: otherCommune,
    parentId: otherProvince,
    level: 'commune',
    kind: 'Xã',
    name: 'Xã Khác',
  });
  await place('/v1/chapters', { id: home, unitId: commune, name: 'Chi hội Ví Dụ 1', basis: 'residence' });
  await place('/v1/chapters', { id: neighbour, unitId: commune, name: 'Chi hội Ví Dụ 2', basis: 'residence' });
  await place('/v1/chapters', { id: away, unitId: otherCommune, name: 'Chi hội Khác', basis: 'theme' });
});
afterAll(() => ledger.close());

const at = '2023-04-10';
const woman = (fullName: string) => ({ fullName, birthYear: 1990, gender: 'female' });
const idOf = (answer: Answer): string => {
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const admit = async (fullName = 'Nguyễn Thị Ví Dụ', chapterId = home): Promise<string> =>
  idOf(await ledger.post('/v1/members', { chapterId, person: woman(fullName), at: '2023-03-08' }));
const change = (id: string, what: string, body: object, call: Parameters<TestLedger['post']>[2] = cadre) =>
  ledger.post(`/v1/members/${id}/${what}`, { at, ...body }, call);
const read = async (id: string): Promise<unknown> => {
  const answer = await ledger.get(`/v1/members/${id}?atLeast=${await ledger.store.head()}`);
  return answer.body['data'];
};
const lastEvent = async (id: string) => (await ledger.store.readStream(`member-${id}`)).at(-1);

describe('a member', () => {
  it('is admitted by the cadre of her commune, and read back', async () => {
    const person = woman('Đặng Thị Ví Dụ');
    const answer = await ledger.post('/v1/members', { chapterId: home, person, at: '2023-03-08' }, cadre);
    expect(answer.headers.get('etag')).toBe('"1"');
    const id = idOf(answer);
    expect(await read(id)).toEqual({
      memberId: id,
      person: { fullName: 'Đặng Thị Ví Dụ', birthYear: 1990, gender: 'female' },
      erased: false,
      restricted: false,
      kind: 'ordinary',
      status: 'active',
      chapterId: home,
      unitId: commune,
      regular: false,
      core: false,
      duesPaid: [],
      admittedAt: '2023-03-08',
      endedAt: null,
      endReason: null,
      streamVersion: 1,
    });
  });

  it('goes the whole way, each command recording its event', async () => {
    const id = await admit();
    const steps: readonly [string, object, string][] = [
      ['categories', { category: 'core-member' }, 'CategoryAdded'],
      ['categories', { category: 'elderly' }, 'CategoryAdded'],
      ['categories/elderly/remove', {}, 'CategoryRemoved'],
      ['participation', { regular: true }, 'RegularParticipationRecorded'],
      ['dues', { halfYear: '2023-H1', amount: 12000 }, 'DuesRecorded'],
      ['party-introduction', { asChapterHead: true }, 'IntroducedToParty'],
      ['party-joining', {}, 'JoinedParty'],
      ['transfer', { from: home, to: neighbour, reason: 'Chuyển nơi ở' }, 'MemberTransferred'],
      ['end', { reason: 'moved-away' }, 'MembershipEnded'],
      ['reinstate', { chapterId: home, at: '2023-05-01' }, 'MemberReinstated'],
    ];
    for (const [n, [what, body, type]] of steps.entries()) {
      expect(await change(id, what, body)).toMatchObject({ status: 201, body: { id, streamVersion: n + 2 } });
      expect(await lastEvent(id)).toMatchObject({ type });
      expect(await change(id, what, body)).toMatchObject({ status: 200, body: { id, streamVersion: n + 2 } });
    }
    expect(await read(id)).toMatchObject({
      status: 'active',
      chapterId: home,
      core: false,
      duesPaid: ['2023-H1'],
    });
  });

  it('names both chapters and what moves when she is transferred to another province', async () => {
    const id = await admit();
    await change(id, 'categories', { category: 'core-member' });
    expect((await change(id, 'transfer', { from: home, to: away })).status).toBe(201);
    expect((await lastEvent(id))?.data).toEqual({
      memberId: id,
      from: { chapterId: home, unitId: commune },
      to: { chapterId: away, unitId: otherCommune },
      standing: { kind: 'ordinary', regular: false, core: true, categories: [], duesPaid: [] },
      at,
    });
    // From that moment on she is not the former commune's any more.
    expect(await change(id, 'participation', { regular: true })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });
});

describe('an honorary member', () => {
  it('is recognised and loses a mistaken recognition', async () => {
    const person = { fullName: 'Trần Văn Ví Dụ', birthYear: 1965, gender: 'male' };
    const id = idOf(await ledger.post('/v1/honorary-members', { chapterId: home, person, at }, cadre));
    expect(await change(id, 'dues', { halfYear: '2023-H1', amount: 1 })).toMatchObject({
      status: 409,
      body: { code: 'MemberIsHonorary' },
    });
    expect((await change(id, 'annul-recognition', { reason: 'Công nhận nhầm' })).status).toBe(201);
    expect(await read(id)).toMatchObject({ kind: 'honorary', status: 'annulled', endedAt: at, endReason: null });
  });
});

describe('a command about a member', () => {
  const fromHome = { errors: [{ field: 'from', limit: home }] };
  const fromAdmission = { errors: [{ field: 'at', limit: '2023-03-08' }] };

  it.each<[string, string, object, string, object]>([
    ['from a chapter she is not in', 'transfer', { from: neighbour, to: away }, 'NotInChapter', fromHome],
    ['before her admission', 'end', { reason: 'left', at: '2023-03-07' }, 'BeforeAdmission', fromAdmission],
    ['into the Party without introduction', 'party-joining', {}, 'NotIntroducedToParty', {}],
    ['annulling what she is not', 'annul-recognition', { reason: 'x' }, 'MemberNotHonorary', {}],
  ])('%s is refused in both languages and records nothing', async (_what, command, body, code, errors) => {
    const id = await admit();
    for (const language of ['vi', 'en']) {
      const answer = await change(id, command, body, { ...cadre, headers: { 'accept-language': language } });
      expect(answer).toMatchObject({ status: 409, body: { code, ...errors } });
      expect(answer.headers.get('content-language')).toBe(language);
    }
    expect(await lastEvent(id)).toMatchObject({ streamVersion: 1 });
  });

  it.each<[string, string, object, string, string?]>([
    ['a half-year that is none', 'dues', { halfYear: '2023-Q1', amount: 1 }, 'halfYear', 'such as 2023-H1'],
    ['negative dues', 'dues', { halfYear: '2023-H1', amount: -1 }, 'amount'],
    ['a category with capitals', 'categories', { category: 'Nòng cốt' }, 'category'],
    ['a category in the path that is none', 'categories/%20/remove', {}, 'category'],
    ['an unknown reason', 'end', { reason: 'bored' }, 'reason'],
    ['a field too many', 'party-joining', { memberId: home }, 'memberId'],
    ['a date to come', 'participation', { regular: true, at: '2999-01-01' }, 'at'],
    ['a chapter id that is none', 'reinstate', { chapterId: 'x' }, 'chapterId'],
  ])('with %s is refused, and the field is named', async (_what, command, body, field, part = '') => {
    const id = await admit();
    const message = expect.stringContaining(part) as unknown;
    expect(await change(id, command, body)).toMatchObject({ status: 400, body: { errors: [{ field, message }] } });
    expect(await lastEvent(id)).toMatchObject({ streamVersion: 1 });
  });

  it('that names an unknown chapter or member is 404', async () => {
    const id = await admit();
    const unknown = '0197a7c0-0000-7000-8000-00000000dead';
    expect(await change(id, 'transfer', { from: home, to: unknown })).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'to' }] },
    });
    expect(await change(unknown, 'end', { reason: 'left' })).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'id' }] },
    });
    const inUnit = { chapterId: commune, person: woman('Lê Thị Ví Dụ'), at };
    expect(await ledger.post('/v1/members', inUnit)).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'chapterId' }] },
    });
  });

  it('into a closed chapter is refused', async () => {
    const closed = '0197a7c0-0000-7000-8000-0000000000c4';
    await place('/v1/chapters', { id: closed, unitId: commune, name: 'Chi hội Cũ', basis: 'age' });
    const { position } = (await ledger.post(`/v1/chapters/${closed}/close`, { reason: 'Ghép', at: '2023-02-01' })).body;
    await ledger.get(`/v1/units/${closed}?atLeast=${String(position)}`);
    const admission = { chapterId: closed, person: woman('Lê Thị Ví Dụ'), at };
    expect(await ledger.post('/v1/members', admission)).toMatchObject({
      status: 409,
      body: { code: 'ChapterIsClosed' },
    });
    const group = { chapterId: closed, name: 'Tổ Ví Dụ' };
    expect(await ledger.post('/v1/groups', { ...group, at: '2023-02-01' })).toMatchObject({
      status: 409,
      body: { code: 'ChapterIsClosed' },
    });
    expect((await ledger.post('/v1/groups', { ...group, at: '2023-01-31' })).status).toBe(201);
  });

  it('under a dissolved unit is refused from that day on, and told late it is not', async () => {
    const dissolved = '0197a7c0-0000-7000-8000-0000000000aa';
    await place('/v1/units', { id: dissolved, parentId: province, level: 'district', kind: 'Huyện', name: 'Huyện Cũ' });
    const end = await ledger.post(`/v1/units/${dissolved}/dissolve`, { reason: 'Bỏ cấp huyện', at: '2023-02-01' });
    await ledger.get(`/v1/units/${dissolved}?atLeast=${String(end.body['position'])}`);
    const under = { parentId: dissolved, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ 2' };
    expect(await ledger.post('/v1/units', { ...under, at: '2023-02-01' })).toMatchObject({
      status: 409,
      body: { code: 'ParentIsDissolved' },
    });
    expect(await ledger.post(`/v1/units/${commune}/move`, { to: dissolved, at: '2023-02-01' })).toMatchObject({
      status: 409,
      body: { code: 'ParentIsDissolved' },
    });
    expect((await ledger.post('/v1/units', { ...under, at: '2023-01-31' })).status).toBe(201);
  });

  it('outside the units of the actor, or by a role that keeps no register, is refused', async () => {
    const id = await admit('Người Nơi Khác', away);
    expect(await change(id, 'end', { reason: 'left' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const admission = { chapterId: away, person: woman('Lê Thị Ví Dụ'), at };
    expect((await ledger.post('/v1/members', admission, cadre)).status).toBe(404);
    expect((await change(id, 'end', { reason: 'left' }, { as: 'auditor' })).status).toBe(403);
    expect((await ledger.get('/v1/members', { as: 'operator' })).status).toBe(403);
    expect((await ledger.get(`/v1/members/${id}`, cadre)).status).toBe(404);
  });

  it('sent twice at once under one key is recorded once', async () => {
    const id = await admit();
    const call = { ...cadre, headers: { 'idempotency-key': `transfer-${id}` } };
    const answers = await Promise.all([1, 2, 3].map(() => change(id, 'transfer', { from: home, to: neighbour }, call)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await lastEvent(id)).toMatchObject({ type: 'MemberTransferred', streamVersion: 2 });
  });
});

describe('the list of members', () => {
  const names = async (query: string, call = {}): Promise<readonly string[]> => {
    const page = await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}&${query}`, call);
    expect(page.status).toBe(200);
    return (page.body['data'] as { person: { fullName: string } }[]).map(({ person }) => person.fullName).sort();
  };

  it('finds a name by beginnings of its words, however and in whatever order they are typed', async () => {
    await admit('Ưng Thị Quỳnh Đào');
    for (const typed of ['quynh dao', 'QUỲNH ĐÀO', 'Quỳnh Đào'.normalize('NFD'), 'đào ưn', "' quỳ % --"]) {
      expect(await names(`search=${encodeURIComponent(typed)}`)).toEqual(['Ưng Thị Quỳnh Đào']);
    }
    for (const typed of ['uynh', 'quynhdao', 'quynh 1', '%', "' --", '\\']) {
      expect(await names(`search=${encodeURIComponent(typed)}`)).toEqual([]);
    }
  });

  it('keeps to the units of the actor, to the unit asked for, and to the status', async () => {
    const id = await admit('Riêng Thị Xã Nhà', neighbour);
    await admit('Riêng Thị Xã Khác', away);
    expect(await names('search=rieng')).toEqual(['Riêng Thị Xã Khác', 'Riêng Thị Xã Nhà']);
    expect(await names('search=rieng', cadre)).toEqual(['Riêng Thị Xã Nhà']);
    expect(await names(`search=rieng&unit=${otherProvince}`)).toEqual(['Riêng Thị Xã Khác']);
    expect(await names(`search=rieng&unit=${neighbour}`)).toEqual(['Riêng Thị Xã Nhà']);
    expect(await names(`search=rieng&unit=${otherCommune}`, cadre)).toEqual([]);
    await change(id, 'end', { reason: 'left' });
    expect(await names('search=rieng&status=ended')).toEqual(['Riêng Thị Xã Nhà']);
    expect(await names('search=rieng&status=active')).toEqual(['Riêng Thị Xã Khác']);
  });

  it('comes in pages that together show everyone once', async () => {
    const all = await names('limit=200');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await ledger.get(`/v1/members?limit=3${cursor && `&cursor=${cursor}`}`);
      const { data, next } = page.body as { data: { memberId: string }[]; next: string | null };
      seen.push(...data.map(({ memberId }) => memberId));
      cursor = next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(all.length);
  });
});
