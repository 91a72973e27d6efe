import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { UnfinishedGrants } from '@sohoi/persons-service/module';
import { checkpoints } from '@sohoi/projection';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { away, commune, foundTwoCommunes, home, idOf, otherCommune, placeIn, province } from './two-communes.js';

let ledger: TestLedger;
const officer = { as: 'data-protection-officer' } as const;

const at = '2026-03-10';
const place = (path: string, body: object): Promise<void> => placeIn(ledger, path, body);

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
});
afterAll(() => ledger.close());

type Call = { readonly as: DemoRole | 'nobody'; readonly headers?: Record<string, string> };
const person = { fullName: 'Hoàng Thị Bí Mật', birthYear: 1990, gender: 'female' };
const admit = async (): Promise<string> =>
  idOf(await ledger.post('/v1/members', { chapterId: home, person, at: '2023-03-08' }));
const receive = async (personId: string, kind: string): Promise<string> => {
  const body = { personId, unitId: commune, kind, channel: 'in-person', wish: 'Theo nguyện vọng', at: '2026-03-03' };
  return idOf(await ledger.post('/v1/person-requests', body, { as: 'commune-cadre' }));
};
const step = (id: string, what: string, body: object = {}, call: Call = officer) =>
  ledger.post(`/v1/person-requests/${id}/${what}`, { at, ...body }, call);
const erase = { legalGround: 'data-law-art-14' };
const allow = { legalGround: 'data-law-art-4-1' };
const refusal = { legalGround: 'archives-law', reason: 'Còn thời hạn lưu trữ' };
const one = async (path: string) => {
  const answer = await ledger.get(`${path}?atLeast=${await ledger.store.head()}`, officer);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body['data'] as Record<string, unknown>;
};
const typesIn = async (stream: string) => (await ledger.store.readStream(stream)).map(({ type }) => type);
/** One look at what is unfinished, by a host that has heard of all there is. */
const finish = async () => {
  const heard = await checkpoints(ledger.pool).waitUntil(
    ['person-requests', 'persons'],
    await ledger.store.head(),
    20_000,
  );
  expect(heard.reached).toBe(true);
  return ledger.app.get(UnfinishedGrants, { strict: false }).finish();
};
const placeHold = async (personId: string, over: object = {}): Promise<string> => {
  const held = { unitId: commune, legalGround: 'retention-table', reason: 'Hồ sơ quy hoạch', at: '2026-03-01' };
  const hold = { ...held, ...over };
  return idOf(await ledger.post(`/v1/persons/${personId}/holds`, hold, officer));
};
/** Whoever holds this right alone. */
const holderOf = async (sub: string, role: string, of: string): Promise<Call> => {
  const token = await ledger.token({ sub, role, unit: of });
  return { as: 'nobody', headers: { authorization: `Bearer ${token}` } };
};

/** The grant, as a process leaves it that ends before the effect. */
const grantAlone = async (requestId: string, personId: string, kind: string, legalGround: string): Promise<void> => {
  const stream = `personRequest-${requestId}`;
  const history = await ledger.store.readStream(stream);
  const by = demoPersons['data-protection-officer'].sub;
  const data = { requestId, personId, unitId: commune, kind, legalGround, by, at };
  const metadata = { ...history[0]!.metadata, actor: by, role: 'data-protection-officer' };
  const id = requestId.replace(/^.{8}/, '00000000');
  await ledger.store.append(stream, history.length, [{ id, type: 'RequestGranted', schemaVersion: 1, data, metadata }]);
};

describe('a granted request', () => {
  it('whose effect is in the log is not refused, though nobody completed it', async () => {
    const personId = await admit();
    const id = await receive(personId, 'restriction');
    await grantAlone(id, personId, 'restriction', allow.legalGround);
    expect(await step(id, 'refuse', refusal)).toMatchObject({ status: 409, body: { code: 'GrantTakesEffect' } });
    expect(await finish()).toEqual(new Map());
    expect(await typesIn(`personRequest-${id}`)).toEqual(['RequestReceived', 'RequestGranted', 'RequestCompleted']);
  });

  it('is never both refused and carried out, however a refusal and the effect meet', async () => {
    for (let round = 0; round < 8; round += 1) {
      const personId = await admit();
      const id = await receive(personId, 'erasure');
      const holdId = await placeHold(personId);
      await grantAlone(id, personId, 'erasure', erase.legalGround);
      const lift = { unitId: commune, reason: 'Đã nộp lưu trữ', at };
      await Promise.all([
        step(id, 'refuse', refusal),
        ledger.post(`/v1/persons/${personId}/holds/${holdId}/lift`, lift, officer).then(() => step(id, 'grant', erase)),
        step(id, 'grant', erase),
      ]);
      await one(`/v1/person-requests/${id}`);
      await finish();
      const [ofPerson, ofRequest] = [await typesIn(`person-${personId}`), await typesIn(`personRequest-${id}`)];
      const erased = ofPerson.includes('PersonErased');
      expect(ofPerson.includes('ErasureStopped')).toBe(!erased);
      expect(ofRequest.at(-1)).toBe(erased ? 'RequestCompleted' : 'RequestRefused');
      expect(ofRequest).toHaveLength(3);
    }
  });

  it('that a hold stops says so to the officer, and is then refused for good', async () => {
    const personId = await admit();
    const id = await receive(personId, 'erasure');
    const holdId = await placeHold(personId);
    await grantAlone(id, personId, 'erasure', erase.legalGround);
    expect(await step(id, 'grant', erase)).toMatchObject({
      ...{ status: 409, body: { code: 'RetentionPrevails', details: { holdId } } },
    });
    await one(`/v1/person-requests/${id}`);
    expect((await finish()).get(id)).toBe('RetentionPrevails');
    expect(await step(id, 'refuse', { ...refusal, legalGround: 'data-law-art-14' })).toMatchObject({
      ...{ status: 409, body: { code: 'GroundDoesNotFit' } },
    });
    expect(await typesIn(`person-${personId}`)).toEqual(['RetentionHoldPlaced']);
    expect(await step(id, 'refuse', refusal)).toMatchObject({ status: 201 });
    expect(await typesIn(`person-${personId}`)).toEqual(['RetentionHoldPlaced', 'ErasureStopped']);
    await one(`/v1/person-requests/${id}`);
    expect((await finish()).has(id)).toBe(false);
  });

  it('that a hold stopped is carried out as granted when the hold has run out', async () => {
    const personId = await admit();
    const id = await receive(personId, 'erasure');
    await placeHold(personId, { until: '2026-03-31' });
    await grantAlone(id, personId, 'erasure', erase.legalGround);
    await one(`/v1/person-requests/${id}`);
    expect((await finish()).has(id)).toBe(false);
    expect(await one(`/v1/persons/${personId}`)).toMatchObject({ erasedAt: at });
    expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ status: 'completed' });
  });

  it('that cannot be carried out keeps no other from it, however many there are', async () => {
    const stuck = Array.from({ length: 101 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    const personId = await admit();
    await placeHold(personId);
    const metadata = (await ledger.store.readStream(`member-${personId}`))[0]!.metadata;
    const request = { personId, unitId: commune, kind: 'erasure' };
    const clocks = { replyBy: '2026-03-05', completeBy: '2026-03-23', receivedBy: 'cadre' };
    for (const requestId of stuck) {
      const received = { ...request, requestId, channel: 'by-post', wish: 'Xin xóa', ...clocks, at: '2026-03-03' };
      const event = { id: requestId.replace('-7000', '-7001'), type: 'RequestReceived', schemaVersion: 1, metadata };
      await ledger.store.append(`personRequest-${requestId}`, 0, [{ ...event, data: received }]);
      const granted = { ...request, requestId, ...erase, by: 'officer', at };
      const grant = { id: requestId.replace('-7000', '-7002'), type: 'RequestGranted', schemaVersion: 1, metadata };
      await ledger.store.append(`personRequest-${requestId}`, 1, [{ ...grant, data: granted }]);
    }
    const other = await admit();
    const last = await receive(other, 'restriction');
    await grantAlone(last, other, 'restriction', allow.legalGround);
    await one(`/v1/person-requests/${last}`);
    const waiting = await finish();
    expect(stuck.filter((id) => waiting.get(id) !== 'RetentionPrevails')).toEqual([]);
    expect(waiting.has(last)).toBe(false);
    expect(await one(`/v1/person-requests/${last}`)).toMatchObject({ status: 'completed' });
  });
});

describe('what else was asked for a person who is erased', () => {
  it('lapses without a word that would need her key', async () => {
    const personId = await admit();
    const [open, granted, restricting] = [
      await receive(personId, 'access'),
      await receive(personId, 'correction'),
      await receive(personId, 'restriction'),
    ];
    expect(await step(granted, 'grant', allow)).toMatchObject({ status: 201 });
    await grantAlone(restricting, personId, 'restriction', allow.legalGround);
    expect(await step(await receive(personId, 'erasure'), 'grant', erase)).toMatchObject({ status: 201 });
    expect(await one(`/v1/persons/${personId}`)).toMatchObject({ erasedAt: at });
    expect((await step(open, 'refuse', refusal)).status).toBe(409);

    await finish();
    for (const id of [open, granted, restricting]) {
      expect(await one(`/v1/person-requests/${id}`)).toMatchObject({ status: 'lapsed' });
    }
    const head = await ledger.store.head();
    await finish();
    expect(await ledger.store.head()).toBe(head);
  });
});

describe('what several units hold on a person', () => {
  it('is erased and handed out by an officer above all of them alone', async () => {
    const personId = await admit();
    const elect = { personId, fullName: 'Hoàng Thị Bí Mật', gender: 'female', post: 'chapterDeputy' };
    await place(`/v1/chapters/${away}/posts/appointed`, { ...elect, partyMember: false, at: '2023-04-01' });
    const [here, there] = [
      await holderOf('officer-here', 'data-protection-officer', commune),
      await holderOf('officer-there', 'data-protection-officer', otherCommune),
    ];
    const [erasure, access] = [await receive(personId, 'erasure'), await receive(personId, 'access')];
    const forwarded = { status: 409, body: { code: 'HeldByOtherUnits' } };
    expect(await step(erasure, 'grant', erase, here)).toMatchObject(forwarded);
    expect(await step(access, 'grant', allow, here)).toMatchObject(forwarded);
    expect(await step(erasure, 'grant', erase, there)).toMatchObject({ status: 404 });

    expect(await step(access, 'grant', allow)).toMatchObject({ status: 201 });
    expect(await ledger.get(`/v1/persons/${personId}/extract`, here)).toMatchObject(forwarded);
    expect(await ledger.get(`/v1/persons/${personId}/extract`, officer)).toMatchObject({ status: 200 });
    expect(await step(erasure, 'grant', erase)).toMatchObject({ status: 201 });
  });

  it('is processed again when an officer above all of them says so, not by one of a part', async () => {
    const personId = await admit();
    const elect = { personId, fullName: 'Hoàng Thị Bí Mật', gender: 'female', post: 'chapterDeputy' };
    await place(`/v1/chapters/${away}/posts/appointed`, { ...elect, partyMember: false, at: '2023-04-01' });
    const here = await holderOf('officer-here', 'data-protection-officer', commune);
    expect(await step(await receive(personId, 'restriction'), 'grant', allow)).toMatchObject({ status: 201 });
    const lift = (call: Call) =>
      ledger.post(`/v1/persons/${personId}/restriction/lift`, { unitId: commune, reason: 'Đồng ý', at }, call);
    expect(await lift(here)).toMatchObject({ status: 409, body: { code: 'HeldByOtherUnits' } });
    expect(await typesIn(`person-${personId}`)).toEqual(['ProcessingRestricted']);
    expect(await lift(officer)).toMatchObject({ status: 201 });
  });

  it('is not made one’s own by admitting her under her id', async () => {
    const personId = await admit();
    const cadre = await holderOf('cadre-there', 'commune-cadre', otherCommune);
    const entering = { id: personId, chapterId: away, person, at: '2023-03-08' };
    const taken = { status: 409, body: { code: 'IdBelongsToPerson' } };
    expect(await ledger.post('/v1/members', entering, cadre)).toMatchObject(taken);

    const holder = '0197a7c0-0000-7000-8000-0000000000d9';
    const elect = { personId: holder, fullName: 'Mai Thị Phó', gender: 'female', post: 'chapterDeputy' };
    await place(`/v1/chapters/${home}/posts/elected`, { ...elect, partyMember: false, at: '2023-04-01' });
    expect(await ledger.post('/v1/members', { ...entering, id: holder }, cadre)).toMatchObject(taken);
    const honoured = await ledger.post('/v1/honorary-members', { ...entering, id: holder }, cadre);
    expect(honoured).toMatchObject(taken);
    const own = { ...entering, id: holder, chapterId: home };
    expect(await ledger.post('/v1/members', own, { as: 'commune-cadre' })).toMatchObject({ status: 201 });
  });
});

describe('a hold', () => {
  it('is lifted by the unit that placed it or one above, not by whose the person is', async () => {
    const personId = await admit();
    const holdId = await placeHold(personId, { unitId: province });
    const here = await holderOf('officer-here', 'data-protection-officer', commune);
    const lift = (ofHold: string, call: Call) =>
      ledger.post(`/v1/persons/${personId}/holds/${ofHold}/lift`, { unitId: commune, reason: 'Thôi', at }, call);
    expect(await lift(holdId, here)).toMatchObject({ status: 409, body: { code: 'HoldOfOtherUnit' } });
    expect(await step(await receive(personId, 'erasure'), 'grant', erase, here)).toMatchObject({
      ...{ status: 409, body: { code: 'RetentionPrevails' } },
    });
    expect(await lift(personId, here)).toMatchObject({ status: 404, body: { code: 'HoldNotFound' } });
    expect(await lift(await placeHold(personId), here)).toMatchObject({ status: 201 });
    expect(await lift(holdId, officer)).toMatchObject({ status: 201 });
    // Again, by one who could not have lifted it: she learns nothing that she is not told of a hold in force.
    expect(await lift(holdId, here)).toMatchObject({ status: 409, body: { code: 'HoldOfOtherUnit' } });
  });
});

describe('the right to an extract', () => {
  it('ends ten days after access was given', async () => {
    const personId = await admit();
    const extract = () => ledger.get(`/v1/persons/${personId}/extract`, officer);
    const id = await receive(personId, 'access');
    expect(await step(id, 'grant', allow)).toMatchObject({ status: 201 });
    expect(await extract()).toMatchObject({ status: 200 });
    const day = (ago: number) => new Date(Date.now() + 7 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
    expect(await step(id, 'complete', { at: day(11) })).toMatchObject({ status: 201 });
    await one(`/v1/person-requests/${id}`);
    expect(await extract()).toMatchObject({ status: 409, body: { code: 'AccessNotGranted' } });

    const fresh = await receive(personId, 'access');
    expect(await step(fresh, 'grant', allow)).toMatchObject({ status: 201 });
    expect(await step(fresh, 'complete', { at: day(10) })).toMatchObject({ status: 201 });
    await one(`/v1/person-requests/${fresh}`);
    expect(await extract()).toMatchObject({ status: 200 });
  });
});
