import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { namedId } from '@sohoi/nest';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const commune = demoPersons['commune-cadre'].unit;
const uuid = (n: string): string => `0197a7c0-0000-7000-8000-0000000000${n}`;
const [province, home, classId] = [demoPersons['province-verifier'].unit, uuid('c1'), uuid('c2')];
const NUMBER = '001190000007';
const at = '2023-07-10';
const cadre = { as: 'commune-cadre' } as const;
const auditor = { as: 'auditor' } as const;
let member: string;

const record = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, { at: '2023-01-01', ...body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const caughtUp = async (path: string, call: { as: DemoRole } = cadre): Promise<Answer> =>
  ledger.get(`${path}${path.includes('?') ? '&' : '?'}atLeast=${await ledger.store.head()}`, call);
const readingsOf = async (personId: string) => {
  const { rows } = await ledger.pool.query('SELECT FROM readings.reading WHERE person_id = $1', [personId]);
  return rows.length;
};
const dataOf = async (answer: Promise<Answer>) => {
  const { status, body } = await answer;
  expect(status).toBe(200);
  return body['data'] as Record<string, unknown>[];
};

/** What the decision to restrict records, past the request that leads to it. Nobody waits for any read model. */
const restrict = async (): Promise<void> => {
  const act = { requestId: namedId('request'), legalGround: 'data-law-art-4-1', by: 'urn:sohoi:test', at };
  const metadata = { actor: act.by, role: 'x', correlationId: namedId('spec'), causationId: null, commandHash: '' };
  const data = { personId: member, unitId: commune, ...act };
  const event = { id: namedId('restriction'), type: 'ProcessingRestricted', schemaVersion: 1, data, metadata };
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
  await record(`/v1/members/${member}/categories`, { category: 'ethnic-minority', at });
  await record(`/v1/members/${member}/party-introduction`, { at });
  await record(`/v1/chapters/${home}/posts/elected`, {
    ...{ personId: member, fullName: person.fullName, gender: 'female', post: 'chapterHead', partyMember: false },
    at: '2023-04-01',
  });
  const days = { from: '2023-07-12', to: '2023-07-14', at: '2023-07-01' };
  const open = { id: classId, unitId: commune, planId: null, name: 'Lớp Ví Dụ', sessions: 1, ...days };
  await record('/v1/training-classes', open);
  const trainee = { traineeId: uuid('c3'), personId: member, fullName: person.fullName, unitId: commune };
  const path = `/v1/training-classes/${classId}`;
  await record(`${path}/trainees`, { trainees: [trainee], at });
  await record(`${path}/attendance`, { session: 1, traineeIds: [trainee.traineeId], at: '2023-07-12' });
  await record(`${path}/certificates`, { certificateNo: '9/GCN', traineeId: trainee.traineeId, at: '2023-07-14' });
  await caughtUp('/v1/members');
});
afterAll(() => ledger.close());

const trainees = `/v1/training-classes/${classId}/trainees`;
const byNumber = () => ledger.post('/v1/members/search', { identityNumber: NUMBER, purpose: 'x' }, cadre);
const openedEvents = async () =>
  dataOf(caughtUp(`/v1/events?limit=200&open=true&purpose=x&stream=member-${member}`, auditor));

describe('a person whose processing is restricted', () => {
  it('was found and shown before', async () => {
    expect(await dataOf(ledger.get(trainees, cadre))).toMatchObject([{ certificateNo: '9/GCN' }]);
    expect(await dataOf(caughtUp('/v1/members?search=kin'))).toHaveLength(1);
    expect(await dataOf(byNumber())).toHaveLength(1);
    expect(await openedEvents()).toMatchObject([
      { data: { person: { fullName: 'Đặng Thị Kín Đáo' } } },
      { data: { category: 'ethnic-minority' } },
      { type: 'IntroducedToParty' },
    ]);
  });

  it('is withheld at once, before any read model has heard of it', async () => {
    await restrict();
    const seen = await readingsOf(member);
    const [sensitive, listed, found, opened] = await Promise.all([
      ledger.get(`/v1/members/${member}/sensitive?purpose=x`, cadre),
      dataOf(ledger.get(trainees, cadre)),
      dataOf(byNumber()),
      dataOf(ledger.get(`/v1/events?limit=200&open=true&purpose=x&stream=member-${member}`, auditor)),
    ]);
    expect(sensitive).toMatchObject({ status: 409, body: { code: 'ProcessingRestricted' } });
    expect(listed).toMatchObject([{ fullName: null, certificateNo: null }]);
    expect(found).toEqual([]);
    expect(JSON.stringify(opened)).not.toMatch(/Kín Đáo|ethnic-minority|IntroducedToParty|female/);
    expect(await readingsOf(member)).toBe(seen);
  });

  it('is found by no beginning of her name, nor by her number', async () => {
    for (const search of ['kin', 'd', 'dang thi kin dao']) {
      expect([search, await dataOf(caughtUp(`/v1/members?search=${encodeURIComponent(search)}`))]).toEqual([
        search,
        [],
      ]);
      expect(await dataOf(ledger.post('/v1/members/search', { name: search }, cadre))).toEqual([]);
    }
    expect(await dataOf(byNumber())).toEqual([]);
    expect(await dataOf(caughtUp('/v1/members'))).toMatchObject([{ memberId: member, person: null, restricted: true }]);
  });

  it('is withheld as the holder of a post, in the same snapshot that `atLeast` waits for', async () => {
    const holders = await dataOf(caughtUp(`/v1/chapters/${home}/posts`));
    expect(holders).toMatchObject([{ personId: member, fullName: null }]);
    expect(holders[0]).not.toHaveProperty('restricted');
  });
});
