import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createTestDatabase, selfSigned } from '@sohoi/embedded-postgres/testing';
import type { TestDatabase } from '@sohoi/embedded-postgres/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { openEventLog } from './index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const poolOf = (connectionString: string, connectionTimeoutMillis = 5000): Pool => {
  const pool = new Pool({ connectionString, connectionTimeoutMillis });
  pool.on('error', () => undefined);
  closing.push(() => pool.end());
  return pool;
};

const listen = async (serve: (socket: Socket) => void): Promise<number> => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

const SECRET = 'opensesame';

const changed = (change: (url: URL) => void): string => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

const refusalOf = (address: string, patience?: number, migrate = true): Promise<Record<string, unknown>> =>
  openEventLog({ pool: poolOf(address, patience), address: undefined, migrate }).then(
    () => ({}),
    ({ name, message, trouble, detail }: Error & Record<string, unknown>) => ({ name, message, trouble, detail }),
  );

const refused = (trouble: string, detail: string, message: RegExp) => ({
  ...{ name: 'PostgresUnusable', trouble, detail, message: expect.stringMatching(message) },
});

describe('a PostgreSQL for the log that cannot be used is told of in one sentence', () => {
  it.each([true, false])('when the password is wrong (schema to be made: %s)', async (migrate) => {
    const address = changed((url) => (url.password = SECRET));
    const said = await refusalOf(address, 5000, migrate);
    expect(said).toEqual(refused('login', '28P01', /^the log in PostgreSQL: it refuses this user: .*wrong.*28P01\)$/));
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });

  it('when there is no such database', async () => {
    const said = await refusalOf(changed((url) => (url.pathname = '/nowhere')));
    expect(said).toEqual(refused('database', '3D000', /: it has no database of this name \(3D000\)$/));
  });

  it('when nobody is there', async () => {
    const said = await refusalOf(`postgres://sohoi:${SECRET}@127.0.0.1:1/sohoi`);
    expect(said).toEqual(refused('unreachable', 'ECONNREFUSED', /: it cannot be reached \(ECONNREFUSED\)$/));
  });

  it('when nobody is there by either address of a name, which Node has no words for', async () => {
    const none = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:1')]), { code: 'ECONNREFUSED' });
    const pool = poolOf('postgres://127.0.0.1:1/none');
    Object.defineProperty(pool, 'connect', { value: (done: (error: Error) => void) => done(none) });
    await expect(openEventLog({ pool })).rejects.toThrow(/: it cannot be reached \(ECONNREFUSED\)$/);
  });

  it('when somebody is there who says nothing', async () => {
    const port = await listen(() => undefined);
    const said = await refusalOf(`postgres://sohoi:${SECRET}@127.0.0.1:${port}/sohoi`, 100);
    expect(said).toEqual(refused('unreachable', 'no answer', /: it cannot be reached \(no answer\)$/));
  });

  it('when its certificate is not trusted', async () => {
    const files = selfSigned();
    const secureContext = createSecureContext({ cert: readFileSync(files.cert), key: readFileSync(files.key) });
    files.remove();
    const port = await listen((socket) => {
      socket.once('data', () => {
        socket.write('S');
        new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
      });
    });
    const said = await refusalOf(`postgres://sohoi:${SECRET}@127.0.0.1:${port}/sohoi?sslmode=verify-full`);
    expect(said).toEqual(
      refused('untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT', /: its certificate is not trusted \(DEPTH_ZERO/),
    );
  });

  it('when TLS is asked for and it has none', async () => {
    const said = await refusalOf(changed((url) => url.searchParams.set('sslmode', 'verify-full')));
    expect(said).toEqual(refused('unreachable', 'no TLS there', /: it cannot be reached \(no TLS there\)$/));
  });

  it.each([true, false])(
    'when it is too old, and then nothing is done in it (schema to be made: %s)',
    async (migrate) => {
      const pool = poolOf(database.url);
      // What a server says of itself cannot be set: a function of ours stands before its own in the path.
      await pool.query(`CREATE OR REPLACE FUNCTION public.current_setting(setting text) RETURNS text LANGUAGE sql AS $$
      SELECT CASE setting WHEN 'server_version_num' THEN '170006' WHEN 'server_version' THEN '17.6 (Debian 17.6-1)'
             ELSE pg_catalog.current_setting(setting) END $$`);
      const said = await refusalOf(
        changed((url) => url.searchParams.set('options', '-c search_path=public,pg_catalog')),
        5000,
        migrate,
      );
      expect(said).toMatchObject({
        name: 'PostgresTooOld',
        message: 'this PostgreSQL is of version 17.6; version 18 or later is needed',
      });
      const { rows } = await pool.query(`SELECT to_regnamespace('log') AS it`);
      expect(rows).toEqual([{ it: null }]);
    },
  );

  it('and what it refuses for another reason is left as it is', async () => {
    const pool = poolOf(database.url);
    const failure = Object.assign(new Error('planted'), { code: '42501' });
    Object.defineProperty(pool, 'connect', { value: (done: (error: Error) => void) => done(failure) });
    await expect(openEventLog({ pool })).rejects.toBe(failure);
  });
});
