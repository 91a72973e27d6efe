import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { personOf } from './identity.js';
import { KeysUnavailable } from './remote-keys.js';

const keys = await generateKeyPair('ES256', { extractable: true });
const others = await generateKeyPair('ES256');
const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256' };
const identity = { issuer: 'https://login.example.vn', audience: 'sohoi', keys: createLocalJWKSet({ keys: [jwk] }) };

const now = Math.floor(Date.now() / 1000);

/** What the provider would say of a person who signed in ten seconds ago; `undefined` leaves a claim out. */
const claims = (change: Record<string, unknown> = {}): JWTPayload => ({
  iss: 'https://login.example.vn',
  aud: 'sohoi',
  sub: 'person-1',
  iat: now - 10,
  exp: now + 290,
  ...change,
});

const token = (
  change: Record<string, unknown> = {},
  header: Partial<JWTHeaderParameters> = {},
  key = keys.privateKey,
): Promise<string> =>
  new SignJWT(JSON.parse(JSON.stringify(claims(change))) as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt', ...header })
    .sign(key);

const sharedSecret = async (secret: string): Promise<string> =>
  new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256', kid: 'k', typ: 'at+jwt' })
    .sign(new TextEncoder().encode(secret));

describe('personOf', () => {
  it('says who shows a valid token, and since when it is valid', async () => {
    const person = await personOf(identity, await token());
    expect(person).toEqual({ id: 'person-1', issuedAt: new Date((now - 10) * 1000) });
  });

  it.each([
    ['for several services, us among them', token({ aud: ['account', 'sohoi'] })],
    ['typed with its whole media type', token({}, { typ: 'application/at+jwt' })],
    ['of Keycloak, typed in a claim', token({ typ: 'Bearer', azp: 'console' }, { typ: 'JWT' })],
    ['of a provider that types nothing but has a scope', token({ scope: 'openid' }, { typ: undefined as never })],
    ['of a clock that is 20 s ahead', token({ iat: now + 20, exp: now + 320 })],
    ['that ended 20 s ago', token({ iat: now - 200, exp: now - 20 })],
    ['without a key id, where only one key fits', token({}, { kid: undefined as never })],
  ])('believes a token %s', async (_what, valid) => {
    expect(await personOf(identity, await valid)).toMatchObject({ id: 'person-1' });
  });

  it.each([
    ['signed by another key', token({}, {}, others.privateKey)],
    ['of a key that the issuer does not have', token({}, { kid: 'other' })],
    ['of another issuer', token({ iss: 'https://login.example.com' })],
    ['of an issuer that is ours but for a slash', token({ iss: 'https://login.example.vn/' })],
    ['of no issuer', token({ iss: undefined })],
    ['for another audience', token({ aud: 'other' })],
    ['for no audience', token({ aud: undefined })],
    ['that has expired', token({ exp: now - 40 })],
    ['that never expires', token({ exp: undefined })],
    ['of tomorrow', token({ iat: now + 86_400, exp: now + 86_700 })],
    ['that is not valid yet', token({ nbf: now + 60 })],
    ['that does not say since when', token({ iat: undefined })],
    ['that is older than five minutes, however long it lives', token({ iat: now - 301, exp: now + 86_400 })],
    ['of nobody', token({ sub: undefined })],
    ['of an empty name', token({ sub: '' })],
    ['of a name without end', token({ sub: 'a'.repeat(201) })],
    ['bound to a key that is not asked for', token({ cnf: { jkt: 'thumbprint' } })],
    ['that is an ID token of Keycloak', token({ typ: 'ID', azp: 'sohoi', sid: 's' }, { typ: 'JWT' })],
    ['that is a refresh token of Keycloak', token({ typ: 'Refresh' }, { typ: 'JWT' })],
    ['that is an ID token with a nonce', token({ nonce: 'n', client_id: 'sohoi' }, { typ: 'JWT' })],
    ['that is an ID token beside an access token', token({ at_hash: 'h', scope: 'openid' }, { typ: 'JWT' })],
    ['that says of nothing that it is an access token', token({}, { typ: 'JWT' })],
    ['that is a notice of a logout', token({}, { typ: 'logout+jwt' })],
    ['with a type that is no text', token({ scope: 'openid' }, { typ: 5 as never })],
    ['that is rubbish', Promise.resolve('a.b.c')],
    ['that is empty', Promise.resolve('')],
    ['that is not signed', Promise.resolve(new UnsecuredJWT(claims()).encode())],
    ['signed with the public key as a shared secret', sharedSecret(JSON.stringify(jwk))],
    ['signed with the public key in PEM as one', exportSPKI(keys.publicKey).then(sharedSecret)],
  ])('believes no token %s', async (_what, forged) => {
    expect(await personOf(identity, await forged)).toBeNull();
  });

  it('believes a token that another one was made of no more', async () => {
    const [header, , signature] = (await token()).split('.');
    const payload = Buffer.from(JSON.stringify(claims({ sub: 'person-2' }))).toString('base64url');
    expect(await personOf(identity, [header, payload, signature].join('.'))).toBeNull();
  });

  it('takes a shorter age than five minutes', async () => {
    const strict = { ...identity, maxTokenAge: 60 };
    expect(await personOf(strict, await token({ iat: now - 50 }))).not.toBeNull();
    expect(await personOf(strict, await token({ iat: now - 70 }))).toBeNull();
  });

  it('takes no key at random where several fit and the token names none', async () => {
    const more = [jwk, { ...(await exportJWK(others.publicKey)), kid: 'l', alg: 'ES256' }];
    const several = { ...identity, keys: createLocalJWKSet({ keys: more }) };
    expect(await personOf(several, await token({}, { kid: undefined as never }))).toBeNull();
  });

  it('does not take an outage of the keys for a bad token', async () => {
    const away = { ...identity, keys: () => Promise.reject(new KeysUnavailable(identity.issuer, new Error('away'))) };
    await expect(personOf(away, await token())).rejects.toThrow(KeysUnavailable);
  });
});
