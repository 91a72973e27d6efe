import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogins } from '@sohoi/database-roles';
import type { Logins } from '@sohoi/database-roles';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { TestDatabase } from '@sohoi/embedded-postgres/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileMasterKeys, openVault, unfinishedErasures } from '@sohoi/sealing';
import { Pool } from 'pg';

const mark = `_${randomUUID().slice(0, 8)}`;
const keysFolder = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
const signingFolder = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
const running: { readonly child: ChildProcess; readonly ended: Promise<number | null> }[] = [];
let database: TestDatabase;
let logins: Logins;
let projector: ReturnType<typeof run> | undefined;

/** A built program as a process of its own; `until` resolves with the match, or rejects with all it said. */
const run = (program: string, databaseUrl: string) => {
  const main = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      KEYS_FOLDER: keysFolder,
      SIGNING_FOLDER: signingFolder,
      ROTATE_AFTER_ERASURES: '1',
      OIDC_ISSUER: 'urn:sohoi:test',
      OIDC_JWKS_URL: 'http://127.0.0.1:9/',
    },
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  running.push({ child, ended });
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const listen = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = pattern.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      void ended.then(() => reject(new Error(said)));
    });
  return { ended, until };
};

beforeAll(async () => {
  database = await createTestDatabase();
  await run('standalone/dist/migrate.js', database.url).until(/(migrated)/);
  const owner = new Pool({ connectionString: database.url });
  logins = await createLogins(owner, database.url, mark).finally(() => owner.end());
}, 60_000);

afterAll(async () => {
  for (const { child, ended } of running.splice(0).reverse()) {
    child.kill('SIGTERM');
    await ended;
  }
  await database.drop();
  const server = new Pool({ connectionString: process.env['SOHOI_TEST_POSTGRES'] });
  for (const key of Object.keys(logins)) await server.query(`DROP ROLE sohoi_${key}_login${mark}`);
  await server.end();
  for (const folder of [keysFolder, signingFolder]) rmSync(folder, { recursive: true });
}, 60_000);

describe('on a database that its owner has migrated', () => {
  it('the projector and each service start with logins of few rights, and are ready', async () => {
    const listening = /listening on (http:\/\/\S+)/;
    projector = run('projector/dist/main.js', logins.projector);
    const address = await projector.until(listening);
    const services = ['access', 'organization', 'membership', 'training', 'evaluation', 'audit', 'persons'];
    for (const service of services) {
      const url = await run(`${service}/dist/main.js`, logins.service).until(listening);
      expect([service, (await fetch(`${url}/health/ready`)).status]).toEqual([service, 200]);
      expect([service, (await fetch(`${url}/v1/none`)).status]).toEqual([service, 404]);
    }
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
  }, 240_000);

  it('the projector rotates the master key after an erasure, which makes it final', async () => {
    const owner = new Pool({ connectionString: database.url });
    const { personKeys } = await openVault(owner, createFileMasterKeys(keysFolder), []);
    const id = randomUUID();
    await personKeys.keysFor([id]);
    const before = readdirSync(keysFolder);
    await personKeys.destroy([id]);
    await projector?.until(/(erasures are final)/);
    expect(await unfinishedErasures(owner)).toEqual({ unfinished: 0, since: null });
    expect(readdirSync(keysFolder)).toHaveLength(1);
    expect(readdirSync(keysFolder)).not.toEqual(before);
    await owner.end();
  }, 60_000);

  it('migrating again is fine for the owner, and not for a service, who is told so without the password', async () => {
    await run('standalone/dist/migrate.js', database.url).until(/(migrated)/);
    const service = run('standalone/dist/migrate.js', logins.service);
    expect(await service.until(/(cannot migrate: [^\n]*)\n/)).toMatch(/permission denied|must be owner|must have/);
    expect(await service.ended).toBe(1);
  }, 60_000);

  it('one that cannot be reached is said without the password', async () => {
    const away = run('standalone/dist/migrate.js', 'postgresql://owner:planted-secret@127.0.0.1:9/sohoi');
    expect(await away.until(/(cannot migrate: [^\n]*)\n/)).not.toContain('planted-secret');
    expect(await away.ended).toBe(1);
  }, 60_000);
});
