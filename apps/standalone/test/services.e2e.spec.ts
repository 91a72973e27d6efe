import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { TestDatabase } from '@sohoi/embedded-postgres/testing';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('ES256');
const issuer = 'urn:sohoi:test';
const keysFolder = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
let database: TestDatabase;
let jwks: Server;
const running: { readonly child: ChildProcess; readonly ended: Promise<number | null> }[] = [];

/** The built service as a process of its own, as `pnpm --filter … start` runs it; resolves with its address. */
const start = (app: string, env: Record<string, string> = {}): Promise<string> => {
  const { port } = jwks.address() as AddressInfo;
  const main = fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PORT: '0',
      KEYS_FOLDER: keysFolder,
      OIDC_ISSUER: issuer,
      OIDC_JWKS_URL: `http://127.0.0.1:${port}/`,
      ...env,
    },
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  running.push({ child, ended });
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /listening on (http:\/\/\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(said)));
  });
};

const FOUNDER = 'founder-of-the-services';

const token = (sub = FOUNDER): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience('sohoi')
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);

const read = async (url: string, path: string, sub?: string): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${await token(sub)}` } });
  return { status: answer.status, body: await answer.json() };
};

const end = async (): Promise<void> => {
  const { child, ended } = running.pop() ?? {};
  child?.kill('SIGTERM');
  expect(await ended).toBe(0);
};

beforeAll(async () => {
  const key = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  jwks = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(key));
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  database = await createTestDatabase();
  await start('projector');
}, 60_000);

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGTERM');
    await ended;
  }
  jwks.close();
  await database.drop();
  rmSync(keysFolder, { recursive: true });
}, 60_000);

describe('each service by itself, against a PostgreSQL', () => {
  it('access gives the founder the first rights, and a later founder none', async () => {
    const roles = ['commune-cadre', 'province-verifier', 'central-officer', 'auditor', 'analyst', 'operator'];
    const rights = [...roles, 'data-protection-officer', 'subscriber'].map((role) => ({ role, mayGrant: true }));
    for (const founder of [FOUNDER, 'another-founder']) {
      const url = await start('access', { SOHOI_FOUNDER: founder });
      expect(await read(url, '/v1/me')).toMatchObject({ status: 200, body: { data: { actorId: FOUNDER, rights } } });
      expect(await read(url, '/v1/me', 'another-founder')).toMatchObject({ status: 403, body: { code: 'no-right' } });
      await end();
    }
  }, 60_000);

  it.each([
    ['organization', '/v1/units'],
    ['membership', '/v1/members'],
    ['training', '/v1/training-classes'],
    ['evaluation', '/v1/emulation-clusters'],
    ['audit', '/v1/events'],
    ['access', '/v1/rights'],
    ['persons', '/v1/person-requests'],
  ])(
    '%s starts, believes tokens of a foreign issuer by its JWKS, answers, and ends with 0 on SIGTERM',
    async (app, path) => {
      const url = await start(app);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect((await fetch(url + path)).status).toBe(401);
      expect(await read(url, path)).toMatchObject({ status: 200, body: { data: expect.any(Array) as unknown } });
      await end();
    },
    60_000,
  );

  it('access founds the ledger in EventStoreDB where EVENT_STORE says so, and ends with 0 on SIGTERM', async () => {
    const server = await startEsdbServer();
    const url = await start('access', { SOHOI_FOUNDER: 'founder-there', EVENT_STORE: server.connectionString });
    const me = await read(url, '/v1/me', 'founder-there');
    expect(me).toMatchObject({ status: 200, body: { data: { actorId: 'founder-there' } } });
    expect(server.log.stream('founding-ledger')).toMatchObject([{ type: 'LedgerFounded' }]);
    await end();
    await server.stop();
  }, 60_000);

  it('organization says in one sentence that EventStoreDB does not answer, and not with which password', async () => {
    const started = start('organization', { EVENT_STORE: 'esdb://admin:secret@127.0.0.1:1?tls=false' });
    const said = await started.catch(String);
    running.pop();
    expect(said).toMatch(/organization cannot start: the log at esdb:\/\/\*\*\*@127.0.0.1:1.* cannot be reached .*\n$/);
    expect(said).not.toContain('secret');
  }, 60_000);

  it.each([
    [{ password: 'opensesame' }, 'the log in PostgreSQL: it refuses this user: .*28P01.', 'organization'],
    [{ password: 'opensesame' }, 'the log in PostgreSQL: it refuses this user: .*28P01.', 'projector'],
    [{ pathname: '/nowhere' }, 'the log in PostgreSQL: it has no database of this name .3D000.', 'organization'],
    [{ port: '1' }, 'the log in PostgreSQL: it cannot be reached .ECONNREFUSED.', 'projector'],
  ])(
    'says in one sentence what is wrong with its PostgreSQL %j: %s (%s)',
    async (wrong, sentence, app) => {
      const said = await start(app, { DATABASE_URL: Object.assign(new URL(database.url), wrong).href }).catch(String);
      running.pop();
      expect(said).toMatch(new RegExp(`^Error: ${app} cannot start: ${sentence}\n$`));
      expect(said).not.toContain('opensesame');
    },
    60_000,
  );

  it.each(['organization', 'projector'])(
    '%s says in one sentence that its EventStoreDB is too old',
    async (app) => {
      const server = await startEsdbServer({ version: '21.10.9' });
      const said = await start(app, { EVENT_STORE: server.connectionString }).catch(String);
      running.pop();
      expect(said).toMatch(
        /cannot start: the log at esdb:\S+ this EventStoreDB is of version 21.10.9; .* is needed\n$/,
      );
      await server.stop();
    },
    60_000,
  );

  it('says in one sentence which setting is missing', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../audit/dist/main.js', import.meta.url))], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toMatch(/^audit cannot start: DATABASE_URL: .*\n$/);
  }, 60_000);
});
