import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { foundTwoCommunes, home, idOf } from './two-communes.js';

let ledger: TestLedger;
const NUMBER = '001190000017';
const at = '2023-07-10';
const cadre = { as: 'commune-cadre' } as const;
const auditor = { as: 'auditor' } as const;
let member: string;

const record = async (path: string, body: object): Promise<string> =>
  idOf(await ledger.post(path, { at: '2023-01-01', ...body }));
const readingsOf = async (personId: string) => {
  const { rows } = await ledger.pool.query('SELECT FROM readings.reading WHERE person_id = $1', [personId]);
  return rows.length;
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
  const person = { fullName: 'Đặng Thị Kín Đáo', gender: 'female', identityNumber: NUMBER, religion: 'none' };
  member = await record('/v1/members', { chapterId: home, person, at: '2023-03-08' });
  await record(`/v1/chapters/${home}/posts/elected`, {
    ...{ personId: member, fullName: person.fullName, gender: 'female', post: 'chapterHead', partyMember: true },
    at: '2023-04-01',
  });
  for (const step of ['introduction', 'joining']) await record(`/v1/members/${member}/party-${step}`, { at });
  await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}`, cadre);
});
afterAll(() => ledger.close());

describe('an erased person', () => {
  it('is withheld at once, before any read model has heard of it', async () => {
    const told = await ledger.get('/v1/events?limit=200&open=true&purpose=x', auditor);
    expect(JSON.stringify(told.body)).toMatch(/"IntroducedToParty".*"JoinedParty"/);
    await actOnPerson(ledger, 'PersonErased', member, at);
    const seen = await readingsOf(member);
    const [sensitive, found, opened, category, party] = await Promise.all([
      ledger.get(`/v1/members/${member}/sensitive?purpose=x`, cadre),
      ledger.post('/v1/members/search', { identityNumber: NUMBER, purpose: 'x' }, cadre),
      ledger.get('/v1/events?limit=200&open=true&purpose=x', auditor),
      ledger.post(`/v1/members/${member}/categories`, { category: 'ethnic-minority', at }, cadre),
      ledger.post(`/v1/members/${member}/party-introduction`, { at }, cadre),
    ]);
    expect(sensitive).toMatchObject({ status: 200, body: { data: { memberId: member, erased: true } } });
    expect(found).toMatchObject({ status: 200, body: { data: [] } });
    expect(opened.status).toBe(200);
    expect(JSON.stringify(opened.body)).toContain('PostHolderElected');
    expect(JSON.stringify(opened.body)).not.toMatch(/Kín Đáo|"partyMember":true|IntroducedToParty|JoinedParty/);
    expect([category, party]).toMatchObject([{ body: { code: 'PersonErased' } }, { body: { code: 'PersonErased' } }]);
    expect(await readingsOf(member)).toBe(seen);
  });
});
