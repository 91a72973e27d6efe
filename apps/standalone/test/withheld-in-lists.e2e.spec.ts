import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { foundTwoCommunes, home, idOf } from './two-communes.js';

let ledger: TestLedger;
let holding: PoolClient;
const cadre = { as: 'commune-cadre' } as const;
const NAMES = { erased: 'Đặng Thị Kín Đáo', restricted: 'Phan Thị Lặng Lẽ', shown: 'Ngô Thị Vui' } as const;
const ids = new Map<string, string>();

/** Tables that no projection may write to while the transaction lasts; whoever reads them is not held up. */
const holdBack = async (pattern: string): Promise<void> => {
  const { rows } = await ledger.pool.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname || '.' || tablename ~ $1`,
    [pattern],
  );
  expect(rows).not.toEqual([]);
  for (const { name } of rows) await holding.query(`LOCK TABLE ${name} IN SHARE MODE`);
};
const rowsOf = async (path: string) => {
  const { status, body } = await ledger.get(path, cadre);
  expect(status).toBe(200);
  return body['data'] as readonly Record<string, unknown>[];
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
  for (const [n, [key, fullName]] of Object.entries(NAMES).entries()) {
    const person = { fullName, gender: 'female', identityNumber: `00119000001${n}` };
    const member = idOf(await ledger.post('/v1/members', { chapterId: home, person, at: '2023-03-08' }));
    ids.set(key, member);
    const held = { personId: member, fullName, gender: 'female', post: 'chapterDeputy', partyMember: false };
    idOf(await ledger.post(`/v1/chapters/${home}/posts/elected`, { ...held, at: '2023-04-01' }));
  }
  await ledger.get(`/v1/members?atLeast=${await ledger.store.head()}`, cadre);
  holding = await ledger.pool.connect();
  await holding.query('BEGIN');
  await holdBack('^vault\\.person_key$');
});
afterAll(async () => {
  await holding.query('ROLLBACK');
  holding.release();
  await ledger.close();
});

const isWithheld = async (): Promise<void> => {
  const [listed, byName, found, holders, one] = await Promise.all([
    rowsOf('/v1/members'),
    rowsOf(`/v1/members?unit=${home}&order=name`),
    Promise.all(['kin', 'lang', 'vui'].map((search) => rowsOf(`/v1/members?search=${search}`))),
    rowsOf(`/v1/chapters/${home}/posts`),
    ledger.get(`/v1/members/${ids.get('erased') ?? ''}`, cadre),
  ]);
  const names = (rows: readonly Record<string, unknown>[]) =>
    rows.flatMap(({ person }) => (person === null ? [] : [(person as { fullName: string }).fullName]));
  expect([names(listed), names(byName)]).toEqual([[NAMES.shown], [NAMES.shown]]);
  expect(found.map((rows) => rows.length)).toEqual([0, 0, 1]);
  expect(holders.map(({ fullName }) => fullName).filter((name) => name !== null)).toEqual([NAMES.shown]);
  expect(one).toMatchObject({ status: 200, body: { data: { person: null, erased: true, restricted: false } } });
  expect(listed.find(({ memberId }) => memberId === ids.get('restricted'))).toMatchObject({
    ...{ erased: false, restricted: true },
  });
};

describe('lists of persons', () => {
  it('name nobody who was erased or restricted a moment ago, though their own rows are behind and the key is there', async () => {
    await holdBack('^read\\.(members|member_persons|units|post_holders)_\\d');
    await actOnPerson(ledger, 'PersonErased', ids.get('erased') ?? '', '2023-07-10');
    await actOnPerson(ledger, 'ProcessingRestricted', ids.get('restricted') ?? '', '2023-07-10');
    await isWithheld();
  });

  it('ask the streams of the persons where no read model is up to date', async () => {
    await holdBack('^read\\.persons_\\d');
    // An event after which the persons stand still, since a projection that has nothing to write moves on.
    await actOnPerson(ledger, 'PersonErased', ids.get('shown') ?? '', '2023-07-11');
    const rows = await rowsOf('/v1/members');
    expect(rows.map(({ person }) => person)).toEqual([null, null, null]);
    expect(rows.find(({ memberId }) => memberId === ids.get('shown'))).toMatchObject({ erased: true });
  });
});
