import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
let ledger: TestLedger;
let position: string;

const post = async (path: string, body: object): Promise<Answer> => {
  const answer = await ledger.post(path, body);
  if (answer.status < 300) position = String(answer.body['position']);
  return answer;
};
const recorded = async (path: string, body: object): Promise<string> => {
  const answer = await post(path, body);
  expect(answer.status).toBeLessThan(300);
  return String(answer.body['id']);
};

/** A unit with something in its history that names no other unit. */
const unitUnder = async (parentId: string, level: 'province' | 'commune', name: string): Promise<string> => {
  const id = await recorded('/v1/units', { parentId, level, kind: 'Đơn vị', name, at: '2023-01-01' });
  await recorded(`/v1/units/${id}/women-count`, { count: 100, at: '2023-01-31' });
  return id;
};
const dissolve = (unitId: string, at = '2023-06-30') =>
  recorded(`/v1/units/${unitId}/dissolve`, { reason: 'Sáp nhập', at });
const succeed = (unitId: string, successorIds: string[], at = '2023-07-01') =>
  post(`/v1/units/${unitId}/successors`, { successorIds, at });

/** One person for each unit, who may do all there: see units, see the log, and count women. */
const headersOf = async (unit: string) => {
  const sub = `holder-${unit}`;
  await ledger.token({ sub, role: 'auditor', unit });
  return { authorization: `Bearer ${await ledger.token({ sub, role: 'province-verifier', unit })}` };
};
const get = async (path: string, holder: string): Promise<Answer> =>
  ledger.get(path, { as: 'nobody', headers: await headersOf(holder) });

/** What the holder of one unit sees of another one: the unit, and its history. */
const seen = async (unitId: string, holder: string) => {
  const { status } = await get(`/v1/units/${unitId}?atLeast=${position}`, holder);
  const { body } = await get(`/v1/events?stream=unit-${unitId}&atLeast=${position}`, holder);
  const types = (body['data'] as { type: string }[]).map(({ type }) => type);
  return { unit: status === 200, history: types.includes('WomenCounted') };
};
const all = { unit: true, history: true };
const nothing = { unit: false, history: false };

let before: string;
let after: string;

beforeAll(async () => {
  ledger = await openTestLedger();
  const at = '2023-01-01';
  await recorded('/v1/units', { id: root, parentId: null, level: 'central', kind: 'Trung ương', name: 'Ví Dụ', at });
  before = await unitUnder(root, 'province', 'Tỉnh Trước');
  after = await unitUnder(root, 'province', 'Tỉnh Sau');
});
afterAll(() => ledger.close());

describe('the history of a unit', () => {
  it('goes with it when it moves: to who holds its new parent, and no longer to who holds the old one', async () => {
    const commune = await unitUnder(before, 'commune', 'Xã Chuyển');
    expect([await seen(commune, before), await seen(commune, after)]).toEqual([all, nothing]);
    await recorded(`/v1/units/${commune}/move`, { to: after, at: '2023-02-01' });
    expect([await seen(commune, before), await seen(commune, after)]).toEqual([nothing, all]);
    expect(await seen(commune, commune)).toEqual(all);
  });

  it('stays under its parent when it is dissolved', async () => {
    const commune = await unitUnder(before, 'commune', 'Xã Giải Thể');
    await dissolve(commune);
    expect([await seen(commune, before), await seen(commune, after)]).toEqual([all, nothing]);
  });

  it('is seen by who holds a successor, by each of them when it was divided', async () => {
    const divided = await unitUnder(before, 'commune', 'Xã Chia');
    const [one, other, third] = [
      await unitUnder(before, 'commune', 'Xã Một'),
      await unitUnder(after, 'commune', 'Xã Hai'),
      await unitUnder(after, 'commune', 'Xã Ba'),
    ];
    await dissolve(divided);
    expect([await seen(divided, one), await seen(divided, other)]).toEqual([nothing, nothing]);
    expect((await succeed(divided, [one, other])).status).toBe(201);
    expect([await seen(divided, one), await seen(divided, other)]).toEqual([all, all]);
    // Who holds what stands above a successor sees all that the successor's holder sees.
    expect([await seen(divided, after), await seen(divided, third)]).toEqual([all, nothing]);
    expect([await seen(one, other), await seen(one, divided)]).toEqual([nothing, nothing]);
  });

  it('reaches back to the predecessor of a predecessor', async () => {
    const [first, second, third] = [
      await unitUnder(before, 'commune', 'Xã Đời Một'),
      await unitUnder(before, 'commune', 'Xã Đời Hai'),
      await unitUnder(after, 'commune', 'Xã Đời Ba'),
    ];
    await dissolve(first, '2023-03-31');
    await succeed(first, [second], '2023-04-01');
    await dissolve(second);
    expect(await seen(first, third)).toEqual(nothing);
    await succeed(second, [third]);
    expect([await seen(first, third), await seen(second, third)]).toEqual([all, all]);
    const list = await get(`/v1/units?level=commune&atLeast=${position}`, third);
    expect((list.body['data'] as { id: string }[]).map(({ id }) => id).sort()).toEqual([first, second, third].sort());
  });

  it('follows the successors that were named last', async () => {
    const gone = await unitUnder(before, 'commune', 'Xã Sửa');
    const [wrong, right] = [await unitUnder(after, 'commune', 'Xã Nhầm'), await unitUnder(after, 'commune', 'Xã Đúng')];
    await dissolve(gone);
    await succeed(gone, [wrong]);
    await succeed(gone, [right]);
    expect([await seen(gone, wrong), await seen(gone, right)]).toEqual([nothing, all]);
  });

  it('is seen, never changed, by who holds a successor', async () => {
    const gone = await unitUnder(before, 'commune', 'Xã Cũ');
    const chapter = { unitId: gone, name: 'Chi hội Cũ', basis: 'residence', at: '2023-01-01' };
    const chapterId = await recorded('/v1/chapters', chapter);
    const heir = await unitUnder(after, 'commune', 'Xã Mới');
    await dissolve(gone);
    await succeed(gone, [heir]);
    expect((await get(`/v1/units/${chapterId}?atLeast=${position}`, heir)).status).toBe(200);
    const head = await ledger.store.head();
    const close = { reason: 'Sáp nhập', at: '2023-07-01' };
    const call = { as: 'nobody' as const, headers: await headersOf(heir) };
    expect((await ledger.post(`/v1/chapters/${chapterId}/close`, close, call)).status).toBe(404);
    expect(await ledger.store.head()).toBe(head);
  });
});

describe('naming successors', () => {
  it('is refused for a unit that stands, for itself, for units unknown and in a ring, and records nothing', async () => {
    const [gone, heir] = [
      await unitUnder(before, 'commune', 'Xã Vòng Một'),
      await unitUnder(before, 'commune', 'Xã Vòng Hai'),
    ];
    expect(await succeed(gone, [heir])).toMatchObject({ status: 409, body: { code: 'UnitStillStands' } });
    await dissolve(gone);
    await dissolve(heir, '2023-07-02');
    await succeed(gone, [heir]);
    const head = await ledger.store.head();
    expect(await succeed(heir, [gone], '2023-07-02')).toMatchObject({
      status: 409,
      body: { code: 'SuccessorsInRing', errors: [{ field: 'successorIds' }] },
    });
    expect(await succeed(heir, [heir], '2023-07-02')).toMatchObject({ status: 409, body: { code: 'SucceedsItself' } });
    expect(await succeed(heir, ['0197a7c0-0000-7000-8000-00000000dead'])).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'successorIds' }] },
    });
    expect(await succeed(heir, [])).toMatchObject({ status: 400, body: { errors: [{ field: 'successorIds' }] } });
    expect(await succeed(gone, [heir])).toMatchObject({ status: 200 });
    expect(await succeed(gone, [heir], '2023-07-02')).toMatchObject({
      status: 409,
      body: { code: 'SuccessorIsDissolved', errors: [{ field: 'successorIds', limit: '2023-07-02' }] },
    });
    expect(await ledger.store.head()).toBe(head);
  });

  it('is refused for what stands below, at once or through others, whichever link comes first', async () => {
    const province = await unitUnder(root, 'province', 'Tỉnh Cũ');
    const commune = await unitUnder(province, 'commune', 'Xã Của Tỉnh Cũ');
    const [between, next] = [
      await unitUnder(after, 'commune', 'Xã Giữa'),
      await unitUnder(root, 'province', 'Tỉnh Mới'),
    ];
    await dissolve(province);
    await dissolve(between, '2023-08-01');
    const isBelow = { status: 409, body: { code: 'SuccessorIsBelow', errors: [{ field: 'successorIds' }] } };
    expect(await succeed(province, [commune])).toMatchObject(isBelow);
    expect(await succeed(province, [between])).toMatchObject({ status: 201 });
    expect(await succeed(between, [commune], '2023-08-01')).toMatchObject(isBelow);
    expect(await succeed(province, [next])).toMatchObject({ status: 201 });
    expect(await succeed(between, [commune], '2023-08-01')).toMatchObject({ status: 201 });
    expect(await succeed(province, [between])).toMatchObject(isBelow);
    expect([await seen(after, commune), await seen(province, commune)]).toEqual([nothing, nothing]);
  });
});

describe('a unit that goes on after another one', () => {
  it('does not come to stand below it, nor with a unit above, so that its holder does not see all that is beside', async () => {
    const province = await unitUnder(root, 'province', 'Tỉnh Hết');
    const beside = await unitUnder(province, 'commune', 'Xã Bên Cạnh');
    const ofLevel = { level: 'district', kind: 'Huyện', at: '2023-01-01' };
    const standing = await recorded('/v1/units', { ...ofLevel, parentId: province, name: 'Huyện Còn Lại' });
    const district = await recorded('/v1/units', { ...ofLevel, parentId: after, name: 'Huyện Sang' });
    const heir = await unitUnder(district, 'commune', 'Xã Kế Thừa');
    await dissolve(province);
    await succeed(province, [heir]);
    const head = await ledger.store.head();
    const isBelow = { status: 409, body: { code: 'MovesBelowPredecessor', errors: [{ field: 'to' }] } };
    const move = (unitId: string, to: string) => post(`/v1/units/${unitId}/move`, { to, at: '2023-08-01' });
    expect(await move(heir, standing)).toMatchObject(isBelow);
    expect(await ledger.post(`/v1/units/${district}/move`, { to: province, at: '2023-06-01' })).toMatchObject(isBelow);
    expect(await ledger.store.head()).toBe(head);
    expect(await seen(beside, heir)).toEqual(all);
    await succeed(province, [after]);
    expect(await move(heir, standing)).toMatchObject({ status: 201 });
    expect([await seen(beside, heir), await seen(beside, standing)]).toEqual([nothing, nothing]);
  });
});
