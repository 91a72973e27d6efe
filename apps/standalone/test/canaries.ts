import { expect } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { Answer, TestLedger } from './test-ledger.js';

/** Values of persons that stand nowhere else, each found wherever it turns up. */
export const SECRET = {
  name: 'Canaryname Zqvx',
  corrected: 'Canarycorrected Zqvx',
  holder: 'Canaryholder Zqvx',
  trainee: 'Canarytrainee Zqvx',
  phone: '0987 654 3219',
  address: 'Canaryaddress 7',
  remark: 'Canaryremark',
  certificate: 'Canarycertificate/9',
  identityNumber: '079198765432',
  ethnicity: 'canaryethnicity',
  religion: 'canaryreligion',
  category: 'canarycategory',
} as const;

/** What a right of its own is needed for, though the member herself may be seen. */
export const SENSITIVE = [SECRET.identityNumber, SECRET.ethnicity, SECRET.religion, SECRET.category];

const YEAR = /birth_?year\W{1,6}1987/i;
const SEX = /gender\W{1,6}(fe)?male/i;

/** The canaries in a text; none of `among` in it: an empty list. */
export const canariesIn = (text: string, among: readonly string[] = Object.values(SECRET)): readonly string[] => {
  const lower = text.toLowerCase();
  const patterns = among.length === Object.values(SECRET).length ? [YEAR, SEX] : [];
  return [
    ...among.filter(
      (canary) => lower.includes(canary.toLowerCase()) || lower.includes(encodeURIComponent(canary).toLowerCase()),
    ),
    ...patterns.filter((pattern) => pattern.test(text)).map(String),
  ];
};

const uuid = (n: string): string => `0197a7c0-0000-7000-8000-0000000000${n}`;
export const place = {
  central: demoPersons['central-officer'].unit,
  province: demoPersons['province-verifier'].unit,
  commune: demoPersons['commune-cadre'].unit,
  elsewhere: uuid('a9'),
  home: uuid('c1'),
  next: uuid('c2'),
} as const;

const person = {
  fullName: SECRET.name,
  birthYear: 1987,
  gender: 'female',
  ...{ identityNumber: SECRET.identityNumber, phone: SECRET.phone, address: SECRET.address },
  ...{ ethnicity: SECRET.ethnicity, religion: SECRET.religion },
};
const reason = SECRET.remark;
const at = '2023-04-10';

export type Planted = {
  readonly memberId: string;
  readonly honoraryId: string;
  readonly holdingId: string;
  readonly classId: string;
  readonly requestId: string;
};

/** Sends a canary in every personal field of every command; each is recorded. */
export const plant = async (ledger: TestLedger): Promise<Planted> => {
  const send = async (path: string, body: object, as: Parameters<TestLedger['post']>[2] = {}): Promise<string> => {
    const answer: Answer = await ledger.post(path, { at, ...body }, as);
    expect([path, answer.status, answer.body]).toEqual([path, 201, expect.anything()]);
    return String(answer.body['id']);
  };
  const { central, province, commune, elsewhere, home, next } = place;
  const early = { at: '2023-01-01' };
  await send('/v1/units', { ...early, id: central, level: 'central', kind: 'Trung ương', name: 'Hội' });
  await send('/v1/units', { ...early, id: province, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh' });
  await send('/v1/units', { ...early, id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã' });
  await send('/v1/units', {
    ...early,
    id: elsewhere,
    parentId: province,
    level: 'commune',
    kind: 'Xã',
    name: 'Xã Khác',
  });
  for (const id of [home, next]) {
    await send('/v1/chapters', { ...early, id, unitId: commune, name: 'Chi hội', basis: 'residence' });
  }

  const memberId = await send('/v1/members', { chapterId: home, person, at: '2023-03-08' });
  const ofMember = `/v1/members/${memberId}`;
  await send(`${ofMember}/correct-person`, {
    person: { ...person, fullName: SECRET.corrected, birthYear: 1986 },
    reason,
  });
  await send(`${ofMember}/correct-person`, { person: { ...person, phone: '0987 654 3200', address: 'Khác' }, reason });
  await send(`${ofMember}/correct-person`, { person: { ...person, identityNumber: '079198765433' }, reason });
  await send(`${ofMember}/correct-person`, {
    person: { gender: 'female', ethnicity: 'kinh', religion: 'none' },
    reason,
  });
  await send(`${ofMember}/correct-person`, { person, reason });
  await send(`${ofMember}/categories`, { category: SECRET.category });
  await send(`${ofMember}/transfer`, { from: home, to: next, reason });
  await send(`${ofMember}/categories/${SECRET.category}/remove`, {});
  await send(`${ofMember}/categories`, { category: SECRET.category });
  await send(`${ofMember}/end`, { reason: 'left', note: SECRET.remark });
  await send(`${ofMember}/reinstate`, { chapterId: home });
  const honoraryId = await send('/v1/honorary-members', { chapterId: home, person });
  await send(`/v1/members/${honoraryId}/annul-recognition`, { reason });

  const taking = { fullName: SECRET.holder, gender: 'female', partyMember: true };
  const posts = `/v1/chapters/${home}/posts`;
  const head = { ...taking, personId: uuid('d1'), post: 'chapterHead' };
  const holdingId = await send(`${posts}/elected`, head);
  await send(`${posts}/appointed`, { ...taking, personId: uuid('d2'), post: 'chapterDeputy' });
  await send(`${posts}/${holdingId}/correct-name`, { fullName: `${SECRET.holder} Hai`, reason });
  await send(`${posts}/${holdingId}/allowance`, { amount: 1, source: 'localBudget' });
  await send(`${posts}/${holdingId}/allowance/stop`, { reason });
  await send(`${posts}/${holdingId}/relieve`, { reason });

  const classId = await send('/v1/training-classes', {
    ...{ unitId: commune, planId: null, name: 'Lớp', sessions: 1, from: at, to: at },
  });
  const ofClass = `/v1/training-classes/${classId}`;
  const traineeId = uuid('e1');
  const trainee = { traineeId, personId: uuid('d3'), fullName: SECRET.trainee, unitId: commune };
  await send(`${ofClass}/trainees`, { trainees: [trainee] });
  await send(`${ofClass}/trainees/${traineeId}/correct-name`, { fullName: `${SECRET.trainee} Hai`, reason });
  await send(`${ofClass}/attendance`, { session: 1, traineeIds: [traineeId] });
  await send(`${ofClass}/certificates`, { certificateNo: SECRET.certificate, traineeId });
  await send(`${ofClass}/certificates/revoke`, { certificateNo: SECRET.certificate, reason });

  const officer = { as: 'data-protection-officer' } as const;
  await ledger.get(`/v1/members/${memberId}?atLeast=${await ledger.store.head()}`);
  const ofPerson = `/v1/persons/${memberId}`;
  const hold = { unitId: commune, legalGround: 'retention-table', reason };
  const holdId = await send(`${ofPerson}/holds`, hold, officer);
  await send(`${ofPerson}/holds/${holdId}/lift`, { unitId: commune, reason }, officer);
  const asked = { personId: memberId, unitId: commune, channel: 'in-person', wish: SECRET.remark };
  const request = async (kind: string): Promise<string> =>
    send('/v1/person-requests', { ...asked, kind }, { as: 'commune-cadre' });
  const ofRequest = (id: string, what: string, body: object) =>
    send(`/v1/person-requests/${id}/${what}`, body, officer);
  const requestId = await request('access');
  await ofRequest(requestId, 'extend', { days: 1, reason });
  await ofRequest(requestId, 'refuse', { legalGround: 'data-law-art-4-3', reason });
  await ofRequest(await request('restriction'), 'grant', { legalGround: 'data-law-art-4-1' });
  await send(`${ofPerson}/restriction/lift`, { unitId: commune, reason }, officer);
  return { memberId, honoraryId, holdingId, classId, requestId };
};
