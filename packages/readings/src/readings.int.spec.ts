import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { createReadings, migrateReadings } from './index.js';
import type { Reading } from './index.js';

const ids = ['01', '02', 'c1'].map((n) => `0197a7c0-0000-7000-8000-0000000000${n}`) as [string, string, string];
const [first, second, placeId] = ids;
const reading: Reading = {
  actor: 'officer',
  role: 'data-protection-officer',
  purpose: 'GET /v1/members/{id}/sensitive',
  correlationId: first,
  persons: [
    { personId: first, placeId, fields: ['person.ethnicity', 'person.religion'] },
    { personId: second, placeId, fields: ['person.ethnicity'] },
  ],
};

let pool: Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    key: 'readings',
    prepare: async (url) => {
      const preparing = new Pool({ connectionString: url });
      await migrateReadings(preparing).finally(() => preparing.end());
    },
  });
  pool = new Pool({ connectionString: database.url, max: 2 });
  drop = async () => {
    await pool.end();
    await database.drop();
  };
});
afterAll(() => drop());

const stored = async () => (await pool.query<{ fields: string[] }>('SELECT * FROM readings.reading ORDER BY id')).rows;

describe('the log of readings', () => {
  it('keeps a row for each person that was read', async () => {
    await createReadings(pool).record(reading);
    const shared = { actor: 'officer', role: 'data-protection-officer', place_id: placeId, correlation_id: first };
    expect(await stored()).toMatchObject([
      { ...shared, person_id: first, fields: ['person.ethnicity', 'person.religion'], read_at: expect.any(Date) },
      { ...shared, person_id: second, fields: ['person.ethnicity'], purpose: reading.purpose },
    ]);
  });

  it('keeps a row that names nobody when nobody was found', async () => {
    await createReadings(pool).record({ ...reading, purpose: 'Search', persons: [] });
    expect((await stored()).at(-1)).toMatchObject({
      ...{ actor: 'officer', purpose: 'Search', person_id: null, place_id: null, fields: [] },
    });
  });

  it('keeps all or nothing', async () => {
    const before = (await stored()).length;
    const persons = [...reading.persons, { personId: second, placeId, fields: [] }];
    await expect(createReadings(pool).record({ ...reading, persons })).rejects.toMatchObject({ code: '23514' });
    expect(await stored()).toHaveLength(before);
  });

  it.each([
    'UPDATE readings.reading SET actor = actor',
    'DELETE FROM readings.reading',
    'DELETE FROM readings.reading WHERE false',
    'TRUNCATE readings.reading',
    'SET session_replication_role = replica; DELETE FROM readings.reading',
  ])('refuses %s', async (statement) => {
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' });
    await pool.query('RESET session_replication_role');
  });

  it('is migrated again without a change', async () => {
    const before = await stored();
    await migrateReadings(pool);
    expect(await stored()).toEqual(before);
  });
});
