import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { foundTwoCommunes, home, idOf, otherCommune } from './two-communes.js';

let ledger: TestLedger;
const stranger = '0197a7c0-0000-7000-8000-0000000000f7';

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
  await ledger.get(`/v1/units?atLeast=${await ledger.store.head()}`);
});
afterAll(() => ledger.close());

describe('a member’s id that the client chose', () => {
  it('is not taken while nobody knows yet whether other units hold something on a person of that id', async () => {
    const holding = await ledger.pool.connect();
    const admit = () => {
      const person = { fullName: 'Ngô Thị Ví Dụ', gender: 'female' };
      const body = { id: stranger, chapterId: home, person, at: '2023-03-08' };
      return ledger.post('/v1/members', body, { as: 'commune-cadre' });
    };
    try {
      await holding.query('BEGIN; LOCK TABLE read.person_place_1 IN SHARE MODE');
      const held = { personId: stranger, fullName: 'Tô Thị Khác', gender: 'female', post: 'chair', partyMember: false };
      idOf(await ledger.post(`/v1/units/${otherCommune}/posts/elected`, { ...held, at: '2023-04-01' }));
      expect(await admit()).toMatchObject({ status: 504, body: { code: 'position-not-reached' } });
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    expect(await admit()).toMatchObject({ status: 409, body: { code: 'IdBelongsToPerson' } });
  });
});
