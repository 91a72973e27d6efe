import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantAll } from './grants.js';
import type { Grant } from './grants.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';
import { founderOf } from './world/founder.js';
import type { Founder } from './world/founder.js';
import * as things from './world/things.js';

let ledger: TestLedger;
let founder: Founder;
let province: string;
const at = '2023-08-01';

const call = async (sub: string) =>
  ({ as: 'nobody', headers: { authorization: `Bearer ${await ledger.tokenOf(sub)}` } }) as const;
const get = async (sub: string, path: string): Promise<Answer> =>
  ledger.get(`${path}?atLeast=${await ledger.store.head()}`, await call(sub));
const post = async (sub: string, path: string, body: object): Promise<Answer> =>
  ledger.post(path, body, await call(sub));
/** Somebody with these rights and no others. */
const somebody = async (...rights: readonly Omit<Grant, 'sub'>[]): Promise<string> => {
  const sub = `somebody-${randomUUID()}`;
  await grantAll(
    ledger.store,
    rights.map((right) => ({ sub, ...right }) as Grant),
  );
  return sub;
};
const commune = (): Promise<string> => things.unitUnder(founder, province, 'commune', 'Xã Ví Dụ');
const dissolved = async (): Promise<string> => {
  const unit = await commune();
  await founder.post(`/v1/units/${unit}/dissolve`, { reason: 'Sắp xếp', at });
  return unit;
};

beforeAll(async () => {
  ledger = await openTestLedger();
  founder = founderOf(ledger);
  const root = randomUUID();
  await founder.post('/v1/units', { id: root, level: 'central', kind: 'Hội', name: 'Hội Ví Dụ', at: '2022-12-01' });
  province = await things.unitUnder(founder, root, 'province', 'Tỉnh Ví Dụ');
});
afterAll(() => ledger.close());

describe('who holds a successor', () => {
  it('sees the persons of the unit before it, and decides nothing about them', async () => {
    const [before, after] = [await commune(), await commune()];
    const personId = randomUUID();
    await things.postOf(founder, { kind: 'unit', id: before }, personId, 'Phạm Thị Ví Dụ');
    await founder.post(`/v1/units/${before}/dissolve`, { reason: 'Sắp xếp', at });
    await founder.post(`/v1/units/${before}/successors`, { successorIds: [after], at });
    const officer = await somebody({ role: 'data-protection-officer', unit: after });
    expect(await get(officer, `/v1/persons/${personId}`)).toMatchObject({ status: 200 });

    const head = await ledger.store.head();
    const hold = { unitId: after, legalGround: 'retention-table', reason: 'Hồ sơ', at };
    const held = await post(officer, `/v1/persons/${personId}/holds`, hold);
    expect(held).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const asked = { personId, unitId: after, kind: 'access', channel: 'in-person', wish: 'Xem', at };
    expect(await post(officer, '/v1/person-requests', asked)).toMatchObject({ status: 404 });
    expect(await ledger.store.head()).toBe(head);
  });

  it('was named by somebody above both', async () => {
    const [before, after] = [await dissolved(), await commune()];
    const path = `/v1/units/${before}/successors`;
    const below = await somebody({ role: 'province-verifier', unit: before });
    const refused = await post(below, path, { successorIds: [after], at });
    expect(refused).toMatchObject({ status: 404, body: { errors: [{ field: 'successorIds' }] } });
    const above = await somebody({ role: 'province-verifier', unit: province });
    expect(await post(above, path, { successorIds: [after], at })).toMatchObject({ status: 201 });
  });
});

describe('who holds rights of two roles', () => {
  it('has of each what it reaches to: she is no data protection officer where she is cadre', async () => {
    const [here, there] = [await commune(), await commune()];
    const chapter = await things.chapterOf(founder, here, 'Chi hội Ví Dụ');
    const member = await things.memberOf(founder, chapter, 'Nguyễn Thị Ví Dụ');
    const asked = { personId: member, unitId: here, channel: 'in-person', wish: 'Điều riêng tư', at };
    const request = await founder.post('/v1/person-requests', { ...asked, kind: 'access' });
    const restriction = await founder.post('/v1/person-requests', { ...asked, kind: 'restriction' });
    await founder.post(`/v1/person-requests/${restriction}/grant`, { legalGround: 'data-law-art-4-1', at }, 1);

    const path = `/v1/person-requests/${request}`;
    const cadre = { role: 'commune-cadre', unit: here };
    const officer = { role: 'data-protection-officer', unit: there };
    const wishes = [await somebody(cadre), await somebody(cadre, officer), await somebody({ ...officer, unit: here })];
    for (const [n, wish] of [null, null, 'Điều riêng tư'].entries()) {
      const answer = await get(wishes[n] ?? '', path);
      expect(answer).toMatchObject({ status: 200, body: { data: { requestId: request, wish } } });
    }
  });

  it('acts in each place in the role that she has there, and so it is recorded', async () => {
    const [here, there] = [await commune(), await commune()];
    const cadre = { role: 'commune-cadre', unit: here };
    const both = await somebody(cadre, { role: 'province-verifier', unit: there });
    const above = await somebody(cadre, { role: 'province-verifier', unit: province });
    const key = { 'idempotency-key': randomUUID() };
    const count = async (sub: string, unit: string, n: number): Promise<string | undefined> => {
      const { headers } = await call(sub);
      const counted = { count: n, at };
      const answer = await ledger.post(`/v1/units/${unit}/women-count`, counted, {
        as: 'nobody',
        headers: { ...headers, ...(n === 1 && key) },
      });
      expect(answer).toMatchObject({ status: 201 });
      const history = await ledger.store.readStream(`unit-${unit}`);
      return history.find(
        (event) => event.type === 'WomenCounted' && event.streamVersion === answer.body['streamVersion'],
      )?.metadata.role;
    };
    expect(await count(both, there, 1)).toBe('province-verifier');
    expect(await count(both, there, 1)).toBe('province-verifier');
    expect(await count(both, here, 2)).toBe('commune-cadre');
    // Where rights of two roles reach the place, it is the first of the route's roles.
    expect(await count(above, here, 3)).toBe('commune-cadre');
    expect(await count(above, there, 4)).toBe('province-verifier');
  });
});

describe('what a right reaches to', () => {
  it('is what lies below it at the moment of the command, however far behind the read model is', async () => {
    const other = await things.unitUnder(founder, province, 'district', 'Huyện Khác');
    const district = await things.unitUnder(founder, province, 'district', 'Huyện Ví Dụ');
    const tries = [];
    for (let n = 0; n < 10; n += 1) {
      const unit = await things.unitUnder(founder, district, 'commune', `Xã ${n}`);
      const cadre = await somebody({ role: 'province-verifier', unit: district });
      await get(cadre, `/v1/units/${unit}`);
      await founder.post(`/v1/units/${unit}/move`, { to: other, at });
      const right = { role: 'province-verifier', unitId: unit, capture: true, from: '2026-01-01' };
      tries.push(await post(cadre, `/v1/units/${unit}/rename`, { name: 'Xã Chiếm', at }));
      tries.push(await post(cadre, `/v1/actors/anybody-${n}/rights`, right));
    }
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
  });
});
