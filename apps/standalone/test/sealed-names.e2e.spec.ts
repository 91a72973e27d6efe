import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const province = demoPersons['province-verifier'].unit;
const commune = demoPersons['commune-cadre'].unit;
const uuid = (n: string): string => `0197a7c0-0000-7000-8000-0000000000${n}`;
const [otherCommune, chapter, classId] = ['d9', 'd1', 'd2'].map(uuid) as [string, string, string];
const [lan, hoa] = ['d3', 'd4'].map(uuid) as [string, string];
const at = '2023-07-10';
const cadre = { as: 'commune-cadre' } as const;

const record = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, { at: '2023-01-01', ...body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const caughtUp = async (path: string, call = {}): Promise<Answer> =>
  ledger.get(`${path}?atLeast=${await ledger.store.head()}`, call);

beforeAll(async () => {
  ledger = await openTestLedger();
  await record('/v1/units', { id: central, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ' });
  await record('/v1/units', { id: province, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Ví Dụ' });
  await record('/v1/units', { id: commune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Ví Dụ' });
  await record('/v1/units', { id: otherCommune, parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Khác' });
  await record('/v1/chapters', { id: chapter, unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence' });
});
afterAll(() => ledger.close());

describe('the holders of posts', () => {
  it('are shown by name to who may see their unit or chapter, as corrected', async () => {
    const holdingId = await record(`/v1/chapters/${chapter}/posts/elected`, {
      ...{ personId: uuid('d5'), fullName: 'Phạm Thị Sai', gender: 'female', post: 'chapterHead', partyMember: true },
      at: '2023-02-15',
    });
    const correction = { fullName: 'Phạm Thị Đúng', reason: 'Ghi sai tên', at };
    const path = `/v1/chapters/${chapter}/posts`;
    expect((await ledger.post(`${path}/${holdingId}/correct-name`, correction, cadre)).status).toBe(201);
    expect((await ledger.post(`${path}/${holdingId}/correct-name`, correction, cadre)).status).toBe(200);
    expect((await caughtUp(path, cadre)).body['data']).toEqual([
      {
        ...{ holdingId, post: 'chapterHead', personId: uuid('d5'), fullName: 'Phạm Thị Đúng' },
        ...{ from: '2023-02-15', to: null, allowance: null },
      },
    ]);
    expect((await ledger.get(`/v1/units/${chapter}/posts`, cadre)).status).toBe(404);
    expect((await ledger.get(`/v1/units/${otherCommune}/posts`, cadre)).status).toBe(404);
    expect((await ledger.get(path, { as: 'operator' })).status).toBe(403);
    expect((await caughtUp(`/v1/units/${commune}/posts`)).body['data']).toEqual([]);
  });
});

describe('the trainees of a class', () => {
  const path = `/v1/training-classes/${classId}/trainees`;
  const names = ({ body }: Answer) => (body['data'] as { fullName: string }[]).map(({ fullName }) => fullName);

  it('are shown by name to the class’s unit, and to others those of their own unit', async () => {
    await record('/v1/training-classes', {
      ...{ id: classId, unitId: otherCommune, planId: null, name: 'Lớp Ví Dụ', sessions: 1, at },
      ...{ from: '2023-07-12', to: '2023-07-14' },
    });
    const trainees = [
      { traineeId: lan, personId: uuid('d6'), fullName: 'Nguyễn Thị Sai', unitId: commune, chapterId: chapter },
      { traineeId: hoa, personId: uuid('d7'), fullName: 'Trần Thị Hoa', unitId: otherCommune },
    ];
    await record(path, { trainees, at });
    await record(`${path}/${lan}/correct-name`, { fullName: 'Nguyễn Thị Lan', reason: 'Ghi sai tên', at });
    expect(names(await ledger.get(path))).toEqual(['Nguyễn Thị Lan', 'Trần Thị Hoa']);
    const first = await ledger.get(`${path}?limit=1`);
    expect(first.body).toMatchObject({ data: [{ traineeId: lan, chapterId: chapter }], next: lan });
    expect(names(await ledger.get(`${path}?limit=1&cursor=${lan}`))).toEqual(['Trần Thị Hoa']);
    expect(names(await ledger.get(path, cadre))).toEqual(['Nguyễn Thị Lan']);
  });

  it('are not there for anybody else', async () => {
    const token = await ledger.token({ sub: 'urn:elsewhere', role: 'commune-cadre', unit: uuid('df') });
    const elsewhere = { as: 'nobody', headers: { authorization: `Bearer ${token}` } } as const;
    expect((await ledger.get(path, elsewhere)).status).toBe(404);
    expect((await ledger.get(`/v1/training-classes/${uuid('de')}/trainees`)).status).toBe(404);
    expect((await ledger.get(`${path}?cursor=x`)).status).toBe(400);
  });
});
