import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const commune = '0197a7c0-0000-7000-8000-0000000000b8';
const [home, away] = ['e1', 'e3'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [string, string];
const at = '2023-04-10';

const record = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, { at: '2023-01-01', ...body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await record('/v1/units', { id: central, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ' });
  const province = await record('/v1/units', {
    parentId: central,
    level: 'province',
    kind: 'Tỉnh',
    name: 'Tỉnh Ví Dụ',
  });
  await record('/v1/units', { id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ' });
  for (const id of [home, away]) {
    await record('/v1/chapters', { id, unitId: commune, name: `Chi hội ${id.at(-1)}`, basis: 'residence' });
  }
});
afterAll(() => ledger.close());

describe('the feed of events', () => {
  type Sent = { type: string; position: string; streamVersion?: number; data: object; metadata: object };
  const all = async (query: string, call = {}): Promise<readonly Sent[]> => {
    const events: Sent[] = [];
    for (let after: unknown = ''; after !== null;) {
      const { status, body } = await ledger.get(
        `/v1/events?limit=3${after ? `&after=${String(after)}` : ''}${query}`,
        call,
      );
      expect(status).toBe(200);
      events.push(...(body['data'] as Sent[]));
      after = body['next'];
    }
    return events;
  };

  it('tells nobody of groups, of the Party, or of what hashes to a command, until it is opened and recorded', async () => {
    const person = { fullName: 'Lò Thị Ví Dụ', gender: 'female' };
    const id = await record('/v1/members', { chapterId: home, person, at: '2023-03-08' });
    await record(`/v1/members/${id}/categories`, { category: 'ethnic-minority', at });
    await record(`/v1/members/${id}/party-introduction`, { at });
    await record(`/v1/members/${id}/transfer`, { from: home, to: away, at });
    const post = { personId: id, fullName: 'Lò Thị Ví Dụ', gender: 'female', post: 'chapterHead', partyMember: true };
    const holding = await record(`/v1/chapters/${away}/posts/elected`, { ...post, at });
    const head = await ledger.store.head();
    expect((await ledger.get(`/v1/events?limit=1&atLeast=${head}`)).status).toBe(200);

    const service = { sub: 'urn:service', role: 'subscriber', unit: central, sensitive: true } as const;
    const authorization = `Bearer ${await ledger.token(service)}`;
    const services = { as: 'nobody', headers: { authorization } } as const;
    for (const call of [services, { as: 'analyst' }, { as: 'central-officer' }, { as: 'auditor' }] as const) {
      const events = await all(`&unit=${central}`, call);
      const text = JSON.stringify(events);
      expect(text).not.toMatch(/"m1\.|ethnic-minority|commandHash|PostHolderJoinedParty|JoinedParty|IntroducedToParty/);
      // 1, 2, 4 of her stream would tell what 3 was.
      expect(text).not.toContain('streamVersion');
      const data = events.filter((event) => JSON.stringify(event.data).includes(id)).map((event) => event.data);
      expect(data).toMatchObject([
        { memberId: id, person: {} },
        { memberId: id, category: null },
        { memberId: id, standing: { categories: null } },
        { holdingId: holding, partyMember: null },
      ]);
    }
    const opened = await all('&open=true&purpose=x', { as: 'auditor' });
    const first = Number(opened[0]?.position);
    expect(opened.map(({ position }) => Number(position))).toEqual(opened.map((_event, n) => first + n));
    expect(opened.filter((event) => JSON.stringify(event.data).includes(id)).map(({ data }) => data)).toMatchObject([
      { person: { fullName: 'Lò Thị Ví Dụ' } },
      { category: 'ethnic-minority' },
      { asChapterHead: false },
      { standing: { categories: ['ethnic-minority'] } },
      { partyMember: true },
    ]);
    const hers = opened.filter((event) => 'memberId' in event.data && event.data.memberId === id);
    expect(hers.map(({ streamVersion }) => streamVersion)).toEqual([1, 2, 3, 4]);
    const { rows } = await ledger.pool.query<{ field: string }>(
      'SELECT DISTINCT unnest(fields) AS field FROM readings.reading WHERE person_id = $1',
      [id],
    );
    expect(rows.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['party', 'partyMember', 'category', 'standing.categories', 'person.fullName']),
    );
  });
});
