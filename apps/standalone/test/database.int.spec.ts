import { randomUUID } from 'node:crypto';
import { createLogins } from '@sohoi/database-roles';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryMasterKeys, openVault, rotateMasterKey } from '@sohoi/sealing';
import { Pool } from 'pg';
import { migrateDatabase } from '../src/database.js';

const mark = `_${randomUUID().slice(0, 8)}`;
const person = '0197a7c0-0000-7000-8000-000000000001';
let owner: Pool;
let service: Pool;
let projector: Pool;
let query: Pool;
let close: () => Promise<void>;

/** SQLSTATE 42501: permission denied, or not the owner. */
const DENIED = { code: '42501' };

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  owner = new Pool({ connectionString: url });
  await migrateDatabase(owner);
  const logins = await createLogins(owner, url, mark);
  service = new Pool({ connectionString: logins.service });
  projector = new Pool({ connectionString: logins.projector });
  query = new Pool({ connectionString: logins.query });
  close = async () => {
    await Promise.all([owner, service, projector, query].map((pool) => pool.end()));
    await drop();
    const server = new Pool({ connectionString: process.env['SOHOI_TEST_POSTGRES'] });
    for (const key of Object.keys(logins)) await server.query(`DROP ROLE sohoi_${key}_login${mark}`);
    await server.end();
  };
});
afterAll(() => close());

describe('the keys of persons', () => {
  it('are made by a service, wrapped anew by the projector and destroyed by it', async () => {
    const masterKeys = createMemoryMasterKeys();
    const { personKeys } = await openVault(service, masterKeys, []);
    const key = (await personKeys.keysFor([person])).get(person);
    await rotateMasterKey({ pool: projector, masterKeys });
    expect((await personKeys.find([person])).get(person)).toEqual(key);
    await projector.query('SELECT vault.destroy_keys(ARRAY[$1]::uuid[])', [person]);
    expect((await service.query('SELECT wrapped FROM vault.person_key')).rows).toEqual([{ wrapped: null }]);
    await expect(rotateMasterKey({ pool: service, masterKeys })).rejects.toMatchObject(DENIED);
  });

  it.each([
    `SELECT vault.destroy_keys(ARRAY['${person}']::uuid[])`,
    `SELECT vault.rewrap_keys('{}', '{}', '{}', 'g1')`,
    `SELECT vault.begin_generation(id, 'nowhere') FROM vault.master_key WHERE state = 'current'`,
    `UPDATE vault.person_key SET wrapped = '\\x02'`,
    `INSERT INTO vault.person_key (person_id, wrapped, master_key_id) VALUES (gen_random_uuid(), '\\x02', 'g1')`,
    'DELETE FROM vault.person_key',
    'TRUNCATE vault.person_key',
    `UPDATE vault.secret SET wrapped = '\\x02'`,
    `UPDATE vault.master_key SET state = 'destroyed'`,
    'ALTER TABLE vault.person_key DISABLE TRIGGER ALL',
    'DELETE FROM vault.migration',
  ])('are not to be had by a service with %s', async (statement) => {
    await expect(service.query(statement)).rejects.toMatchObject(DENIED);
  });

  it.each([
    `UPDATE vault.person_key SET wrapped = '\\x02'`,
    'DELETE FROM vault.person_key',
    'DELETE FROM vault.secret',
    'DELETE FROM vault.master_key',
    'ALTER TABLE vault.person_key DISABLE TRIGGER ALL',
  ])('are not to be had by the projector with %s', async (statement) => {
    await expect(projector.query(statement)).rejects.toMatchObject(DENIED);
  });

  it('are not seen by a query', async () => {
    for (const table of ['person_key', 'secret', 'master_key'])
      await expect(query.query(`SELECT * FROM vault.${table}`)).rejects.toMatchObject(DENIED);
  });
});

describe('the log of readings', () => {
  it('is added to and read by a service', async () => {
    await service.query(
      `INSERT INTO readings.reading (actor, role, person_id, place_id, fields, purpose, correlation_id)
       VALUES ('a', 'auditor', $1, $1, '{idNumber}', 'inspection', $1)`,
      [person],
    );
    expect((await service.query('SELECT actor FROM readings.reading')).rows).toEqual([{ actor: 'a' }]);
  });

  it.each([
    ['when', 'read_at', `'2020-01-01'`],
    ['in which order', 'id', '7'],
  ])('is told by nobody %s something was read', async (_what, column, value) => {
    const insert = `INSERT INTO readings.reading (${column}, actor, role, person_id, place_id, fields, purpose, correlation_id)
       OVERRIDING SYSTEM VALUE VALUES (${value}, 'a', 'auditor', $1, $1, '{idNumber}', 'inspection', $1)`;
    await expect(service.query(insert, [person])).rejects.toMatchObject(DENIED);
  });

  it.each([
    `UPDATE readings.reading SET actor = 'b'`,
    'DELETE FROM readings.reading',
    'TRUNCATE readings.reading',
    'ALTER TABLE readings.reading DISABLE TRIGGER ALL',
    'DROP TABLE readings.reading',
    'DELETE FROM readings.migration',
  ])('is not to be had by anyone with %s', async (statement) => {
    for (const pool of [service, projector, query]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) });
    }
  });
});
