import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { installReadSchema } from '@sohoi/projection';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { grantRoles } from '../src/index.js';
import { databaseWithLogins } from './with-logins.js';
import type { WithLogins } from './with-logins.js';

let database: WithLogins;
let service: Pool;
let projector: Pool;
let query: Pool;

/** SQLSTATE 42501: permission denied, or not the owner. */
const DENIED = { code: '42501' };

beforeAll(async () => {
  database = await databaseWithLogins();
  service = database.as(database.logins.service);
  projector = database.as(database.logins.projector);
  query = database.as(database.logins.query);
  await createPostgresEventStore({ pool: service }).append('note-1', 0, newEvents(2));
  await projector.query('CREATE TABLE read.notes_1 (id integer); CREATE VIEW read.notes AS SELECT * FROM read.notes_1');
});
afterAll(() => database.close());

const asIs = async (): Promise<unknown> =>
  (await database.owner.query('SELECT event.*, data::text AS text, head.* FROM log.event, log.head ORDER BY 1')).rows;

const databaseName = (): string => new URL(database.url).pathname.slice(1);

const APPEND = 'log.append(text[],integer[],integer[],text[],integer[],uuid[],text[],integer[],json[],json[])';

/** What nobody who works with the log may do to it, however the SQL came about. */
const againstTheLog = [
  `UPDATE log.event SET data = '{}'`,
  `UPDATE log.event SET data = '{}' WHERE false`,
  'DELETE FROM log.event',
  'TRUNCATE log.event',
  `INSERT INTO log.event (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata)
   VALUES (99, 'note-9', 1, gen_random_uuid(), 'A', 1, now(), '{}', '{}')`,
  `COPY log.event FROM STDIN`,
  `MERGE INTO log.event USING log.head ON event.position = head.position WHEN MATCHED THEN DELETE`,
  'SELECT * FROM log.event FOR UPDATE',
  'UPDATE log.head SET position = position + 1',
  'DELETE FROM log.head',
  'TRUNCATE log.head',
  'SELECT * FROM log.head FOR UPDATE',
  `INSERT INTO log.migration VALUES (9, 'a', 'b')`,
  'DELETE FROM log.migration',
  'ALTER TABLE log.event DISABLE TRIGGER event_is_immutable',
  'ALTER TABLE log.event DISABLE TRIGGER ALL',
  'DROP TRIGGER event_is_immutable ON log.event',
  'CREATE TRIGGER mine BEFORE INSERT ON log.event EXECUTE FUNCTION log.refuse_change()',
  'CREATE RULE mine AS ON INSERT TO log.event DO INSTEAD NOTHING',
  'ALTER TABLE log.event ADD COLUMN note text',
  'ALTER TABLE log.event OWNER TO CURRENT_USER',
  'ALTER TABLE log.event RENAME TO past',
  'DROP TABLE log.event',
  'DO $$ BEGIN LOCK TABLE log.event IN ACCESS EXCLUSIVE MODE; END $$',
  'CREATE INDEX ON log.event (type)',
  `ALTER FUNCTION ${APPEND} SECURITY INVOKER`,
  `DROP FUNCTION ${APPEND}`,
  `CREATE OR REPLACE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
  'CREATE TABLE log.mine ()',
  'ALTER SCHEMA log RENAME TO past',
  'DROP SCHEMA log CASCADE',
  'CREATE SCHEMA mine',
  'CREATE TABLE public.mine ()',
  'CREATE TEMPORARY TABLE mine ()',
  'SELECT lo_create(0)',
  `SELECT lo_from_bytea(0, 'x')`,
  'SET session_replication_role = replica',
  `ALTER SYSTEM SET fsync = 'off'`,
  'CREATE ROLE mine',
  'ALTER ROLE CURRENT_USER SUPERUSER',
  'GRANT sohoi_loader TO CURRENT_USER',
  'GRANT ALL ON log.event TO CURRENT_USER; DELETE FROM log.event',
  'SET ROLE sohoi_loader',
  `SELECT pg_read_file('PG_VERSION')`,
  `COPY (SELECT 1) TO PROGRAM 'true'`,
];

describe.each([
  ['a service', () => service],
  ['the projector', () => projector],
])('%s', (_who, pool) => {
  it.each(againstTheLog)('is refused: %s', async (statement) => {
    const before = await asIs();
    await expect(pool().query(statement)).rejects.toMatchObject(DENIED);
    expect(await asIs()).toEqual(before);
  });
});

describe('a service', () => {
  it('appends through log.append, which does what it always did, whatever stands in its search path', async () => {
    await database.owner.query(`CREATE SCHEMA trap; CREATE TABLE trap.event (position bigint);
      CREATE TABLE trap.head (position bigint); GRANT ALL ON SCHEMA trap TO sohoi_service;
      GRANT ALL ON ALL TABLES IN SCHEMA trap TO sohoi_service`);
    const client = await service.connect();
    await client.query('SET search_path = trap, log');
    client.release();
    const store = createPostgresEventStore({ pool: service });
    await store.append('note-2', 0, [newEvent()]);
    expect((await store.readStream('note-2')).map(({ streamVersion }) => streamVersion)).toEqual([1]);
    const { rows } = await database.owner.query(
      'SELECT prosecdef AS definer, proconfig AS settings FROM pg_proc WHERE oid = $1::regprocedure',
      [APPEND],
    );
    expect(rows).toEqual([{ definer: true, settings: ['search_path=pg_catalog, pg_temp'] }]);
  });

  it('may read the read models, and write none of them', async () => {
    expect((await service.query('SELECT * FROM read.notes')).rows).toEqual([]);
    for (const statement of ['INSERT INTO read.notes_1 VALUES (1)', 'DROP VIEW read.notes', 'TRUNCATE read.checkpoint'])
      await expect(service.query(statement)).rejects.toMatchObject(DENIED);
  });

  it('asks the projector for builds in the name of people, and can neither change nor answer what is asked', async () => {
    await service.query(`INSERT INTO read.request (name, what, made_by) VALUES ('notes', 'rebuild', 'actor-1')`);
    await service.query('SELECT FROM read.request WHERE answered_at IS NULL FOR UPDATE SKIP LOCKED');
    for (const statement of [
      `INSERT INTO read.request (name, what, made_by, answered_at) VALUES ('notes', 'drop', 'actor-1', now())`,
      `INSERT INTO read.request (name, what, made_by, position, reason) VALUES ('notes', 'skip', 'actor-1', '1', 'so')`,
      `INSERT INTO read.request (name, what, made_by, shards) VALUES ('notes', 'shards', 'actor-1', 2)`,
      `UPDATE read.request SET what = 'drop'`,
      'UPDATE read.request SET answered_at = now()',
      'TRUNCATE read.request',
      'ALTER TABLE read.request DISABLE ROW LEVEL SECURITY',
    ])
      await expect(service.query(statement)).rejects.toMatchObject(DENIED);
    await projector.query(`UPDATE read.request SET answered_at = now()`);
    expect((await service.query('DELETE FROM read.request')).rowCount).toBe(0);
    expect((await service.query('SELECT made_by FROM read.request')).rows).toEqual([{ made_by: 'actor-1' }]);
    await expect(query.query('DELETE FROM read.request')).rejects.toThrow();
  });

  it('starts on a log that is up to date, though it could not bring it there', async () => {
    await expect(migrateLog(service)).resolves.toBeUndefined();
    await expect(grantRoles(service)).rejects.toMatchObject(DENIED);
  });
});

describe('the projector', () => {
  it('may not append', async () => {
    await expect(
      projector.query(`SELECT * FROM log.append('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')`),
    ).rejects.toMatchObject(DENIED);
  });

  it('makes read models that its next login can go on with, and that queries see at once', async () => {
    await projector.query('CREATE TABLE read.later_1 AS SELECT 1 AS id');
    const { rows } = await database.owner.query(
      `SELECT relowner::regrole::text AS owner FROM pg_class WHERE relname = 'later_1'`,
    );
    expect(rows).toEqual([{ owner: 'sohoi_projector' }]);
    expect((await query.query('SELECT id FROM read.later_1')).rows).toEqual([{ id: 1 }]);
  });
});

describe('a query', () => {
  it.each([
    'SELECT * FROM log.event',
    'SELECT * FROM log.head',
    `SELECT * FROM log.append('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')`,
    'INSERT INTO read.notes_1 VALUES (1)',
    'DELETE FROM read.checkpoint',
    'CREATE TABLE read.mine ()',
    'SET ROLE sohoi_service',
  ])('is refused: %s', async (statement) => {
    await expect(query.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) });
    await expect(query.query(`SET transaction_read_only = off; ${statement}`)).rejects.toMatchObject(DENIED);
  });
});

describe('a loader', () => {
  it('adds events in bulk and moves the head, and changes none of what is there', async () => {
    const mark = database.logins.service.match(/login(_\w+):/)?.[1] ?? '';
    await database.owner.query(`GRANT sohoi_loader TO sohoi_service_login${mark}`);
    const loader = database.as(database.logins.service);
    const store = createPostgresEventStore({ pool: loader });
    await store.bulkLoad([{ ...newEvent(), stream: 'note-5', streamVersion: 1 }]);
    expect(await store.readStream('note-5')).toHaveLength(1);
    for (const statement of [
      'DELETE FROM log.event',
      `UPDATE log.event SET data = '{}'`,
      'TRUNCATE log.event',
      'DELETE FROM log.head',
    ])
      await expect(loader.query(statement)).rejects.toMatchObject(DENIED);
    await expect(loader.query('UPDATE log.head SET position = 0')).rejects.toMatchObject({ code: '23001' });
    await database.owner.query(`REVOKE sohoi_loader FROM sohoi_service_login${mark}`);
  });
});

describe('a login', () => {
  it('is known to the server by what cannot be turned back into its password', async () => {
    const { username, password } = new URL(database.logins.service);
    const { rows } = await database.owner.query('SELECT rolpassword AS kept FROM pg_authid WHERE rolname = $1', [
      username,
    ]);
    expect(rows).toEqual([{ kept: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) }]);
    const stranger = new URL(database.logins.service);
    stranger.password = `${password}x`;
    await expect(database.as(stranger.href).query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('granting', () => {
  it('again takes back what was given by the way, and hands read models of another owner over', async () => {
    const { owner } = database;
    await owner.query('GRANT ALL ON log.event TO sohoi_service; CREATE TABLE read.old_1 ()');
    await owner.query(`GRANT EXECUTE ON FUNCTION ${APPEND} TO sohoi_projector; GRANT ALL ON SCHEMA log TO sohoi_query;
      GRANT DELETE ON read.checkpoint TO sohoi_service; GRANT INSERT ON read.request TO sohoi_requests; GRANT sohoi_projector TO sohoi_service;
      GRANT pg_read_server_files TO sohoi_projector; GRANT sohoi_writer TO sohoi_service WITH ADMIN OPTION;
      GRANT CREATE ON SCHEMA public TO PUBLIC; GRANT TEMPORARY ON DATABASE ${databaseName()} TO sohoi_projector`);
    await Promise.all([grantRoles(owner), grantRoles(owner)]);
    for (const [pool, statement] of [
      [service, 'DELETE FROM log.event'],
      [service, 'DELETE FROM read.checkpoint'],
      [service, 'INSERT INTO read.request (shards) VALUES (1)'],
      [service, 'SET ROLE sohoi_projector'],
      [service, 'GRANT sohoi_writer TO sohoi_query'],
      [service, 'CREATE TABLE public.mine ()'],
      [projector, 'CREATE TEMPORARY TABLE mine ()'],
      [projector, `SELECT * FROM log.append('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')`],
      [projector, `SELECT pg_read_file('PG_VERSION')`],
      [query, 'SELECT * FROM log.event'],
    ] as const)
      await expect(pool.query(statement)).rejects.toMatchObject(DENIED);
    await service.query(`INSERT INTO read.request (name, what, made_by) VALUES ('notes', 'drop', 'actor-1')`);
    await projector.query('DROP TABLE read.old_1');
    await expect(installReadSchema(projector, [])).resolves.toBeUndefined();
  });
});
