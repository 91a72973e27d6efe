import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { away, central, commune, foundTwoCommunes, home, otherCommune, province } from './two-communes.js';

const id = (end: string): string => `0197a7c0-0000-7000-8000-0000000000${end}`;
const [member, otherProvince, traineeId, classId] = [id('d1'), id('a8'), id('e1'), id('e2')];
const fullName = 'Nguyễn Thị Ví Dụ';
const person = { fullName, birthYear: 1980, gender: 'female' };

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
});
afterAll(() => ledger.close());

const withQuery = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;
const dataOf = async (path: string): Promise<unknown> => {
  const { status, body } = await ledger.get(path);
  expect([path, status, body['errors']]).toEqual([path, 200, undefined]);
  return body['data'];
};

const paths = [
  '/v1/units',
  `/v1/units?unit=${province}`,
  `/v1/units?unit=${otherProvince}`,
  `/v1/units/${commune}`,
  `/v1/units/${home}`,
  `/v1/chapters/${home}/posts`,
  '/v1/members',
  '/v1/members?status=active&search=vi+du',
  '/v1/members?search=son+ca',
  `/v1/members?unit=${otherCommune}`,
  `/v1/members?unit=${province}`,
  `/v1/members?unit=${home}&order=name`,
  `/v1/members/${member}`,
  `/v1/training-classes?unit=${province}`,
  `/v1/training-classes/${classId}`,
  `/v1/training-classes/${classId}/trainees`,
  '/v1/rights',
];

/** Each told late or in order, and each seen in one of the answers. */
const steps: readonly (readonly [path: string, body: object])[] = [
  ['/v1/members', { id: member, chapterId: home, person, at: '2023-02-01' }],
  [
    `/v1/chapters/${home}/posts/elected`,
    {
      id: id('f1'),
      personId: member,
      fullName,
      gender: 'female',
      post: 'chapterHead',
      partyMember: false,
      at: '2023-02-15',
    },
  ],
  [
    '/v1/training-classes',
    {
      ...{ id: classId, unitId: province, planId: null, name: 'Lớp bồi dưỡng', from: '2023-07-12', to: '2023-07-14' },
      ...{ sessions: 2, capacity: 2, at: '2023-07-01' },
    },
  ],
  [
    `/v1/training-classes/${classId}/trainees`,
    { trainees: [{ traineeId, personId: member, fullName, chapterId: home, unitId: commune }], at: '2023-07-10' },
  ],
  [`/v1/training-classes/${classId}/attendance`, { session: 1, traineeIds: [traineeId], at: '2023-07-12' }],
  [`/v1/units/${commune}/rename`, { name: 'Xã Tên Mới', at: '2023-08-01' }],
  [`/v1/units/${commune}/women-count`, { count: 900, at: '2023-06-01' }],
  ['/v1/units', { id: otherProvince, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Khác', at: '2023-01-01' }],
  [`/v1/units/${otherCommune}/move`, { to: otherProvince, at: '2023-09-01' }],
  [`/v1/members/${member}/transfer`, { from: home, to: away, at: '2023-09-10' }],
  [`/v1/members/${member}/dues`, { halfYear: '2023-H1', amount: 12_000, at: '2023-05-01' }],
  [
    `/v1/members/${member}/correct-person`,
    { person: { fullName: 'Nguyễn Thị Sơn Ca' }, reason: 'Ghi nhầm', at: '2023-10-01' },
  ],
  [`/v1/members/${member}/end`, { reason: 'left', at: '2023-12-01' }],
];

/** Versions are not told of other moments, for looked back at day by day they would tell of the Party. */
const asOfAMoment = (path: string, data: unknown): unknown => {
  if (!/^\/v1\/(units|members)/.test(path) || data === undefined) return data;
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === 'streamVersion' ? undefined : value)));
};

describe('a read as of a moment', () => {
  const told: { readonly path: string; readonly asOf: string; readonly status: number; readonly data: unknown }[] = [];
  const remember = async (): Promise<void> => {
    const asOf = await ledger.store.head();
    for (const path of paths) {
      const waiting = path.endsWith('trainees') ? path : withQuery(path, `atLeast=${asOf}`);
      const { status, body } = await ledger.get(waiting);
      told.push({ path, asOf, status, data: asOfAMoment(path, body['data']) });
    }
  };
  beforeAll(async () => {
    await remember();
    for (const [path, body] of steps) {
      const { status, body: answer } = await ledger.post(
        path,
        path === '/v1/units' ? { parentId: central, ...body } : body,
      );
      expect([path, status, answer]).toEqual([path, 201, answer]);
      await remember();
    }
  }, 60_000);

  it('is what was answered then, whatever was recorded since, and says which moment it tells of', async () => {
    for (const { path, asOf, status, data } of told) {
      const then = await ledger.get(withQuery(path, `asOf=${asOf}`));
      expect([path, asOf, then.status, then.body['data']]).toEqual([path, asOf, status, data]);
      if (status !== 200) continue;
      expect(then.body).toMatchObject({ position: asOf, asOf: { position: asOf, recordedAt: expect.any(String) } });
    }
    const seen = new Set(told.map(({ path, data }) => `${path} ${JSON.stringify(data)}`));
    expect(seen.size).toBeGreaterThan(40);
  }, 60_000);

  it('is of an instant what stood at the last position recorded no later', async () => {
    const events = (await ledger.store.readAt(told.map(({ asOf }) => asOf))).slice(1);
    for (const { position, recordedAt } of events) {
      const same = events.findLast((event) => event.recordedAt <= recordedAt);
      const { body } = await ledger.get(`/v1/units/${commune}?asOf=${recordedAt}`);
      expect(body['asOf']).toEqual({ position: same?.position, recordedAt });
      expect(position <= String(same?.position)).toBe(true);
    }
  });

  it('is for a day what was true on it, as far as was known', async () => {
    const on = (path: string, day: string, asOf = '') =>
      dataOf(withQuery(path, `validAt=${day}${asOf && `&asOf=${asOf}`}`));
    const one = `/v1/members/${member}`;
    expect(await on(one, '2023-03-01')).toMatchObject({ chapterId: home, status: 'active', duesPaid: [] });
    expect(await on(one, '2023-06-01')).toMatchObject({ chapterId: home, duesPaid: ['2023-H1'] });
    expect(await on(one, '2023-10-01')).toMatchObject({ chapterId: away, status: 'active', endedAt: null });
    expect(await on(one, '2023-12-01')).toMatchObject({ status: 'ended' });
    expect((await ledger.get(`${one}?validAt=2023-01-31`)).status).toBe(404);
    // A misspelt name was never hers; who asks as of a day before that was recorded still reads it.
    expect(await on(one, '2023-03-01')).toMatchObject({ person: { fullName: 'Nguyễn Thị Sơn Ca' } });
    expect(await on(one, '2023-03-01', told[paths.length]?.asOf)).toMatchObject({ person: { fullName } });

    expect(await on(`/v1/members?unit=${home}`, '2023-03-01')).toHaveLength(1);
    expect(await on(`/v1/members?unit=${home}`, '2023-10-01')).toHaveLength(0);
    // Both on the map of the day: the other commune was in the one province, and then in the other.
    expect(await on(`/v1/members?unit=${otherProvince}`, '2023-10-01')).toHaveLength(1);
    expect(await on(`/v1/units?unit=${otherProvince}`, '2023-08-31')).toHaveLength(1);
    expect(await on(`/v1/units/${commune}`, '2023-07-31')).toMatchObject({ women: 900, name: 'Đơn vị commune' });
    expect(await on(`/v1/training-classes/${classId}/trainees`, '2023-07-09')).toEqual([]);
    expect(await on(`/v1/training-classes/${classId}/trainees`, '2023-07-10')).toHaveLength(1);
  });

  it('shows a member to those in whose units she is today, and to her former ones at no moment', async () => {
    const asked = `/v1/members?unit=${home}&validAt=2023-03-01`;
    const cadre = await ledger.get(asked, { as: 'commune-cadre' });
    expect([cadre.status, cadre.body['data']]).toEqual([200, []]);
    expect((await ledger.get(`/v1/members/${member}?validAt=2023-03-01`, { as: 'commune-cadre' })).status).toBe(404);
    expect(await dataOf(asked)).toHaveLength(1);
  });

  it.each([
    ['beyond the end', () => 'asOf=99999999999999999999', 'asOf'],
    ['in the future', () => 'asOf=2999-01-01T00:00:00Z', 'asOf'],
    ['before the first event', () => 'asOf=1999-01-01T00:00:00Z', 'asOf'],
    ['that is none', () => 'asOf=hôm+qua', 'asOf'],
    ['that is empty', () => 'asOf=', 'asOf'],
    ['without a zone', () => 'asOf=2026-01-01T00:00:00', 'asOf'],
    ['of a day to come', () => 'validAt=2999-01-01', 'validAt'],
    ['of a day after what was known', () => `asOf=${told[0]?.asOf ?? ''}&validAt=2999-01-01`, 'validAt'],
    ['of a day that is none', () => 'validAt=2023-02-30', 'validAt'],
  ])('is refused for a moment %s, in both languages', async (_what, query, field) => {
    for (const path of ['/v1/units', `/v1/members/${member}`, `/v1/training-classes/${classId}/trainees`]) {
      const said = async (language: string): Promise<unknown> => {
        const { status, body } = await ledger.get(withQuery(path, query()), {
          headers: { 'accept-language': language },
        });
        expect([path, status, body['errors']]).toEqual([path, 400, [expect.objectContaining({ field })]]);
        return (body['errors'] as readonly { message: string }[])[0]?.message;
      };
      expect(await said('vi')).not.toEqual(await said('en'));
    }
  });

  it('is not waited for behind the end of the log', async () => {
    const auditor = { as: 'auditor' } as const;
    const head = await ledger.store.head();
    expect(await ledger.get(`/v1/events?after=${head}&atLeast=${head}`, auditor)).toMatchObject({ body: { data: [] } });
    const beyond = await ledger.get(`/v1/events?after=${'9'.repeat(20)}`, auditor);
    expect(beyond).toMatchObject({ status: 400, body: { errors: [{ field: 'after', limit: head }] } });
  });

  it('shows nothing of who was erased since, of whatever moment', async () => {
    expect(JSON.stringify(told.filter(({ path }) => path === `/v1/members/${member}`))).toContain(fullName);
    await actOnPerson(ledger, 'PersonErased', member, '2023-12-31');
    const names = /Ví Dụ"|Sơn Ca|sealed/;
    for (const { path, asOf } of told) {
      const now = await ledger.get(withQuery(path, `asOf=${asOf}`));
      if (path.includes('trainees') || path.includes('members') || path.includes('posts')) {
        expect([path, JSON.stringify(now.body)]).not.toEqual([path, expect.stringMatching(names)]);
      }
      if (path.includes('search')) expect([path, now.body['data']]).toEqual([path, []]);
    }
    const { rows } = await ledger.pool.query<{ all: string }>(
      `SELECT concat((SELECT json_agg(m) FROM read.member_persons_past m WHERE name_tokens <> '{}' OR person IS NOT NULL),
                     (SELECT json_agg(h) FROM read.post_holders_past h WHERE full_name IS NOT NULL)) AS all`,
    );
    expect(rows[0]?.all).toBe('');
  }, 60_000);
});
