import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Right } from '@sohoi/access/events';
import { today } from '@sohoi/nest';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const [central, province, commune, elsewhere] = ['a1', 'a2', 'a3', 'a4'].map(
  (n) => `0197a7c0-0000-7000-8000-0000000000${n}`,
) as [string, string, string, string];
const nowhere = '0197a7c0-0000-7000-8000-0000000000ff';

const bearer = async (sub: string, secondsAgo = 0) =>
  ({ as: 'nobody', headers: { authorization: `Bearer ${await ledger.tokenOf(sub, secondsAgo)}` } }) as const;
const get = async (sub: string, path: string, secondsAgo = 0): Promise<Answer> =>
  ledger.get(path, await bearer(sub, secondsAgo));
const post = async (sub: string, path: string, body: object): Promise<Answer> =>
  ledger.post(path, body, await bearer(sub));

/** A right to capture in the commune, from today on. */
const cadre = { role: 'commune-cadre', unitId: commune, capture: true, from: today() };
const grant = (by: string, to: string, right: object = {}): Promise<Answer> =>
  post(by, `/v1/actors/${to}/rights`, { ...cadre, ...right });
const granted = async (by: string, to: string, right: object = {}): Promise<string> => {
  const answer = await grant(by, to, right);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const withdraw = (by: string, from: string, rightId: string): Promise<Answer> =>
  post(by, `/v1/actors/${from}/rights/${rightId}/withdraw`, { reason: 'Chuyển công tác' });
const admit = async (by: string): Promise<Answer> =>
  post(by, '/v1/chapters', { unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence', at: '2023-01-01' });
const daysFromNow = (days: number): string =>
  new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
const rightsIn = ({ body }: Answer): readonly Right[] => body['data'] as readonly Right[];

beforeAll(async () => {
  ledger = await openTestLedger();
  for (const role of ['commune-cadre', 'central-officer', 'auditor', 'subscriber']) {
    await ledger.token({ sub: 'founder', role, unit: null });
  }
  const unit = { kind: 'Đơn vị', at: '2023-01-01' };
  for (const body of [
    { ...unit, id: central, level: 'central', name: 'Hội Ví Dụ' },
    { ...unit, id: province, parentId: central, level: 'province', name: 'Tỉnh Ví Dụ' },
    { ...unit, id: commune, parentId: province, level: 'commune', name: 'Xã Ví Dụ' },
    { ...unit, id: elsewhere, parentId: central, level: 'province', name: 'Tỉnh Khác' },
  ]) {
    expect(await post('founder', '/v1/units', body)).toMatchObject({ status: 201 });
  }
});
afterAll(() => ledger.close());

describe('a right', () => {
  it('holds with the next request after it was granted, and no longer after it was withdrawn', async () => {
    expect(await get('an', '/v1/units')).toMatchObject({ status: 403, body: { code: 'no-right' } });
    const rightId = await granted('founder', 'an');
    expect(await get('an', `/v1/units/${commune}`)).toMatchObject({ status: 200 });
    expect(await admit('an')).toMatchObject({ status: 201 });
    expect(await get('an', `/v1/units/${elsewhere}`)).toMatchObject({ status: 404 });

    expect(await withdraw('founder', 'an', rightId)).toMatchObject({ status: 201, body: { id: rightId } });
    expect(await get('an', `/v1/units/${commune}`)).toMatchObject({ status: 403, body: { code: 'no-right' } });
    expect(await admit('an')).toMatchObject({ status: 403 });
    expect(await withdraw('founder', 'an', rightId)).toMatchObject({
      status: 409,
      body: { code: 'RightWithdrawnBefore' },
    });
  });

  it('to view lets read and not change', async () => {
    await granted('founder', 'binh', { capture: false });
    expect(await get('binh', `/v1/units/${commune}`)).toMatchObject({ status: 200 });
    expect(await admit('binh')).toMatchObject({ status: 403, body: { code: 'view-only' } });
    await granted('founder', 'binh');
    expect(await admit('binh')).toMatchObject({ status: 201 });
  });

  it('holds from its first day to its last', async () => {
    await granted('founder', 'chi', { from: daysFromNow(1) });
    expect(await get('chi', '/v1/units')).toMatchObject({ status: 403, body: { code: 'no-right' } });
    await granted('founder', 'chi', { from: today(), to: today() });
    expect(await get('chi', '/v1/units')).toMatchObject({ status: 200 });

    const over = await grant('founder', 'chi', { from: daysFromNow(-9), to: daysFromNow(-1) });
    expect(over).toMatchObject({ status: 409, body: { code: 'RightAlreadyOver' } });
    expect(over.body['errors']).toMatchObject([{ field: 'to', limit: today() }]);
  });

  it('is recorded once under one idempotency key', async () => {
    const call = await bearer('founder');
    const send = () =>
      ledger.post('/v1/actors/dung/rights', cadre, {
        ...call,
        headers: { ...call.headers, 'idempotency-key': 'grant-dung' },
      });
    const first = await send();
    expect(first).toMatchObject({ status: 201 });
    expect((await send()).body).toEqual(first.body);
    expect(await grant('founder', 'dung')).toMatchObject({
      status: 409,
      body: { code: 'SameRightHeld', details: { heldRight: first.body['id'] } },
    });
  });
});

describe('who may grant', () => {
  const own = { capture: true, sensitive: false, mayGrant: true, from: daysFromNow(-10), to: daysFromNow(10) };
  beforeAll(async () => {
    await granted('founder', 'granter', { ...own, unitId: province });
    await granted('founder', 'viewer', { ...own, unitId: province, capture: false });
    await granted('founder', 'holder', { ...own, unitId: province, mayGrant: false });
    const feed = { role: 'subscriber', capture: false, topics: ['training'] };
    await granted('founder', 'feeder', { ...own, ...feed, unitId: province });
  });

  it('grants no more than her own, and the next one no more than that', async () => {
    const within = { from: today(), to: daysFromNow(10) };
    await granted('granter', 'em', { ...within, mayGrant: true });
    await granted('em', 'giang', within);
    expect(await admit('giang')).toMatchObject({ status: 201 });
    expect(await grant('em', 'giang', { ...within, unitId: province })).toMatchObject({ status: 404 });
    expect(await grant('giang', 'ha', within)).toMatchObject({ status: 404 });
  });

  it.each<[string, string, object, number, string]>([
    ['of a role that she does not grant', 'granter', { role: 'operator' }, 409, 'RoleNotYoursToGrant'],
    ['above her unit', 'granter', { unitId: central }, 404, 'not-found'],
    ['beside her unit', 'granter', { unitId: elsewhere }, 404, 'not-found'],
    ['in a unit that does not exist', 'granter', { unitId: nowhere }, 404, 'not-found'],
    ['on the whole organisation', 'granter', { unitId: null }, 409, 'UnitNotYoursToGrant'],
    ['from before her own', 'granter', { from: daysFromNow(-11) }, 409, 'DatesNotYoursToGrant'],
    ['until after her own', 'granter', { to: daysFromNow(11) }, 409, 'DatesNotYoursToGrant'],
    ['without an end', 'granter', { to: null }, 409, 'DatesNotYoursToGrant'],
    ['to read sensitive fields', 'granter', { sensitive: true }, 409, 'SensitiveNotYoursToGrant'],
    ['to capture, where she views', 'viewer', {}, 409, 'CaptureNotYoursToGrant'],
    ['without a right to grant', 'holder', {}, 404, 'not-found'],
    [
      'of another topic',
      'feeder',
      { role: 'subscriber', capture: false, topics: ['membership'] },
      409,
      'TopicsNotYoursToGrant',
    ],
  ])('grants nothing %s', async (_what, by, right, status, code) => {
    const head = await ledger.store.head();
    expect(await grant(by, 'khanh', { to: daysFromNow(10), ...right })).toMatchObject({ status, body: { code } });
    expect(await ledger.store.head()).toBe(head);
    expect(await get('khanh', '/v1/units')).toMatchObject({ status: 403 });
  });

  it('grants nothing to herself, nor anything that contradicts itself', async () => {
    expect(await grant('granter', 'granter', { to: daysFromNow(1) })).toMatchObject({
      status: 409,
      body: { code: 'RightForOneself' },
    });
    expect(await grant('founder', 'khanh', { role: 'auditor' })).toMatchObject({
      status: 409,
      body: { code: 'RoleOnlyViews' },
    });
    const wrong = await grant('founder', 'khanh', { role: 'owner', from: '2026-02-30' });
    expect(wrong).toMatchObject({ status: 400 });
    expect((wrong.body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual(['from', 'role']);
    expect(await grant('founder', 'x'.repeat(201))).toMatchObject({ status: 400 });
  });

  it('may grant without any right to capture', async () => {
    await granted('viewer', 'linh', { capture: false, to: daysFromNow(10) });
    expect(await get('linh', `/v1/units/${commune}`)).toMatchObject({ status: 200 });
  });

  it('withdraws what she could have granted; all else is to her as if it were not there', async () => {
    const rightId = await granted('founder', 'mai', { to: daysFromNow(30) });
    const wide = await granted('founder', 'mai', { unitId: central });
    const refused = await withdraw('granter', 'mai', wide);
    expect(refused).toMatchObject({ status: 404, body: { code: 'RightNotFound' } });
    const { correlationId: _one, ...said } = refused.body;
    const { correlationId: _other, ...saidOfNone } = (await withdraw('granter', 'mai', nowhere)).body;
    expect(said).toEqual(saidOfNone);
    expect(await withdraw('viewer', 'mai', rightId)).toMatchObject({ status: 404 });
    expect(await withdraw('granter', 'mai', rightId)).toMatchObject({ status: 201 });
  });

  it('leaves what she granted when her own right is withdrawn', async () => {
    const own = await granted('founder', 'nga', { mayGrant: true });
    await granted('nga', 'oanh');
    await withdraw('founder', 'nga', own);
    expect(await grant('nga', 'phuong')).toMatchObject({ status: 403 });
    expect(await get('oanh', `/v1/units/${commune}`)).toMatchObject({ status: 200 });
  });
});

describe('revoked sessions', () => {
  const revoke = (by: string, of: string): Promise<Answer> =>
    post(by, `/v1/actors/${of}/sessions/revoke`, { reason: 'Mất điện thoại' });

  it('refuse every token that was issued before, and take one that was issued later', async () => {
    await granted('founder', 'quyen');
    expect(await get('quyen', '/v1/me', 60)).toMatchObject({ status: 200 });
    expect(await revoke('founder', 'quyen')).toMatchObject({ status: 201 });
    expect(await get('quyen', '/v1/me', 60)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await get('quyen', '/v1/me', -2)).toMatchObject({ status: 200 });
  });

  it('are revoked by the actor herself or by who could have granted her a right', async () => {
    await granted('founder', 'suong');
    await granted('founder', 'thu', { unitId: elsewhere, mayGrant: true });
    expect(await revoke('thu', 'suong')).toMatchObject({ status: 404, body: { code: 'ActorNotFound' } });
    expect(await revoke('suong', 'suong')).toMatchObject({ status: 201 });
    expect(await get('suong', '/v1/me', 60)).toMatchObject({ status: 401 });
  });
});

describe('who sees rights', () => {
  const list = async (by: string, query = ''): Promise<Answer> =>
    get(by, `/v1/rights?limit=200&atLeast=${await ledger.store.head()}${query}`);

  it('is told who she is and what she may do', async () => {
    await granted('founder', 'uyen');
    await granted('founder', 'uyen', { from: daysFromNow(3) });
    const { body } = await get('uyen', `/v1/me?atLeast=${await ledger.store.head()}`);
    expect(body['data']).toMatchObject({ actorId: 'uyen', rights: [{ ...cadre, unitName: 'Xã Ví Dụ' }] });
    expect(rightsIn(await get('uyen', '/v1/actors/uyen/rights'))).toHaveLength(2);
    expect(rightsIn(await get('uyen', `/v1/actors/uyen/rights?validOn=${today()}`))).toHaveLength(1);
  });

  it('are auditors and whoever grants, within their units; nobody else but for her own', async () => {
    await granted('founder', 'van');
    expect(await list('van')).toMatchObject({ status: 403, body: { code: 'role-not-allowed' } });
    expect(await get('van', '/v1/actors/founder/rights')).toMatchObject({ status: 403 });

    await granted('founder', 'xuan', { role: 'auditor', capture: false, unitId: province });
    const seen = rightsIn(await list('xuan'));
    expect(new Set(seen.map(({ unitId }) => unitId))).toEqual(new Set([commune, province]));
    expect(rightsIn(await list('xuan', '&actor=founder'))).toEqual([]);
    expect(rightsIn(await list('founder', '&actor=founder')).map(({ unitId }) => unitId)).toContain(null);
    expect(rightsIn(await list('xuan', `&unit=${elsewhere}`))).toEqual([]);
  });

  it('is also the auditor, who reads in the log what was granted where she audits', async () => {
    await granted('founder', 'anh');
    await granted('founder', 'anh', { unitId: null, capture: false });
    await granted('founder', 'bao', { role: 'auditor', capture: false, unitId: province });
    const eventsFor = async (
      sub: string,
    ): Promise<readonly { data: { actorId?: string; unitId: string | null } }[]> => {
      const { body } = await get(sub, `/v1/events?limit=200&atLeast=${await ledger.store.head()}`);
      return body['data'] as readonly { data: { actorId?: string; unitId: string | null } }[];
    };
    const unitsOf = async (sub: string) =>
      (await eventsFor(sub)).filter(({ data }) => data.actorId === 'anh').map(({ data }) => data.unitId);
    expect(await unitsOf('bao')).toEqual([commune]);
    expect(await unitsOf('founder')).toEqual([commune, null]);
  });

  it('sees every right in force, also where another actor has one of the same id', async () => {
    const rightId = await granted('founder', 'hidden', { mayGrant: true });
    expect(await grant('hidden', 'puppet', { id: rightId, to: daysFromNow(5) })).toMatchObject({ status: 201 });
    expect(rightsIn(await list('founder', '&actor=hidden'))).toMatchObject([{ rightId, mayGrant: true }]);
    expect(rightsIn(await list('founder', '&actor=puppet'))).toMatchObject([{ rightId, mayGrant: false }]);
    await withdraw('founder', 'puppet', rightId);
    expect(rightsIn(await list('founder', '&actor=hidden'))).toMatchObject([{ rightId, withdrawnAt: null }]);
  });

  it('finds them by actor, role, unit and day; what was withdrawn is told with who did it and why', async () => {
    const rightId = await granted('founder', 'yen');
    await granted('founder', 'yen', { role: 'central-officer', unitId: province, to: daysFromNow(5) });
    await withdraw('founder', 'yen', rightId);
    const all = rightsIn(await list('founder', '&actor=yen'));
    expect(all).toHaveLength(2);
    expect(all.find((one) => one.rightId === rightId)).toMatchObject({
      actorId: 'yen',
      grantedBy: 'founder',
      withdrawnBy: 'founder',
      withdrawnAt: today(),
      withdrawalReason: 'Chuyển công tác',
    });
    expect(rightsIn(await list('founder', '&actor=yen&role=commune-cadre'))).toHaveLength(1);
    expect(rightsIn(await list('founder', `&actor=yen&unit=${commune}`))).toHaveLength(1);
    expect(rightsIn(await list('founder', `&actor=yen&validOn=${today()}`))).toHaveLength(1);
    expect(rightsIn(await list('founder', `&actor=yen&validOn=${daysFromNow(6)}`))).toHaveLength(0);
    expect(await list('founder', '&role=owner')).toMatchObject({ status: 400 });
  });
});
