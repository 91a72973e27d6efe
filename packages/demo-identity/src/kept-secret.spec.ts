import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, createLocalJWKSet, jwtVerify } from 'jose';
import { announceAddress } from './data-folder.js';
import { ensureSecret, randomPassword, randomSecret, readSecret, secretPath } from './kept-secret.js';
import { ensureSigningKey, publicJwks } from './signing-key.js';
import { demoToken, NothingRuns } from './token.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'identity-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('a secret of the demo identity', () => {
  it('is made once, and kept for its owner alone', async () => {
    const first = await ensureSecret(dataDir, 'demo-password', randomPassword);
    expect(await ensureSecret(dataDir, 'demo-password', () => 'another')).toBe(first);
    expect(readSecret(dataDir, 'demo-password')).toBe(first);
    expect(statSync(secretPath(dataDir, 'demo-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'identity')).mode & 0o777).toBe(0o700);
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, randomPassword)).size).toBe(100);
    expect(new Set(Array.from({ length: 100 }, randomSecret)).size).toBe(100);
    expect(randomPassword()).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect(randomSecret()).toHaveLength(43);
  });
});

describe('a token that is made in the data folder', () => {
  it('is one of the standalone that runs on it, for five minutes', async () => {
    const key = await ensureSigningKey(dataDir);
    announceAddress(dataDir, 'http://127.0.0.1:8080');
    const token = await demoToken(dataDir, 'auditor');
    const options = { issuer: 'http://127.0.0.1:8080/oidc', audience: 'sohoi', subject: 'demo-auditor', typ: 'at+jwt' };
    await expect(jwtVerify(token, createLocalJWKSet(publicJwks(key)), options)).resolves.toBeDefined();
    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(exp - iat).toBe(300);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'iss', 'sub']);
  });

  it('is not to be had where nothing runs, nor before the first start', async () => {
    await expect(demoToken(dataDir, 'auditor')).rejects.toMatchObject({ code: 'ENOENT' });
    await ensureSigningKey(dataDir);
    await expect(demoToken(dataDir, 'auditor')).rejects.toThrow(NothingRuns);
  });
});
