import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DemoRole } from '@sohoi/demo-identity';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';
import { commune, foundTwoCommunes, home, idOf } from './two-communes.js';

let ledger: TestLedger;
const [classId, traineeId] = ['c2', 'c4'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [string, string];
const NUMBER = '001190000007';
const at = '2023-07-10';
const cadre = { as: 'commune-cadre' } as const;
const auditor = { as: 'auditor' } as const;
let member: string;

const record = async (path: string, body: object): Promise<string> =>
  idOf(await ledger.post(path, { at: '2023-01-01', ...body }));
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

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
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
  const trainee = { traineeId, personId: member, fullName: person.fullName, unitId: commune };
  const path = `/v1/training-classes/${classId}`;
  await record(`${path}/trainees`, { trainees: [trainee], at });
  await record(`${path}/attendance`, { session: 1, traineeIds: [traineeId], at: '2023-07-12' });
  await record(`${path}/certificates`, { certificateNo: '9/GCN', traineeId: traineeId, at: '2023-07-14' });
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
    await actOnPerson(ledger, 'ProcessingRestricted', member, at);
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
