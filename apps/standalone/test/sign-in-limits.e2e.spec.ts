import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readSecret } from '@sohoi/demo-identity';
import { createApplication, DEFAULT_EDGES } from '@sohoi/nest';
import { demoIdentity } from '../src/demo-identity.js';
import { authorizationUrl, browser, form, openSignIn, typeIn, verifierAndChallenge } from './sign-in.js';

const dataDir = mkdtempSync(join(tmpdir(), 'sign-in-limits-'));
const PERSON = 'demo-auditor';
let close = async (): Promise<void> => undefined;
afterEach(async () => {
  await close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The provider behind the edges, without a ledger; every client comes through a trusted proxy on this machine. */
const openProvider = async (signIns?: number) => {
  const demo = await demoIdentity(dataDir, signIns);
  const edges = { ...DEFAULT_EDGES, trustedProxies: ['127.0.0.1'] };
  const app = await createApplication(class Root {}, false, edges, [demo.mount]);
  await app.listen(0, '127.0.0.1');
  close = () => app.close();
  const url = await app.getUrl();
  await demo.openAt(url, { of: async () => ({ rights: [], withdrawn: [], grants: [], sessionsFrom: null }) });
  return { issuer: `${url}/oidc`, password: readSecret(dataDir, 'demo-password') };
};

const from = (address: string) => ({ 'x-forwarded-for': address });
const begin = (issuer: string): string =>
  authorizationUrl(issuer, { code_challenge: verifierAndChallenge().challenge, code_challenge_method: 'S256' });

describe('an address that begins many sign-ins', () => {
  it('is told to wait in both languages, while who is signing in goes on, and others begin', async () => {
    const { issuer, password } = await openProvider(3);
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    const flood = (language: string) =>
      fetch(begin(issuer), { redirect: 'manual', headers: { ...from('192.0.2.1'), 'accept-language': language } });
    for (let n = 0; n < 3; n += 1) expect((await flood('vi')).status).toBe(303);
    for (const [language, sentence] of [
      ['vi', 'Quá nhiều lượt đăng nhập'],
      ['en', 'Too many sign-ins'],
    ] as const) {
      const refused = await flood(language);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.text()).toContain(sentence);
    }
    expect((await typeIn(visit, page, PERSON, password)).searchParams.get('code')).toBeTruthy();
    expect((await fetch(begin(issuer), { redirect: 'manual', headers: from('192.0.2.2') })).status).toBe(303);
  });
});

describe('when many addresses have begun as many sign-ins as there is room for', () => {
  it('the next one is refused with 503, and who is signing in goes on', async () => {
    const { issuer, password } = await openProvider(0);
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    for (let n = 0; n < 2_000; n += 50) {
      await Promise.all(
        Array.from({ length: 50 }, async () => (await fetch(begin(issuer), { redirect: 'manual' })).arrayBuffer()),
      );
    }
    const refused = await fetch(begin(issuer), { redirect: 'manual', headers: { 'accept-language': 'en' } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await refused.text()).toContain('Too many are signing in');
    expect((await typeIn(visit, page, PERSON, password)).searchParams.get('code')).toBeTruthy();
  }, 60_000);
});

describe('behind a trusted proxy', () => {
  it('wrong passwords of one client make no other one wait', async () => {
    const { issuer, password } = await openProvider();
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    const attempt = async (address: string, typed: string): Promise<number> =>
      (await visit(page, form({ person: PERSON, password: typed }, from(address)))).status;
    for (let n = 0; n < 5; n += 1) expect(await attempt('192.0.2.1', `guess-${n}`)).toBe(401);
    expect(await attempt('192.0.2.1', password)).toBe(429);
    expect(await attempt('192.0.2.2', password)).toBe(302);
  });

  it('the addresses that the provider names are those of its issuer, whatever a client asks for', async () => {
    const { issuer } = await openProvider();
    const document = await getAs(`${issuer}/.well-known/openid-configuration`, {
      host: 'elsewhere.example',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-proto': 'https',
    });
    expect(document).not.toContain('elsewhere.example');
    expect(JSON.parse(document)).toMatchObject({ issuer, token_endpoint: `${issuer}/token` });
  });
});

/** Unlike fetch, it sends the Host that it is told to. */
const getAs = (url: string, headers: Readonly<Record<string, string>>): Promise<string> =>
  new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve(text));
    })
      .once('error', reject)
      .end();
  });
