import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const unknown = '0197a7c0-0000-7000-8000-00000000dead';
const source = { title: 'Báo cáo kết quả lớp bồi dưỡng' };
let ledger: TestLedger;
let province: string;
let commune: string;
let chapter: string;

const created = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, body);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};

beforeAll(async () => {
  ledger = await openTestLedger();
  const at = '2023-01-01';
  await created('/v1/units', { id: root, parentId: null, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at });
  const unit = (parentId: string, level: string) => ({ parentId, level, kind: 'Đơn vị', name: `Đơn vị ${level}`, at });
  province = await created('/v1/units', unit(root, 'province'));
  commune = await created('/v1/units', unit(province, 'commune'));
  chapter = await created('/v1/chapters', { unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence', at });
});
afterAll(() => ledger.close());

const openClass = (change: object = {}) =>
  created('/v1/training-classes', {
    ...{ unitId: province, planId: null, name: 'Lớp bồi dưỡng nghiệp vụ', from: '2023-07-12', to: '2023-07-14' },
    ...{ sessions: 2, capacity: 2, at: '2023-07-01' },
    ...change,
  });
const trainee = (n: number) => ({
  traineeId: `0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e0${n}`,
  personId: `a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c0${n}`,
  fullName: `Nguyễn Thị Ví Dụ ${n}`,
  post: 'chapterHead',
  chapterId: chapter,
  unitId: commune,
});
const { traineeId } = { traineeId: '0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e01' };

describe('a training class', () => {
  it('goes from the plan to the certificate, and its row counts attendances, persons and certificates apart', async () => {
    const plan = {
      unitId: province,
      name: 'Kế hoạch 2022 - 2025',
      approvedBy: 'UBND tỉnh',
      fromYear: 2022,
      toYear: 2025,
    };
    const planId = await created('/v1/training-plans', { ...plan, at: '2022-03-01' });
    const classId = await openClass({ planId });
    const path = `/v1/training-classes/${classId}`;
    for (const [route, body] of [
      ['trainees', { trainees: [trainee(1), trainee(2)], at: '2023-07-10' }],
      ['attendance', { session: 1, traineeIds: [trainee(1).traineeId, trainee(2).traineeId], at: '2023-07-12' }],
      ['attendance', { session: 2, traineeIds: [trainee(1).traineeId, trainee(2).traineeId], at: '2023-07-13' }],
      ['attendance/withdraw', { session: 2, traineeIds: [trainee(2).traineeId], reason: 'Nhầm', at: '2023-07-13' }],
      ['attendance-reports', { persons: 500, source, at: '2023-07-12' }],
      ['tests', { traineeId, mark: 8.5, at: '2023-07-14' }],
      ['certificates', { certificateNo: '127/GCN', traineeId, at: '2023-07-14' }],
      ['certificates', { certificateNo: '128/GCN', traineeId: trainee(2).traineeId, at: '2023-07-14' }],
      ['certificates/revoke', { certificateNo: '128/GCN', reason: 'Cấp nhầm', at: '2023-07-15' }],
    ] as const) {
      expect(await ledger.post(`${path}/${route}`, body)).toMatchObject({ status: 201, body: { id: classId } });
    }
    const closed = await ledger.post(`${path}/close`, { at: '2023-07-14' });
    expect(closed).toMatchObject({ status: 201, body: { streamVersion: 11 } });

    const read = await ledger.get(`${path}?atLeast=${String(closed.body['position'])}`);
    expect(read.body).toMatchObject({
      data: {
        ...{ classId, unitId: province, planId, status: 'closed', from: '2023-07-12', to: '2023-07-14' },
        ...{ enrolled: 2, attendances: 3, persons: 2, reportedPersons: 500, certificates: 1, streamVersion: 11 },
      },
    });
  });

  it('is listed by unit and status, in pages', async () => {
    const first = await openClass({ from: '2023-01-12' });
    const second = await openClass({ from: '2023-02-12', unitId: commune });
    const called = await ledger.post(`/v1/training-classes/${first}/cancel`, { reason: 'Mưa bão', at: '2023-01-11' });
    const atLeast = `atLeast=${String(called.body['position'])}`;
    const ids = async (query: string) => {
      const { body } = await ledger.get(`/v1/training-classes?${atLeast}&${query}`);
      return (body['data'] as { classId: string }[]).map(({ classId }) => classId);
    };
    expect(await ids('status=cancelled')).toEqual([first]);
    expect(await ids(`unit=${commune}`)).toEqual([second]);
    const page = await ledger.get(`/v1/training-classes?${atLeast}&limit=1`);
    expect(page.body).toMatchObject({ data: [{ classId: first }] });
    expect((await ids(`limit=1&cursor=${String(page.body['next'])}`))[0]).toBe(second);
  });

  it('says which rule forbids a change, in the language asked for, and records nothing', async () => {
    const classId = await openClass();
    const before = await ledger.store.head();
    const session = { session: 3, traineeIds: [traineeId], at: '2023-07-12' };
    const vi = await ledger.post(`/v1/training-classes/${classId}/attendance`, session, {
      headers: { 'accept-language': 'vi' },
    });
    expect(vi).toMatchObject({
      status: 409,
      body: { code: 'SessionUnknown', title: 'Lớp chỉ có 2 buổi, không có buổi (session) 3.' },
    });
    const early = await ledger.post(`/v1/training-classes/${classId}/close`, { at: '2023-07-13' });
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'ClassNotOver', errors: [{ field: 'at', limit: expect.anything() as unknown }] },
    });
    expect(await ledger.store.head()).toBe(before);
  });

  it.each([
    ['a mark above 10', 'tests', { traineeId, mark: 11, at: '2023-07-14' }, 'mark'],
    ['session 0', 'attendance', { session: 0, traineeIds: [traineeId], at: '2023-07-12' }, 'session'],
    ['nobody', 'trainees', { trainees: [], at: '2023-07-10' }, 'trainees'],
    ['a report without its source', 'attendance-reports', { persons: 5, at: '2023-07-12' }, 'source'],
    ['a day to come', 'close', { at: '2999-01-01' }, 'at'],
  ])('refuses %s and names the field', async (_what, route, body, field) => {
    const classId = await openClass();
    const answer = await ledger.post(`/v1/training-classes/${classId}/${route}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ field }] } });
  });

  it('is not there for those whose units it does not belong to, nor are places and plans that do not exist', async () => {
    const classId = await openClass();
    const elsewhere = { as: 'province-verifier' } as const;
    const close = { at: '2023-07-14' };
    expect((await ledger.post(`/v1/training-classes/${classId}/close`, close, elsewhere)).status).toBe(404);
    expect((await ledger.get(`/v1/training-classes/${classId}`, elsewhere)).status).toBe(404);
    expect((await ledger.get(`/v1/training-classes/${unknown}`)).status).toBe(404);
    expect((await ledger.post(`/v1/training-classes/${unknown}/close`, close)).status).toBe(404);
    const trainees = [{ ...trainee(1), unitId: province }];
    expect(await ledger.post(`/v1/training-classes/${classId}/trainees`, { trainees, at: '2023-07-10' })).toMatchObject(
      { status: 404, body: { errors: [{ field: 'trainees.chapterId' }] } },
    );
    // Also where somebody else of the same chapter is told rightly.
    const both = { trainees: [...trainees, trainee(2)], at: '2023-07-10' };
    expect((await ledger.post(`/v1/training-classes/${classId}/trainees`, both)).status).toBe(404);
    const nowhere = { trainees: [trainee(1), { ...trainee(2), unitId: unknown }], at: '2023-07-10' };
    expect(await ledger.post(`/v1/training-classes/${classId}/trainees`, nowhere)).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'trainees.unitId' }] },
    });
    const withPlan = {
      unitId: province,
      planId: unknown,
      name: 'X',
      from: '2023-07-12',
      to: '2023-07-12',
      sessions: 1,
    };
    expect(await ledger.post('/v1/training-classes', { ...withPlan, at: '2023-07-01' })).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'planId' }] },
    });
  });

  it('is not changed by those who only read', async () => {
    const classId = await openClass();
    const answer = await ledger.post(`/v1/training-classes/${classId}/close`, { at: '2023-07-14' }, { as: 'auditor' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'role-not-allowed' } });
  });
});
