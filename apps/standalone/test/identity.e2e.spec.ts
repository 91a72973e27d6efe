import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demoPersons, readSecret } from '@sohoi/demo-identity';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { demoIdentity } from '../src/demo-identity.js';
import {
  authorizationUrl,
  browser,
  CLIENT_ID,
  form,
  locationOf,
  openSignIn,
  redeem,
  REDIRECT_URI,
  signIn,
  typeIn,
  verifierAndChallenge,
} from './sign-in.js';
import type { Tokens } from './sign-in.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const SUBSCRIBER = 'demo-subscriber';
const AUDITOR = 'demo-auditor';
/** Her clock runs ahead, so no other test signs her in. */
const OPERATOR = 'demo-operator';

const ALL_BUT_THE_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'identity-'));
const said = (['log', 'info', 'warn', 'error'] as const).map((level) => jest.spyOn(console, level));
let ledger: TestLedger;
let url: string;
let issuer: string;
let password: string;
let secret: string;

beforeAll(async () => {
  ledger = await openTestLedger({ demo: await demoIdentity(dataDir, 1_000) });
  ({ url } = ledger);
  issuer = `${url}/oidc`;
  password = readSecret(dataDir, 'demo-password');
  secret = readSecret(dataDir, 'demo-subscriber-secret');
}, 60_000);
afterAll(async () => {
  await ledger.close();
  rmSync(dataDir, { recursive: true });
  // Neither advice of the provider's makers nor what it was asked for.
  expect(said.flatMap((spy) => spy.mock.calls)).toEqual([]);
});

const statusOf = async (path: string, token: string): Promise<number> =>
  (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status;

const errorOf = async (response: Response): Promise<[number, string | undefined]> => [
  response.status,
  ((await response.json()) as { error?: string }).error,
];

const refresh = (tokens: Tokens): Promise<Response> =>
  redeem(issuer, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });

const asService = (path: string, fields: Record<string, string>, withSecret = secret): Promise<Response> => {
  const credentials = Buffer.from(`${SUBSCRIBER}:${withSecret}`).toString('base64');
  return fetch(issuer + path, form(fields, { authorization: `Basic ${credentials}` }));
};

describe('the provider of the standalone', () => {
  it('says where everything is, under the issuer that it is', async () => {
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;
    expect(document).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/token/revocation`,
      introspection_endpoint: `${issuer}/token/introspection`,
      end_session_endpoint: `${issuer}/session/end`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', use: 'sig', alg: 'ES256' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it.each(['signing-key.jwk.json', 'cookie-key', 'demo-password', 'demo-subscriber-secret'])(
    'keeps %s for its owner alone',
    (name) => {
      expect(statSync(join(dataDir, 'identity', name)).mode & 0o077).toBe(0);
    },
  );
});

describe('a person who signs in', () => {
  it('gets an access token that opens the ledger for five minutes', async () => {
    const tokens = await signIn(issuer, AUDITOR, password);
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    const { iat = 0, exp = 0, ...claims } = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({ iss: issuer, aud: 'sohoi', sub: AUDITOR });
    expect([exp - iat, tokens.expires_in]).toEqual([300, 300]);
    expect(claims).not.toHaveProperty('role');
    expect(await statusOf('/v1/events?limit=1', tokens.access_token)).toBe(200);
  });

  it('is named in an ID token, which opens nothing', async () => {
    const { id_token: idToken } = await signIn(issuer, AUDITOR, password);
    expect(decodeJwt(idToken)).toMatchObject({
      sub: AUDITOR,
      aud: CLIENT_ID,
      nonce: 'nonce-1',
      name: 'Người kiểm tra',
    });
    expect(await statusOf('/v1/events?limit=1', idToken)).toBe(401);
  });

  it('sees a page without scripts, in her language, that says who there is', async () => {
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    const english = await visit(page);
    expect(english.headers.get('content-security-policy')).toMatch(/script-src 'none'.*frame-ancestors 'none'/);
    expect(english.headers.get('content-security-policy')).not.toContain('unsafe');
    const html = await english.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toMatch(/<label for="password">/);
    expect(html.match(/<option/g)).toHaveLength(Object.keys(demoPersons).length - 1);
    expect(html).not.toContain('<script');
    expect(html).not.toContain(SUBSCRIBER);
    const vietnamese = await (await visit(page, { headers: { 'accept-language': 'vi' } })).text();
    expect(vietnamese).toContain('<html lang="vi">');
    expect(vietnamese).toContain('Mật khẩu');
  });

  it('does not get in with a wrong password, nor as nobody or as the service', async () => {
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    const wrong = await visit(page, form({ person: AUDITOR, password: 'sesame' }));
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('role="alert"');
    expect((await visit(page, form({ person: '<script>', password }))).status).toBe(400);
    expect((await visit(page, form({ person: SUBSCRIBER, password }))).status).toBe(400);
    expect((await visit(page, form({ person: AUDITOR }))).status).toBe(401);
    // The same page takes the right one.
    expect((await typeIn(visit, page, AUDITOR, password)).searchParams.get('code')).not.toBeNull();
  });

  it('is known by cookies that no script reads and no other site sends', async () => {
    const { challenge } = verifierAndChallenge();
    const more = { code_challenge: challenge, code_challenge_method: 'S256' };
    const cookies = (await fetch(authorizationUrl(issuer, more), { redirect: 'manual' })).headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; samesite=(lax|strict); httponly/i);
  });

  it('gets in from the browser alone in which she began', async () => {
    const page = await openSignIn(browser(), issuer, verifierAndChallenge().challenge);
    const elsewhere = await browser()(page, form({ person: AUDITOR, password }));
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.text()).toContain('Start again');
  });

  it('hands the browser over to the next one, whose sign-in ends hers', async () => {
    const visit = browser();
    const hers = await signIn(issuer, AUDITOR, password, visit);
    const { verifier, challenge } = verifierAndChallenge();
    const page = await openSignIn(visit, issuer, challenge);
    const resumed = await visit(await locationOf(await visit(page, form({ person: 'demo-analyst', password }))));
    const html = await resumed.text();
    expect(resumed.headers.get('content-security-policy')).toMatch(/script-src 'none' 'sha256-/);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const back = await locationOf(await visit(`${issuer}/session/end/confirm`, form({ xsrf, logout: 'yes' })));
    const code = new URL(await locationOf(await visit(back))).searchParams.get('code') ?? '';
    const answer = await redeem(issuer, { grant_type: 'authorization_code', code, code_verifier: verifier });
    expect(decodeJwt(((await answer.json()) as Tokens).access_token).sub).toBe('demo-analyst');
    expect(await errorOf(await refresh(hers))).toEqual([400, 'invalid_grant']);
  });

  it.each([
    ['without PKCE', {}],
    ['with the verifier in the clear', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
  ])('is sent back %s', async (_what, challenge) => {
    const back = new URL(await locationOf(await browser()(authorizationUrl(issuer, challenge))));
    expect(back.href.startsWith(REDIRECT_URI)).toBe(true);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('code')).toBeNull();
  });

  it.each([
    ['to another machine', { redirect_uri: 'https://evil.example/callback' }],
    ['to another path', { redirect_uri: 'http://127.0.0.1:51234/elsewhere' }],
    ['for a client that is not known', { client_id: 'stranger' }],
  ])('is not sent %s at all', async (_what, change) => {
    const { challenge } = verifierAndChallenge();
    const asked = { code_challenge: challenge, code_challenge_method: 'S256', ...change };
    const refused = await browser()(authorizationUrl(issuer, asked));
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
  });

  it('needs the verifier for the code, which is worth something once', async () => {
    const { verifier, challenge } = verifierAndChallenge();
    const visit = browser();
    const begun = async (): Promise<string> =>
      (await typeIn(visit, await openSignIn(visit, issuer, challenge), AUDITOR, password)).searchParams.get('code') ??
      '';
    const grant = { grant_type: 'authorization_code', code: await begun() };
    expect(await errorOf(await redeem(issuer, { ...grant, code_verifier: 'b'.repeat(43) }))).toEqual([
      400,
      'invalid_grant',
    ]);
    const again = { grant_type: 'authorization_code', code: await begun(), code_verifier: verifier };
    expect((await redeem(issuer, again)).status).toBe(200);
    expect(await errorOf(await redeem(issuer, again))).toEqual([400, 'invalid_grant']);
  });
});

describe('a refresh token', () => {
  it('gives the next tokens once; shown twice it ends them all', async () => {
    const first = await signIn(issuer, AUDITOR, password);
    const second = (await (await refresh(first)).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await statusOf('/v1/events?limit=1', second.access_token)).toBe(200);
    expect(await errorOf(await refresh(first))).toEqual([400, 'invalid_grant']);
    expect(await errorOf(await refresh(second))).toEqual([400, 'invalid_grant']);
  });

  it('is worth nothing once it is revoked', async () => {
    const tokens = await signIn(issuer, AUDITOR, password);
    const token = { client_id: CLIENT_ID, token: tokens.refresh_token };
    const active = async (): Promise<unknown> =>
      ((await (await fetch(`${issuer}/token/introspection`, form(token))).json()) as { active?: boolean }).active;
    expect(await active()).toBe(true);
    expect((await fetch(`${issuer}/token/revocation`, form(token))).status).toBe(200);
    expect(await active()).toBe(false);
    expect(await errorOf(await refresh(tokens))).toEqual([400, 'invalid_grant']);
  });

  it('is worth nothing after a log-out', async () => {
    const visit = browser();
    const tokens = await signIn(issuer, AUDITOR, password, visit);
    const asked = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'http://127.0.0.1:51234/',
    });
    const page = await visit(`${issuer}/session/end?${asked}`);
    const html = await page.text();
    expect(html).toContain('Sign out?');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const done = await visit(`${issuer}/session/end/confirm`, form({ xsrf, logout: 'yes' }));
    expect(await locationOf(done)).toBe('http://127.0.0.1:51234/');
    expect(await errorOf(await refresh(tokens))).toEqual([400, 'invalid_grant']);
  });
});

describe('a sign-in whose sessions were revoked in the ledger', () => {
  it('gives no further token; one that comes after does', async () => {
    const tokens = await signIn(issuer, OPERATOR, password);
    jest.useFakeTimers({ now: Date.now() + 2_000, doNotFake: [...ALL_BUT_THE_DATE] });
    try {
      const me = `/v1/actors/${OPERATOR}/sessions/revoke`;
      const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' };
      const revoked = await fetch(url + me, { method: 'POST', headers, body: '{"reason":"Mất điện thoại"}' });
      expect(revoked.status).toBe(201);
      expect(await errorOf(await refresh(tokens))).toEqual([400, 'invalid_grant']);
      jest.setSystemTime(Date.now() + 2_000);
      const anew = await signIn(issuer, OPERATOR, password);
      expect(await statusOf('/v1/status', anew.access_token)).toBe(200);
      expect((await refresh(anew)).status).toBe(200);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('an access token', () => {
  it('is worth nothing five minutes after it was issued, and nothing follows it once the sign-in is revoked', async () => {
    const tokens = await signIn(issuer, AUDITOR, password);
    await fetch(`${issuer}/token/revocation`, form({ client_id: CLIENT_ID, token: tokens.refresh_token }));
    expect(await statusOf('/v1/events?limit=1', tokens.access_token)).toBe(200);
    jest.useFakeTimers({ now: Date.now() + 301_000, doNotFake: [...ALL_BUT_THE_DATE] });
    try {
      expect(await statusOf('/v1/events?limit=1', tokens.access_token)).toBe(401);
      expect(await errorOf(await refresh(tokens))).toEqual([400, 'invalid_grant']);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a service', () => {
  it('gets a token of its own for its secret', async () => {
    const response = await asService('/token', { grant_type: 'client_credentials' });
    const tokens = (await response.json()) as Tokens;
    expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: issuer, aud: 'sohoi', sub: SUBSCRIBER });
    expect(tokens.expires_in).toBe(300);
    expect(tokens).not.toHaveProperty('refresh_token');
    expect(await statusOf('/v1/events?limit=1', tokens.access_token)).not.toBe(401);
  });

  it('gets nothing for another secret, nor for another grant', async () => {
    const wanted = { grant_type: 'client_credentials' };
    expect(await errorOf(await asService('/token', wanted, 'secret'))).toEqual([401, 'invalid_client']);
    const code = { grant_type: 'authorization_code', code: 'c', redirect_uri: REDIRECT_URI };
    expect((await asService('/token', code)).status).toBe(400);
    const asConsole = form({ grant_type: 'client_credentials', client_id: CLIENT_ID });
    expect((await fetch(`${issuer}/token`, asConsole)).status).toBe(400);
  });
});

describe('what makes no sense', () => {
  const urlencoded = 'application/x-www-form-urlencoded';
  const posted = (body: string, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'content-type': urlencoded, ...headers },
  });

  it.each([
    ['no address', '/%E0%A4%A', {}],
    ['a sign-in that nobody began', '/interaction/abc', {}],
    ['a sign-in with another method', '/interaction/abc', { method: 'PUT' }],
    ['two clients', '/auth?client_id=a&client_id=b', {}],
    ['a client of the language', '/auth?client_id=__proto__', {}],
    ['cookies that are not ours', '/auth/x', { headers: { cookie: '_session=%E0%A4%A; _interaction_resume=..' } }],
    ['a body that is no form', '/token', posted('{}', { 'content-type': 'application/json' })],
    ['a form in no charset', '/token', posted('grant_type=x', { 'content-type': `${urlencoded}; charset=none` })],
    ['a form without end', '/token', posted('a='.padEnd(60_000, 'x'))],
    ['credentials that are none', '/token', posted('grant_type=x', { authorization: 'Basic %%%' })],
    [
      'a token that is none',
      '/token',
      posted('grant_type=refresh_token&client_id=sohoi-console&refresh_token=__proto__'),
    ],
    ['a hint that is none', '/session/end?id_token_hint=a.b.c', {}],
    ['the end of no session', '/session/end/confirm', posted('xsrf=x&logout=yes')],
  ])('is refused: %s', async (_what, path, init) => {
    const { status } = await fetch(issuer + path, init);
    expect([400, 401, 404, 405, 413]).toContain(status);
  });
});

describe('who tries passwords', () => {
  it('has to wait after five wrong ones', async () => {
    const visit = browser();
    const page = await openSignIn(visit, issuer, verifierAndChallenge().challenge);
    const attempt = async (typed: string): Promise<Response> => visit(page, form({ person: AUDITOR, password: typed }));
    for (let n = 0; n < 5; n += 1) expect((await attempt(`guess-${n}`)).status).toBe(401);
    const throttled = await attempt(password);
    expect(throttled.status).toBe(429);
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
