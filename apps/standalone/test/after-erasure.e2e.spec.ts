import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { contributions } from '@sohoi/standings';
import type { StandingsEvent } from '@sohoi/standings';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

let ledger: TestLedger;
const central = demoPersons['central-officer'].unit;
const province = demoPersons['province-verifier'].unit;
const commune = demoPersons['commune-cadre'].unit;
const [home, away, other] = ['c1', 'c2', 'c3'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [
  string,
  string,
  string,
];
const cadre = { as: 'commune-cadre' } as const;
const officer = { as: 'data-protection-officer' } as const;
const at = '2026-03-10';

const idOf = (answer: Answer): string => {
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const place = async (path: string, body: object): Promise<string> =>
  idOf(await ledger.post(path, { at: '2023-01-01', ...body }));
const unit = (id: string, parentId: string | null, level: string) =>
  place('/v1/units', { id, ...(parentId && { parentId }), level, kind: 'Đơn vị', name: `Đơn vị ${level}` });
const chapter = (id: string, name: string, unitId = commune) =>
  place('/v1/chapters', { id, unitId, name, basis: 'residence' });

beforeAll(async () => {
  ledger = await openTestLedger();
  await unit(central, null, 'central');
  await unit(province, central, 'province');
  await unit(commune, province, 'commune');
  await chapter(home, 'Chi hội Một');
  await chapter(away, 'Chi hội Hai');
  await chapter(other, 'Chi hội Ba');
});
afterAll(() => ledger.close());

const admit = async (chapterId = home): Promise<string> => {
  const person = { fullName: 'Hoàng Thị Bí Mật', birthYear: 1990, gender: 'female' };
  return idOf(await ledger.post('/v1/members', { chapterId, person, at: '2023-03-08' }));
};
const hold = (personId: string, body: string, post: string) => {
  const holder = { personId, fullName: 'Hoàng Thị Bí Mật', gender: 'female', post, partyMember: false };
  return place(`${body}/posts/elected`, { ...holder, at: '2023-04-01' });
};
const erase = async (personId: string): Promise<void> => {
  const asked = { personId, unitId: commune, kind: 'erasure', channel: 'in-person', wish: 'Xin xóa', at: '2026-03-03' };
  const id = idOf(await ledger.post('/v1/person-requests', asked, cadre));
  const grant = { legalGround: 'data-law-art-14', at };
  idOf(await ledger.post(`/v1/person-requests/${id}/grant`, grant, officer));
};
/** Until the keys are gone and the counts are up to date. */
const settled = async (): Promise<void> => {
  expect((await ledger.get(`/v1/units?atLeast=${await ledger.store.head()}`)).status).toBe(200);
};
const lastIn = async (stream: string) => (await ledger.store.readStream(stream)).at(-1);
/** What the events of a stream leave in the counts of each subject. */
const countedOf = async (stream: string): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const event of await ledger.store.readStream(stream)) {
    for (const { subject, measure, amount } of contributions(event as unknown as StandingsEvent)) {
      const key = `${subject.id} ${measure}`;
      counts.set(key, (counts.get(key) ?? 0) + amount);
    }
  }
  return counts;
};

describe('a post that an erased person holds', () => {
  it('is left by her, with its allowance, in a chapter and in a unit', async () => {
    for (const [body, post] of [
      [`/v1/chapters/${away}`, 'chapterHead'],
      [`/v1/units/${commune}`, 'chair'],
    ] as const) {
      const personId = await admit();
      const holdingId = await hold(personId, body, post);
      await place(`${body}/posts/${holdingId}/allowance`, { amount: 540_000, source: 'localBudget', at: '2023-05-01' });
      await erase(personId);
      await settled();
      const reason = { reason: 'Thôi giữ chức', at };
      const stopped = await ledger.post(`${body}/posts/${holdingId}/allowance/stop`, reason, {
        as: 'province-verifier',
      });
      expect(stopped).toMatchObject({ status: 201 });
      const relieved = await ledger.post(`${body}/posts/${holdingId}/relieve`, reason, { as: 'province-verifier' });
      expect(relieved).toMatchObject({ status: 201 });
      const stream = body.replace('/v1/', '').replace('s/', '-');
      const last = await lastIn(stream);
      expect(last).toMatchObject({ type: 'PostHolderRelieved', data: { personId, hadAllowance: false } });
      expect(last?.data).not.toHaveProperty('reason');
      expect((await ledger.get(`${body}/posts`)).status).toBe(200);
    }
  });

  it('does not keep a chapter or a unit open, not even before her key is gone', async () => {
    const personId = await admit();
    await hold(personId, `/v1/chapters/${other}`, 'chapterHead');
    const doomed = await unit('0197a7c0-0000-7000-8000-0000000000b7', province, 'commune');
    await hold(personId, `/v1/units/${doomed}`, 'chair');
    await erase(personId);
    const end = { reason: 'Ghép chi hội', at };
    expect(await ledger.post(`/v1/chapters/${other}/close`, end, cadre)).toMatchObject({ status: 201 });
    const act = { number: '1/QĐ', date: at, issuer: 'Cơ quan ví dụ' };
    const dissolved = await ledger.post(`/v1/units/${doomed}/dissolve`, { ...end, legalAct: act });
    expect(dissolved).toMatchObject({ status: 201 });
    const events = await ledger.store.readStream(`chapter-${other}`);
    expect(events.slice(-2)).toMatchObject([
      { type: 'PostHolderRelieved', data: { personId } },
      { type: 'ChapterClosed', data: { reason: 'Ghép chi hội' } },
    ]);
  });
});

describe('a member who is erased', () => {
  it('is transferred and ended without a word about her, and leaves every count that she was in', async () => {
    const personId = await admit();
    const path = `/v1/members/${personId}`;
    for (const category of ['core-member', 'ethnic-minority']) {
      expect(await ledger.post(`${path}/categories`, { category, at: '2023-04-01' }, cadre)).toMatchObject({
        status: 201,
      });
    }
    await erase(personId);
    await settled();
    const moving = { from: home, to: away, at };
    const texts = { ...moving, reason: 'Chuyển nơi ở' };
    expect(await ledger.post(`${path}/transfer`, texts, cadre)).toMatchObject({ status: 409 });
    expect(await ledger.post(`${path}/transfer`, moving, cadre)).toMatchObject({ status: 201 });
    const leaving = { reason: 'left', at: '2026-03-11' };
    expect(await ledger.post(`${path}/end`, { ...leaving, note: 'Tự nguyện' }, cadre)).toMatchObject({ status: 409 });
    expect(await ledger.post(`${path}/end`, leaving, cadre)).toMatchObject({ status: 201 });
    const standing = { core: true, categories: ['ethnic-minority'], kind: 'ordinary' };
    expect(await lastIn(`member-${personId}`)).toMatchObject({ type: 'MembershipEnded', data: { standing } });

    const counts = await countedOf(`member-${personId}`);
    for (const measure of ['members', 'core', 'category:ethnic-minority']) {
      expect([counts.get(`${home} ${measure}`), counts.get(`${away} ${measure}`)]).toEqual([0, 0]);
    }
    expect([...counts.values()].filter((count) => count !== 0)).toEqual([]);
  });
});
