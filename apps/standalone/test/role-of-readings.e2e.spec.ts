import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { away, commune, foundTwoCommunes, home, idOf, otherCommune, province } from './two-communes.js';

let ledger: TestLedger;
let headers: Record<string, string>;
const NUMBER = '001190000031';
let members: readonly string[];

const admit = async (chapterId: string): Promise<string> => {
  const person = { fullName: 'Mai Thị Ví Dụ', gender: 'female', identityNumber: NUMBER };
  return idOf(await ledger.post('/v1/members', { chapterId, person, at: '2023-03-08' }));
};
const readings = async (purpose: string) => {
  const { rows } = await ledger.pool.query<{ role: string; person_id: string | null }>(
    'SELECT role, person_id FROM readings.reading WHERE purpose = $1 ORDER BY place_id',
    [purpose],
  );
  return rows.map(({ role, person_id }) => [role, person_id]);
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
  members = [await admit(home), await admit(away)];
  await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}`);
  const sub = 'of-several-rights';
  // The first of the route's roles, but without a right to what is sensitive.
  await ledger.token({ sub, role: 'commune-cadre', unit: province, sensitive: false });
  await ledger.token({ sub, role: 'province-verifier', unit: commune });
  headers = { authorization: `Bearer ${await ledger.token({ sub, role: 'auditor', unit: otherCommune })}` };
});
afterAll(() => ledger.close());

describe('who read what is sensitive', () => {
  it('is recorded in the role of the right that covers the person', async () => {
    for (const member of members) {
      const answer = await ledger.get(`/v1/members/${member}/sensitive?purpose=one`, { headers });
      expect(answer).toMatchObject({ status: 200, body: { data: { identityNumber: NUMBER } } });
    }
    expect(await readings('one')).toEqual([
      ['province-verifier', members[0]],
      ['auditor', members[1]],
    ]);
  });

  it('is recorded in each role apart where one answer names persons of several rights', async () => {
    const found = await ledger.post('/v1/members/search', { identityNumber: NUMBER, purpose: 'both' }, { headers });
    expect(found).toMatchObject({ status: 200, body: { data: [{}, {}] } });
    expect(await readings('both')).toEqual([
      ['province-verifier', members[0]],
      ['auditor', members[1]],
    ]);
  });

  it('is recorded in a role that has a right to it when nobody is found', async () => {
    const nobody = { identityNumber: '001190000099', purpose: 'none' };
    await ledger.post('/v1/members/search', nobody, { headers });
    expect(await readings('none')).toEqual([['province-verifier', null]]);
  });
});
