import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { UnfinishedGrants } from '@sohoi/persons-service/module';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import {
  away,
  central,
  commune,
  foundTwoCommunes,
  home,
  idOf,
  otherCommune,
  placeIn,
  province,
} from './two-communes.js';

let ledger: TestLedger;
const cadre = { as: 'commune-cadre' } as const;
const officer = { as: 'data-protection-officer' } as const;
const auditor = { as: 'auditor' } as const;

const name = 'Hoàng Thị Bí Mật';
const place = (path: string, body: object): Promise<void> => placeIn(ledger, path, body);

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
});
afterAll(() => ledger.close());

const admit = async (fullName = name, chapterId = home): Promise<string> => {
  const person = { fullName, birthYear: 1990, gender: 'female' };
  return idOf(await ledger.post('/v1/members', { chapterId, person, at: '2023-03-08' }));
};
const asked = (personId: string, kind: string, over: object = {}) => ({
  ...{ personId, unitId: commune, kind, channel: 'in-person', wish: 'Theo nguyện vọng của tôi', at: '2026-03-03' },
  ...over,
});
const receive = async (personId: string, kind: string, call: { as: DemoRole } = cadre): Promise<string> =>
  idOf(await ledger.post('/v1/person-requests', asked(personId, kind), call));
const at = '2026-03-10';
const step = (id: string, what: string, body: object = {}, call: { as: DemoRole } = officer) =>
  ledger.post(`/v1/person-requests/${id}/${what}`, { at, ...body }, call);
const erase = { legalGround: 'data-law-art-14' };
const grantAccess = { legalGround: 'data-law-art-4-1' };
const one = async (path: string, call: { as: DemoRole } = officer) => {
  const answer = await ledger.get(`${path}?atLeast=${await ledger.store.head()}`, call);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body['data'] as Record<string, unknown>;
};
const listed = async (path: string, call: { as: DemoRole } = officer) => {
  const answer = await ledger.get(path, call);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body['data'] as Record<string, unknown>[];
};

/** Every event of the log, byte for byte. */
const logBytes = async (): Promise<readonly string[]> => {
  const { rows } = await ledger.pool.query<{ text: string }>(
    'SELECT event::text AS text FROM log.event ORDER BY position',
  );
  return rows.map(({ text }) => createHash('sha256').update(text).digest('hex'));
};
const strength = async () => {
  const waited = await ledger.get(`/v1/units?atLeast=${await ledger.store.head()}`);
  expect(waited.status).toBe(200);
  const { rows } = await ledger.pool.query<{ row: string }>(
    'SELECT row_to_json(s)::text AS row FROM read.chapter_strength s ORDER BY 1',
  );
  return rows.map(({ row }) => row);
};

describe('a request of a person', () => {
  it('is taken in by the cadre of her commune, with the days by which she is answered', async () => {
    const id = await receive(await admit(), 'erasure');
    expect(await one(`/v1/person-requests/${id}`, cadre)).toMatchObject({
      status: 'open',
      replyBy: '2026-03-05',
      completeBy: '2026-03-23',
      wish: 'Theo nguyện vọng của tôi',
      receivedBy: demoPersons['commune-cadre'].sub,
    });
    expect(await step(id, 'acknowledge', { at: '2026-03-04' }, cadre)).toMatchObject({ status: 201 });
    expect(await step(id, 'acknowledge', { at: '2026-03-04' }, cadre)).toMatchObject({ status: 200 });
    expect(await step(id, 'extend', { days: 10, reason: 'Chờ ý kiến' })).toMatchObject({ status: 201 });
    expect(await step(id, 'extend', { days: 16, reason: 'Chờ' })).toMatchObject({ status: 400 });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ completeBy: '2026-04-02', extendedAt: at });
  });

  it('is late when nobody answers, and is found as such', async () => {
    const personId = await admit();
    const id = await receive(personId, 'access');
    await one(`/v1/person-requests/${id}`);
    const late = (overdue: boolean) => listed(`/v1/person-requests?person=${personId}&overdue=${String(overdue)}`);
    expect(await late(true)).toMatchObject([{ requestId: id }]);
    expect(await late(false)).toEqual([]);
  });

  it('reckons with the days off that were published, and only the central unit publishes them', async () => {
    const calendar = {
      ...{ unitId: central, year: 2025, workingDays: [], at: '2024-12-01', source: { title: 'Lịch nghỉ ví dụ' } },
      days: ['27', '28', '29', '30', '31'].map((day) => ({ day: `2025-01-${day}`, name: 'Tết Nguyên đán' })),
    };
    expect(await ledger.post('/v1/holiday-calendars', { ...calendar, unitId: province })).toMatchObject({
      status: 404,
    });
    expect(await ledger.post('/v1/holiday-calendars', calendar, cadre)).toMatchObject({ status: 403 });
    const before = asked(await admit(), 'access', { at: '2025-01-24' });
    const early = idOf(await ledger.post('/v1/person-requests', before, cadre));
    expect(await ledger.post('/v1/holiday-calendars', calendar)).toMatchObject({ status: 201 });
    expect(await ledger.post('/v1/holiday-calendars', calendar)).toMatchObject({ status: 200 });
    const later = idOf(await ledger.post('/v1/person-requests', before, cadre));
    expect(await one(`/v1/person-requests/${early}`)).toMatchObject({ replyBy: '2025-01-28' });
    expect(await one(`/v1/person-requests/${later}`)).toMatchObject({
      replyBy: '2025-02-04',
      completeBy: '2025-02-03',
    });
    expect((await ledger.get('/v1/holiday-calendars/2025', cadre)).body['data']).toMatchObject({ year: 2025 });
  });

  it('is about a person of one’s own units, and the unit that answers is one of them', async () => {
    const stranger = await admit('Lê Thị Khác', away);
    const unknown = '0197a7c0-0000-7000-8000-0000000000ff';
    for (const body of [asked(stranger, 'access'), asked(unknown, 'access')]) {
      expect(await ledger.post('/v1/person-requests', body, cadre)).toMatchObject({ status: 404 });
    }
    const elsewhere = asked(await admit(), 'access', { unitId: otherCommune });
    expect(await ledger.post('/v1/person-requests', elsewhere, cadre)).toMatchObject({ status: 404 });
    const id = idOf(
      await ledger.post('/v1/person-requests', asked(stranger, 'access', { unitId: otherCommune }), officer),
    );
    expect(await ledger.get(`/v1/person-requests/${id}`, cadre)).toMatchObject({ status: 404 });
    expect(await step(id, 'acknowledge', {}, cadre)).toMatchObject({ status: 404 });
  });

  it('may be about somebody who is no member, where a unit holds something on her', async () => {
    const personId = '0197a7c0-0000-7000-8000-0000000000d7';
    const deputy = { personId, fullName: 'Mai Thị Phó', gender: 'female', post: 'chapterDeputy', partyMember: false };
    await place(`/v1/chapters/${away}/posts/appointed`, { ...deputy, at: '2023-04-01' });
    expect(await ledger.post('/v1/person-requests', asked(personId, 'erasure'), cadre)).toMatchObject({ status: 404 });
    const there = asked(personId, 'erasure', { unitId: otherCommune });
    const id = idOf(await ledger.post('/v1/person-requests', there, { as: 'province-verifier' }));
    expect(await step(id, 'grant', erase)).toMatchObject({ status: 201 });
    const verifier = { as: 'province-verifier' } as const;
    expect(await one(`/v1/chapters/${away}/posts`, verifier)).toMatchObject([
      { personId, fullName: null, post: 'chapterDeputy' },
    ]);
  });

  it('is decided by an officer who did not take it in, on a ground that carries it', async () => {
    const personId = await admit();
    const own = await receive(personId, 'access', officer);
    expect(await step(own, 'grant', grantAccess)).toMatchObject({ status: 409, body: { code: 'DeciderIsReceiver' } });
    const id = await receive(personId, 'access');
    expect(await step(id, 'grant', grantAccess, cadre)).toMatchObject({ status: 403 });
    expect(await step(id, 'grant', erase)).toMatchObject({ status: 409, body: { code: 'GroundDoesNotFit' } });
    expect(await step(id, 'grant', grantAccess)).toMatchObject({ status: 201 });
    expect(await step(id, 'complete')).toMatchObject({ status: 201 });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ status: 'completed', completedAt: at });
    expect(await step(own, 'withdraw', {}, cadre)).toMatchObject({ status: 201 });
  });
});

describe('an erasure', () => {
  it('takes everything that tells who she is, and leaves totals and all earlier events as they were', async () => {
    const personId = await admit();
    const path = `/v1/members/${personId}`;
    expect(await one(path, cadre)).toMatchObject({ person: { fullName: name } });
    const id = await receive(personId, 'erasure');
    await one(`/v1/person-requests/${id}`);
    const [bytes, totals] = [await logBytes(), await strength()];

    const granted = await step(id, 'grant', erase);
    expect(granted).toMatchObject({ status: 201, body: { streamVersion: 3 } });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({
      ...{ status: 'completed', legalGround: 'data-law-art-14', wish: null, completedAt: at },
    });
    expect(await one(`/v1/persons/${personId}`)).toMatchObject({ erasedAt: at });

    expect(JSON.stringify(await one(path, cadre))).not.toContain(name);
    expect(await listed(`/v1/members?search=bi%20mat&atLeast=${await ledger.store.head()}`, cadre)).not.toContainEqual(
      expect.objectContaining({ memberId: personId }),
    );
    const after = await logBytes();
    expect(after.slice(0, bytes.length)).toEqual(bytes);
    expect(after).toHaveLength(bytes.length + 3);
    expect(await strength()).toEqual(totals);
    const types = (await ledger.store.readStream(`person-${personId}`)).map(({ type }) => type);
    expect(types).toEqual(['PersonErased']);
  });

  it('granted again under the same key says the same and records nothing', async () => {
    const id = await receive(await admit(), 'erasure');
    const call = { ...officer, headers: { 'idempotency-key': `grant-${id}` } };
    const path = `/v1/person-requests/${id}/grant`;
    const first = await ledger.post(path, { ...erase, at }, call);
    const head = await ledger.store.head();
    expect(await ledger.post(path, { ...erase, at }, call)).toMatchObject({ status: 201, body: first.body });
    expect(await ledger.store.head()).toBe(head);
  });

  it('lets nothing more be recorded of her', async () => {
    const personId = await admit();
    expect(await step(await receive(personId, 'erasure'), 'grant', erase)).toMatchObject({ status: 201 });
    await one(`/v1/persons/${personId}`);
    const again = await ledger.post('/v1/person-requests', asked(personId, 'access'), cadre);
    expect(again).toMatchObject({ status: 409, body: { code: 'NothingHeldOnPerson' } });
    const hold = { unitId: commune, legalGround: 'archives-law', reason: 'Lưu trữ', at };
    expect(await ledger.post(`/v1/persons/${personId}/holds`, hold, officer)).toMatchObject({
      ...{ status: 409, body: { code: 'PersonIsErased' } },
    });
    const corrected = { person: { fullName: 'Tên Mới' }, reason: 'Sai', at };
    const answer = await ledger.post(`/v1/members/${personId}/correct-person`, corrected, cadre);
    expect(answer.status).toBe(409);
  });

  it('must be refused while archives law keeps the data, and can be granted when the hold is lifted', async () => {
    const personId = await admit();
    const hold = {
      ...{ unitId: commune, legalGround: 'retention-table', reason: 'Hồ sơ quy hoạch' },
      ...{ until: '2033-12-31', at: '2026-03-01' },
    };
    const holdId = idOf(await ledger.post(`/v1/persons/${personId}/holds`, hold, officer));
    const id = await receive(personId, 'erasure');
    expect(await step(id, 'grant', erase)).toMatchObject({
      ...{ status: 409, body: { code: 'RetentionPrevails', details: { holdId, until: '2033-12-31' } } },
    });
    expect(await step(id, 'refuse', { legalGround: 'retention-table', reason: 'Còn thời hạn lưu trữ' })).toMatchObject({
      status: 201,
    });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({
      ...{ status: 'refused', refusalReason: 'Còn thời hạn lưu trữ' },
    });
    expect(await one(`/v1/members/${personId}`, cadre)).toMatchObject({ person: { fullName: name } });

    const lift = { unitId: commune, reason: 'Đã nộp lưu trữ lịch sử', at };
    expect(await ledger.post(`/v1/persons/${personId}/holds/${holdId}/lift`, lift, officer)).toMatchObject({
      status: 201,
    });
    expect(await step(await receive(personId, 'erasure'), 'grant', erase)).toMatchObject({ status: 201 });
  });

  it('that was granted by a process that then died is completed by the next one, once', async () => {
    const personId = await admit();
    const id = await receive(personId, 'erasure');
    const [received] = await ledger.store.readStream(`personRequest-${id}`);
    const by = demoPersons['data-protection-officer'].sub;
    const data = { requestId: id, personId, unitId: commune, kind: 'erasure', ...erase, by, at };
    const metadata = { ...received!.metadata, actor: by, role: 'data-protection-officer' };
    const grant = {
      id: personId.replace(/^.{8}/, '00000000'),
      type: 'RequestGranted',
      schemaVersion: 1,
      data,
      metadata,
    };
    await ledger.store.append(`personRequest-${id}`, 1, [grant]);
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ kind: 'erasure' });

    await ledger.app.get(UnfinishedGrants, { strict: false }).finish();
    await ledger.app.get(UnfinishedGrants, { strict: false }).finish();
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ status: 'completed' });
    expect(await ledger.store.readStream(`person-${personId}`)).toMatchObject([
      { type: 'PersonErased', metadata: { actor: by, causationId: grant.id } },
    ]);
    expect(await ledger.store.readStream(`personRequest-${id}`)).toHaveLength(3);
  });
});

describe('a restriction', () => {
  it('withholds who the person is until it is lifted, and counts her all the same', async () => {
    const personId = await admit('Đỗ Thị Hạn Chế');
    const head = { personId, fullName: 'Đỗ Thị Hạn Chế', gender: 'female', post: 'chapterHead', partyMember: false };
    const elected = await ledger.post(`/v1/chapters/${home}/posts/elected`, { ...head, at: '2023-04-01' });
    expect(elected).toMatchObject({ status: 201 });
    const holders = () => one(`/v1/chapters/${home}/posts`, cadre);
    expect(await holders()).toMatchObject([{ personId, fullName: 'Đỗ Thị Hạn Chế' }]);
    const totals = await strength();
    const id = await receive(personId, 'restriction');
    expect(await step(id, 'grant', grantAccess)).toMatchObject({ status: 201 });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ status: 'completed', wish: expect.any(String) });
    expect(await one(`/v1/person-requests/${id}`, cadre)).toMatchObject({ wish: null });
    expect(await one(`/v1/persons/${personId}`, auditor)).toMatchObject({ restrictedAt: at, erasedAt: null });
    const withheld = { memberId: personId, person: null, erased: false, restricted: true };
    expect(await one(`/v1/members/${personId}`, cadre)).toMatchObject(withheld);
    expect(await holders()).toMatchObject([{ personId, fullName: null }]);
    const sensitive = await ledger.get(`/v1/members/${personId}/sensitive?purpose=ho-so`, cadre);
    expect(sensitive).toMatchObject({ status: 409, body: { code: 'ProcessingRestricted' } });
    expect(await listed(`/v1/readings?person=${personId}`)).toEqual([]);
    expect(await strength()).toEqual(totals);

    const lift = { unitId: commune, reason: 'Người yêu cầu đồng ý', at };
    expect(await ledger.post(`/v1/persons/${personId}/restriction/lift`, lift, cadre)).toMatchObject({ status: 403 });
    expect(await ledger.post(`/v1/persons/${personId}/restriction/lift`, lift, officer)).toMatchObject({ status: 201 });
    const shown = { restricted: false, person: { fullName: 'Đỗ Thị Hạn Chế' } };
    expect(await one(`/v1/members/${personId}`, cadre)).toMatchObject(shown);
  });
});

describe('an extract', () => {
  it('shows the person all that is held on her, who saw it, and nothing of others', async () => {
    const personId = await admit('Vũ Thị Trích <b>');
    const extract = () => ledger.get(`/v1/persons/${personId}/extract`, officer);
    expect(await extract()).toMatchObject({ status: 409, body: { code: 'AccessNotGranted' } });
    expect(await ledger.get(`/v1/persons/${personId}/extract`, cadre)).toMatchObject({ status: 403 });
    const blunt = { sub: 'officer-of-names', role: 'data-protection-officer', unit: central, sensitive: false };
    const headers = { authorization: `Bearer ${await ledger.token(blunt)}` };
    const asBlunt = { as: 'nobody', headers } as const;
    expect(await ledger.get(`/v1/persons/${personId}/extract`, asBlunt)).toMatchObject({ status: 403 });
    const dues = { halfYear: '2023-H1', amount: 12_000, at: '2023-05-05' };
    expect(await ledger.post(`/v1/members/${personId}/dues`, dues, cadre)).toMatchObject({ status: 201 });
    expect(await step(await receive(personId, 'access'), 'grant', grantAccess)).toMatchObject({ status: 201 });

    const answer = await extract();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = String(answer.body['text']);
    for (const shown of [
      'Kết nạp hội viên',
      'Vũ Thị Trích &lt;b&gt;',
      '08/03/2023',
      'Chi hội Ví Dụ',
      '12.000',
      '1990',
    ]) {
      expect(html).toContain(shown);
    }
    expect(html).toContain('Theo nguyện vọng của tôi');
    expect(html).not.toMatch(/<script|<b>|https?:/);

    const readings = await listed(`/v1/readings?person=${personId}`, auditor);
    expect(readings).toMatchObject([
      {
        ...{ actor: demoPersons['data-protection-officer'].sub, role: 'data-protection-officer', placeId: home },
        fields: expect.arrayContaining(['person.fullName', 'wish']),
      },
    ]);
    expect(JSON.stringify(readings)).not.toContain('Trích');
    const second = String((await extract()).body['text']);
    expect(second).toContain(demoPersons['data-protection-officer'].sub);
  });
});

describe('the log of readings', () => {
  it('is for auditors and data protection officers, as far as their units reach', async () => {
    expect(await ledger.get('/v1/readings', cadre)).toMatchObject({ status: 403 });
    const elsewhere = { sub: 'officer-elsewhere', role: 'data-protection-officer', unit: otherCommune };
    const headers = { authorization: `Bearer ${await ledger.token(elsewhere)}` };
    expect((await ledger.get('/v1/readings', { as: 'nobody', headers })).body['data']).toEqual([]);
    const all = await listed('/v1/readings');
    expect(all.length).toBeGreaterThan(0);
    const until = encodeURIComponent('2020-01-01T00:00:00Z');
    expect(await listed(`/v1/readings?until=${until}`)).toEqual([]);
    const first = await ledger.get('/v1/readings?limit=1', officer);
    const next = String(first.body['next']);
    if (all.length > 1) expect(await listed(`/v1/readings?cursor=${next}`)).toHaveLength(all.length - 1);
    expect(await listed('/v1/readings?actor=nobody-at-all')).toEqual([]);
  });
});
