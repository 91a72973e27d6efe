import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';
import { away, central, commune, foundTwoCommunes, home, idOf, otherCommune, province } from './two-communes.js';

type Change = { field: string; before: unknown; after: unknown; hidden: boolean; label: { vi: string; en: string } };
type Entry = {
  position: string;
  type: string;
  thing: { kind: string; id: string } | null;
  sentence: { vi: string; en: string };
  changes: Change[] | null;
  reason: unknown;
  names: Record<string, string>;
  at: string;
  recordedAt: string;
  actor: string;
  role: string;
  correlation: { id: string; others: number; more: boolean; href: string };
};

let ledger: TestLedger;
const person = { fullName: 'Lò Thị Ví Dụ', birthYear: 1990, gender: 'female' };
const auditor = { as: 'auditor' } as const;

const record = async (path: string, body: object, call = {}): Promise<string> =>
  idOf(await ledger.post(path, body, call));
const admit = (chapterId = home, at = '2023-03-08') => record('/v1/members', { chapterId, person, at });
const settled = async (): Promise<string> => {
  const head = await ledger.store.head();
  expect((await ledger.get(`/v1/events?limit=1&atLeast=${head}`)).status).toBe(200);
  return head;
};
const entriesIn = ({ status, body }: Answer): Entry[] => {
  expect([status, body]).toEqual([200, body]);
  return body['data'] as Entry[];
};
const history = async (path: string, call: object = auditor): Promise<Entry[]> =>
  entriesIn(await ledger.get(`/v1/history${path}`, call));
const types = (entries: readonly Entry[]): readonly string[] => entries.map(({ type }) => type);
const changesIn = (entry: Entry | undefined) =>
  Object.fromEntries(
    (entry?.changes ?? []).map(({ field, before, after, hidden }) => [field, hidden ? 'hidden' : [before, after]]),
  );
/** A token of somebody with a role in a unit. */
const holder = async (sub: string, role: 'auditor' | 'analyst', unit: string, sensitive = false) => {
  const authorization = `Bearer ${await ledger.token({ sub, role, unit, sensitive })}`;
  return { as: 'nobody', headers: { authorization } } as const;
};

const cursorOf = (instant: string): string =>
  Buffer.from(JSON.stringify([instant, '1'.padStart(20, '0')])).toString('base64url');

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
});
afterAll(() => ledger.close());

describe('the history of a member', () => {
  it('tells in both languages what happened, what was before and after, who, in which role, and by both clocks', async () => {
    const id = await admit();
    await record(`/v1/members/${id}/participation`, { regular: true, at: '2023-04-01' });
    await record(`/v1/members/${id}/transfer`, { from: home, to: away, reason: 'Chuyển nhà', at: '2023-05-01' });
    await settled();
    const entries = await history(`/member/${id}`);
    expect(entries).toMatchObject([
      {
        type: 'MemberAdmitted',
        thing: { kind: 'member', id },
        sentence: { vi: 'Kết nạp hội viên vào Chi hội Ví Dụ.', en: 'A member was admitted to Chi hội Ví Dụ.' },
        reason: null,
        at: '2023-03-08',
        actor: 'demo-central-officer',
        role: 'central-officer',
        correlation: { others: 0, more: false },
      },
      { sentence: { vi: 'Ghi nhận sinh hoạt thường xuyên.' } },
      {
        sentence: { en: 'The member moved from Chi hội Ví Dụ to Chi hội Khác.' },
        reason: { sealed: expect.any(String) },
      },
    ]);
    expect(entries.every(({ at, recordedAt }) => recordedAt > at)).toBe(true);
    expect(changesIn(entries[0])).toMatchObject({
      status: [null, 'active'],
      'person.fullName': [null, { sealed: expect.any(String) }],
    });
    expect(changesIn(entries[1])).toEqual({ regular: [null, true] });
    expect(changesIn(entries[2])).toEqual({ chapterId: [home, away], unitId: [commune, otherCommune] });
    expect(entries[2]?.names).toMatchObject({ [home]: 'Chi hội Ví Dụ', [away]: 'Chi hội Khác' });
    expect(entries[2]?.changes?.[0]?.label).toEqual({ vi: 'chi hội', en: 'chapter' });
  });

  it('tells nobody of the Party and of groups, and shows to whom it is opened what it records as read', async () => {
    const id = await admit();
    await record(`/v1/members/${id}/categories`, { category: 'ethnic-minority', at: '2023-04-10' });
    await record(`/v1/members/${id}/party-introduction`, { at: '2023-04-11' });
    await settled();
    const shut = await history(`/member/${id}`);
    expect(types(shut)).toEqual(['MemberAdmitted', 'CategoryAdded']);
    expect(changesIn(shut[1])).toEqual({ categories: 'hidden' });
    expect(JSON.stringify(shut)).not.toMatch(/ethnic-minority|Party|Lò Thị/);
    expect(JSON.stringify(await history(`?unit=${home}&limit=200`))).not.toMatch(/ethnic-minority|IntroducedToParty/);

    const opened = await history(`/member/${id}?open=true&purpose=x`);
    expect(types(opened)).toEqual(['MemberAdmitted', 'CategoryAdded', 'IntroducedToParty']);
    expect(changesIn(opened[0])).toMatchObject({ 'person.fullName': [null, 'Lò Thị Ví Dụ'] });
    expect(changesIn(opened[1])).toEqual({ 'categories.ethnic-minority': [null, true] });
    const { rows } = await ledger.pool.query('SELECT FROM readings.reading WHERE person_id = $1', [id]);
    expect(rows.length).toBeGreaterThan(0);
    expect(await ledger.get(`/v1/history/member/${id}?open=true`, auditor)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'purpose' }] },
    });
    const without = await holder('urn:auditor-without', 'auditor', central);
    expect((await ledger.get(`/v1/history/member/${id}?open=true&purpose=x`, without)).status).toBe(403);
  });

  it('ends with the erasure of her data, and opens nothing of it any more', async () => {
    const id = await admit();
    await actOnPerson(ledger, 'PersonErased', id, '2026-03-10');
    await settled();
    const entries = await history(`/member/${id}?open=true&purpose=x`);
    expect(types(entries)).toEqual(['MemberAdmitted', 'PersonErased']);
    expect(entries[1]?.sentence.vi).toBe('Xoá dữ liệu cá nhân của người này.');
    expect(changesIn(entries[1])).toMatchObject({ processing: [null, 'erased'] });
    expect(JSON.stringify(entries)).not.toContain('Lò Thị');
    expect(changesIn(entries[0])).toMatchObject({ 'person.fullName': [null, { sealed: expect.any(String) }] });
  });

  it('shows each only what lies in his units, and holds that alone against each other', async () => {
    const id = await admit();
    await record(`/v1/members/${id}/participation`, { regular: true, at: '2023-04-01' });
    await record(`/v1/members/${id}/transfer`, { from: home, to: away, at: '2023-05-01' });
    await record(`/v1/members/${id}/participation`, { regular: false, at: '2023-06-01' });
    await settled();
    const there = await holder('urn:auditor-there', 'auditor', otherCommune);
    const seen = await history(`/member/${id}`, there);
    expect(types(seen)).toEqual(['MemberTransferred', 'RegularParticipationRecorded']);
    // That she took part before is of the other commune, whose events are not shown.
    expect(changesIn(seen[1])).toEqual({ regular: [null, false] });
    // Nor is its chapter named.
    expect(seen[0]?.names).toEqual({ [away]: 'Chi hội Khác', [otherCommune]: 'Đơn vị commune' });
    expect(seen[0]?.sentence.vi).toBe(`Chuyển hội viên từ ${home} đến Chi hội Khác.`);
    const another = await admit();
    await settled();
    expect(await ledger.get(`/v1/history/member/${another}`, there)).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'member' }] },
    });
  });
});

describe('the history of other things', () => {
  it('is that of a unit, a chapter with its posts and reports, and a class', async () => {
    const chapterId = await record('/v1/chapters', {
      unitId: commune,
      name: 'Chi hội Mới',
      basis: 'age',
      at: '2023-01-05',
    });
    await record(`/v1/chapters/${chapterId}/women-count`, { count: 40, at: '2023-02-01' });
    await record(`/v1/chapters/${chapterId}/women-count`, { count: 45, at: '2023-03-01' });
    await settled();
    const chapter = await history(`/chapter/${chapterId}`);
    expect(types(chapter)).toEqual(['ChapterEstablished', 'ChapterWomenCounted', 'ChapterWomenCounted']);
    expect(changesIn(chapter[2])).toEqual({ women: [40, 45] });
    expect(chapter[2]?.sentence.vi).toBe('Phụ nữ từ 18 tuổi trong địa bàn Chi hội Mới: 45 người.');
    const unit = await history(`/unit/${commune}`);
    expect(unit[0]).toMatchObject({ type: 'UnitEstablished', thing: { kind: 'unit', id: commune } });
    expect((await ledger.get(`/v1/history/unit/${chapterId}`, auditor)).status).toBe(404);
  });
});

describe('the history of the log', () => {
  it('is narrowed by unit, actor, type, either clock, field and correlation', async () => {
    const before = await settled();
    const headers = { 'x-correlation-id': '0197a7c0-0000-7000-8000-00000000c0de' };
    const ids = [];
    for (const day of ['2024-01-10', '2024-02-10', '2024-03-10']) {
      const answer = await ledger.post('/v1/members', { chapterId: home, person, at: day }, { headers });
      ids.push(idOf(answer));
    }
    await record(`/v1/members/${ids[0]}/dues`, { halfYear: '2024-H1', amount: 6000, at: '2024-04-10' });
    await settled();

    const imported = await history('?correlation=0197a7c0-0000-7000-8000-00000000c0de');
    expect(imported).toHaveLength(3);
    expect(imported[0]?.correlation).toEqual({
      ...{ id: '0197a7c0-0000-7000-8000-00000000c0de', others: 2, more: false },
      href: '/v1/history?correlation=0197a7c0-0000-7000-8000-00000000c0de',
    });
    expect(imported.every(({ position }) => position > before)).toBe(true);

    expect((await history('?type=MemberAdmitted&from=2024-02-01&to=2024-02-28')).map(({ at }) => at)).toEqual([
      '2024-02-10',
    ]);
    expect(types(await history(`?unit=${home}&from=2024-03-01`))).toEqual(['MemberAdmitted', 'DuesRecorded']);
    expect(await history(`?unit=${away}&from=2024-01-01`)).toEqual([]);
    const at = imported[1]?.recordedAt ?? '';
    const since = await history(`?recordedFrom=${at}&type=MemberAdmitted`);
    expect(since.map(({ position }) => position)).toEqual(imported.slice(1).map(({ position }) => position));
    const farEast = new Date(Date.parse(at) + 23 * 3_600_000).toISOString().replace('Z', encodeURIComponent('+23:00'));
    expect(await history(`?recordedFrom=${farEast}&type=MemberAdmitted`)).toEqual(since);
    const until = await history(`?recordedTo=${at}&correlation=0197a7c0-0000-7000-8000-00000000c0de`);
    expect(until).toHaveLength(2);
    expect(types(await history('?field=dues'))).toEqual(['DuesRecorded']);
    expect(types(await history('?field=dues.2024-H1'))).toEqual(['DuesRecorded']);
    expect(await history('?field=dues.2024')).toEqual([]);
    expect(await history('?actor=nobody-at-all')).toEqual([]);
    expect(new Set((await history('?actor=demo-central-officer&limit=200')).map(({ actor }) => actor))).toEqual(
      new Set(['demo-central-officer']),
    );
  });

  it.each(['', 'from=2020-01-01&', 'recordedFrom=2020-01-01T00:00:00Z&', `unit=${province}&`, 'field=status&'])(
    'is read page by page without a gap or an entry twice, asked for %s',
    async (query) => {
      await settled();
      const whole = await history(`?${query}limit=200`);
      const pages: Entry[] = [];
      let cursor: unknown = '';
      while (cursor !== null) {
        const answer = await ledger.get(
          `/v1/history?${query}limit=3${cursor ? `&cursor=${String(cursor)}` : ''}`,
          auditor,
        );
        pages.push(...entriesIn(answer));
        cursor = answer.body['next'];
      }
      expect(pages.length).toBeGreaterThan(6);
      expect(pages).toEqual(whole);
    },
  );

  it('shows an analyst what the feed of events shows her, and no more', async () => {
    await settled();
    const analyst = await holder('urn:analyst', 'analyst', central);
    const positions = (answer: Answer) =>
      (answer.body['data'] as { position: string }[]).map(({ position }) => position);
    const feed = positions(await ledger.get('/v1/events?limit=200', analyst));
    expect(positions(await ledger.get('/v1/history?limit=200', analyst))).toEqual(feed);
    expect(feed.length).toBeGreaterThan(10);
  });

  it('is told as of a moment by either clock, and says which', async () => {
    const id = await admit(home, '2024-06-01');
    const known = await settled();
    await record(`/v1/members/${id}/dues`, { halfYear: '2024-H1', amount: 6000, at: '2024-06-02' });
    await settled();
    expect(await ledger.get(`/v1/history/member/${id}?asOf=${known}`, auditor)).toMatchObject({
      status: 200,
      body: { data: [{ type: 'MemberAdmitted' }], next: null, asOf: { position: known } },
    });
    expect(await ledger.get(`/v1/history/member/${id}?validAt=2024-06-01`, auditor)).toMatchObject({
      status: 200,
      body: { data: [{ type: 'MemberAdmitted' }], validAt: '2024-06-01' },
    });
    expect(await ledger.get(`/v1/history?asOf=${'9'.repeat(20)}`, auditor)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'asOf' }] },
    });
    const none = await ledger.get(`/v1/history/member/${id}?asOf=${'1'.padStart(20, '0')}`, auditor);
    expect(none.status).toBe(404);
  });

  it('counts of one correlation only what the asker may see', async () => {
    const headers = { 'x-correlation-id': '0197a7c0-0000-7000-8000-00000000c0df' };
    const id = idOf(await ledger.post('/v1/members', { chapterId: home, person, at: '2024-05-10' }, { headers }));
    await ledger.post('/v1/members', { chapterId: away, person, at: '2024-05-10' }, { headers });
    await ledger.post(`/v1/members/${id}/party-introduction`, { at: '2024-05-11' }, { headers });
    await settled();
    const others = async (call: object) => (await history(`/member/${id}`, call))[0]?.correlation.others;
    expect(await others(auditor)).toBe(1);
    expect(await others(await holder('urn:auditor-here', 'auditor', commune))).toBe(0);
    const opened = await history(`/member/${id}?open=true&purpose=x`);
    expect(opened.map(({ type, correlation }) => [type, correlation.others])).toEqual([
      ['MemberAdmitted', 1],
      ['IntroducedToParty', 2],
    ]);
  });
});

describe('what came of one request as of a moment', () => {
  it('is counted, and linked to, as it was known then and true by that day', async () => {
    const headers = { 'x-correlation-id': '0197a7c0-0000-7000-8000-00000000c0e0' };
    const admitOn = (at: string) => ledger.post('/v1/members', { chapterId: home, person, at }, { headers });
    const id = idOf(await admitOn('2024-05-10'));
    const known = await settled();
    await admitOn('2024-05-12');
    await settled();
    const correlation = async (query: string) => (await history(`/member/${id}${query}`))[0]?.correlation;
    expect((await correlation(''))?.others).toBe(1);
    expect(await correlation(`?asOf=${known}`)).toMatchObject({
      others: 0,
      href: expect.stringMatching(`c0e0&asOf=${known}$`),
    });
    expect((await correlation('?validAt=2024-05-11'))?.others).toBe(0);
    expect((await correlation('?validAt=2024-05-12'))?.others).toBe(1);
  });
});

describe('a bad request for history', () => {
  it.each([
    ['/v1/history?type=MemberTeleported', 'type'],
    ['/v1/history?from=2023-02-30', 'from'],
    ['/v1/history?from=2023-02-02&to=2023-02-01', 'to'],
    ['/v1/history?recordedFrom=yesterday', 'recordedFrom'],
    ['/v1/history?recordedFrom=0000-01-01T00:00:00Z', 'recordedFrom'],
    [`/v1/history?recordedFrom=2026-01-01T00:00:00Z&cursor=${cursorOf('0000-01-01T00:00:00+00:00')}`, 'cursor'],
    [`/v1/history?recordedFrom=2026-01-01T00:00:00Z&cursor=${cursorOf('2026-01-01T00:00:00+23:00')}`, 'cursor'],
    ['/v1/history?recordedFrom=2026-02-01T00:00:00Z&recordedTo=2026-01-01T00:00:00Z', 'recordedTo'],
    ['/v1/history?field=a..b', 'field'],
    ['/v1/history?cursor=x', 'cursor'],
    ['/v1/history?unit=x', 'unit'],
    ['/v1/history?actor=a%20b', 'actor'],
    ['/v1/history?limit=0', 'limit'],
    ['/v1/history/award/0197a7c0-0000-7000-8000-0000000000c1', 'kind'],
    ['/v1/history/member/x', 'id'],
  ])('%s is refused, naming %s', async (path, field) => {
    const { status, body } = await ledger.get(path, auditor);
    expect([status, (body['errors'] as { field: string }[]).map((one) => one.field)]).toEqual([400, [field]]);
  });

  it('is one for a thing that nobody has heard of', async () => {
    const answer = await ledger.get('/v1/history/class/0197a7c0-0000-7000-8000-00000000dead', auditor);
    expect(answer).toMatchObject({ status: 404, body: { errors: [{ field: 'class' }] } });
  });
});
