import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { away, central, commune, foundTwoCommunes, home, otherCommune, province } from './two-communes.js';

const id = (end: string): string => `0197a7c0-0000-7000-8000-0000000000${end}`;
const [first, second, chapter, otherProvince] = [id('d1'), id('d2'), id('c9'), id('a8')];
const auditor = { as: 'auditor' } as const;
const person = (fullName: string) => ({ fullName, birthYear: 1980, gender: 'female' });

let ledger: TestLedger;
const record = async (path: string, body: object): Promise<string> => {
  const { status, body: answer } = await ledger.post(path, body);
  expect([path, status, answer]).toEqual([path, 201, answer]);
  return String(answer['position']);
};
const holder = { gender: 'female', post: 'chapterHead', partyMember: false } as const;

describe('what has become of a unit between two moments', () => {
  let begin: string;
  let middle: string;
  beforeAll(async () => {
    ledger = await openTestLedger();
    await foundTwoCommunes(ledger);
    await record('/v1/members', { id: first, chapterId: home, person: person('Nguyễn Thị Một'), at: '2023-02-01' });
    begin = await record(`/v1/chapters/${home}/posts/elected`, {
      ...{ id: id('f1'), personId: first, fullName: 'Nguyễn Thị Một', ...holder, at: '2023-02-15' },
    });
    await record('/v1/members', { id: second, chapterId: away, person: person('Nguyễn Thị Hai'), at: '2023-03-01' });
    await record(`/v1/members/${second}/transfer`, { from: away, to: home, at: '2023-04-01' });
    await record(`/v1/units/${commune}/rename`, { name: 'Phường Mới', at: '2023-05-01' });
    middle = await record('/v1/chapters', {
      ...{ id: chapter, unitId: commune, name: 'Chi hội Mới', basis: 'residence', at: '2023-05-02' },
    });
    await record(`/v1/chapters/${home}/posts/${id('f1')}/relieve`, { reason: 'Đến tuổi', at: '2023-06-01' });
    await record(`/v1/members/${first}/end`, { reason: 'left', at: '2023-06-02' });
    await record('/v1/units', {
      ...{ id: otherProvince, parentId: central, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Khác', at: '2023-01-01' },
    });
    await record(`/v1/units/${otherCommune}/move`, { to: otherProvince, at: '2023-07-01' });
  }, 60_000);
  afterAll(() => ledger.close());

  const between = async (unit: string, from: string, to = ''): Promise<unknown> => {
    const { status, body } = await ledger.get(`/v1/units/${unit}/difference?from=${from}${to && `&to=${to}`}`, auditor);
    expect([unit, status, body]).toEqual([unit, 200, body]);
    return body['data'];
  };

  it('is told of a commune: its fields, its chapters, who came and who left', async () => {
    expect(await between(commune, begin)).toEqual({
      id: commune,
      from: { position: begin, recordedAt: expect.any(String) },
      to: { position: await ledger.store.head(), recordedAt: expect.any(String) },
      existed: true,
      fields: [{ field: 'name', before: 'Đơn vị commune', after: 'Phường Mới' }],
      below: { came: [{ id: chapter, kind: 'chapter', name: 'Chi hội Mới' }], went: [] },
      posts: { began: [], ended: [] },
      members: { joined: 1, left: 1 },
    });
  });

  it('is told of a stretch of it, and adds up', async () => {
    expect(await between(commune, begin, middle)).toMatchObject({ members: { joined: 1, left: 0 } });
    expect(await between(commune, middle)).toMatchObject({ members: { joined: 0, left: 1 }, fields: [] });
    expect(await between(commune, middle, middle)).toMatchObject({ members: { joined: 0, left: 0 } });
  });

  it('is told of the posts of a chapter', async () => {
    const holding = { holdingId: id('f1'), post: 'chapterHead', personId: first, from: '2023-02-15', to: '2023-06-01' };
    expect(await between(home, begin)).toMatchObject({ posts: { began: [], ended: [holding] } });
    expect(await between(home, '00000000000000000001', begin).catch(() => null)).toMatchObject({
      existed: false,
      posts: { began: [{ ...holding, to: null }], ended: [] },
    });
  });

  it('is told of a province that a commune left, on the map of each moment', async () => {
    expect(await between(province, middle)).toMatchObject({ below: { came: [], went: [{ id: otherCommune }] } });
    expect(await between(otherProvince, middle)).toMatchObject({
      existed: false,
      below: { came: [{ id: otherCommune }] },
    });
  });

  it.each([
    ['from later than to', () => `from=${middle}&to=${begin}`, 'from'],
    ['no from', () => '', 'from'],
    ['a position beyond the end', () => 'from=99999999999999999999', 'from'],
    ['a to in the future', () => `from=${begin}&to=2999-01-01T00:00:00Z`, 'to'],
  ])('is refused for %s', async (_what, query, field) => {
    const { status, body } = await ledger.get(`/v1/units/${commune}/difference?${query()}`, auditor);
    expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ field })]]);
  });

  it('is told of nothing outside the asker’s units, nor of a unit that was not there yet', async () => {
    const of = (unit: string, query: string, as: 'province-verifier' | 'auditor') =>
      ledger.get(`/v1/units/${unit}/difference?${query}`, { as });
    expect((await of(otherCommune, `from=${begin}`, 'province-verifier')).status).toBe(404);
    expect((await of(chapter, `from=00000000000000000001&to=${begin}`, 'auditor')).status).toBe(404);
    // A commune that is another province's by now is not named to the one that it left.
    const { body } = await of(province, `from=${middle}`, 'province-verifier');
    expect(body['data']).toMatchObject({ below: { came: [], went: [] } });
  });
});
