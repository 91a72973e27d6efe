import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { namedId } from '@sohoi/nest';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const commune = demoPersons['commune-cadre'].unit;
const province = demoPersons['province-verifier'].unit;
const home = '0197a7c0-0000-7000-8000-0000000000d1';
const NUMBER = '001190000017';
const at = '2023-07-10';
const cadre = { as: 'commune-cadre' } as const;
const auditor = { as: 'auditor' } as const;
let member: string;

const record = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, { at: '2023-01-01', ...body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const readingsOf = async (personId: string) => {
  const { rows } = await ledger.pool.query('SELECT FROM readings.reading WHERE person_id = $1', [personId]);
  return rows.length;
};

/** The event alone, past the request that leads to it. Nobody waits for any read model, nor for the end of her key. */
const erase = async (): Promise<void> => {
  const act = { requestId: namedId('erasure request'), legalGround: 'data-law-art-4-1', by: 'urn:sohoi:test', at };
  const metadata = { actor: act.by, role: 'x', correlationId: namedId('spec'), causationId: null, commandHash: '' };
  const data = { personId: member, unitId: commune, ...act };
  const event = { id: namedId('erasure'), type: 'PersonErased', schemaVersion: 1, data, metadata };
  await ledger.store.append(`person-${member}`, 0, [event]);
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await record('/v1/units', { id: central, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ' });
  await record('/v1/units', { id: province, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Ví Dụ' });
  await record('/v1/units', { id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ' });
  await record('/v1/chapters', { id: home, unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence' });
  const person = { fullName: 'Đặng Thị Kín Đáo', gender: 'female', identityNumber: NUMBER, religion: 'none' };
  member = await record('/v1/members', { chapterId: home, person, at: '2023-03-08' });
  await record(`/v1/chapters/${home}/posts/elected`, {
    ...{ personId: member, fullName: person.fullName, gender: 'female', post: 'chapterHead', partyMember: true },
    at: '2023-04-01',
  });
  await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}`, cadre);
});
afterAll(() => ledger.close());

describe('an erased person', () => {
  it('is withheld at once, before any read model has heard of it', async () => {
    await erase();
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
    expect(JSON.stringify(opened.body)).not.toMatch(/Kín Đáo|"partyMember":true/);
    expect([category, party]).toMatchObject([{ body: { code: 'PersonErased' } }, { body: { code: 'PersonErased' } }]);
    expect(await readingsOf(member)).toBe(seen);
  });
});
