import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { actorOf } from './identity.js';

const unit = '0197a7c0-0000-7000-8000-000000000001';
const keys = await generateKeyPair('ES256', { extractable: true });
const others = await generateKeyPair('ES256');
const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256' };
const identity = { issuer: 'urn:issuer', audience: 'sohoi', keys: createLocalJWKSet({ keys: [jwk] }) };

const token = (
  change: { claims?: object; issuer?: string; audience?: string; expires?: string; key?: typeof keys.privateKey } = {},
): Promise<string> =>
  new SignJWT({ role: 'auditor', unit, ...change.claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setSubject('person-1')
    .setIssuer(change.issuer ?? 'urn:issuer')
    .setAudience(change.audience ?? 'sohoi')
    .setExpirationTime(change.expires ?? '1h')
    .sign(change.key ?? keys.privateKey);

describe('actorOf', () => {
  it('reads the actor from a valid token', async () => {
    expect(await actorOf(identity, await token())).toEqual({ id: 'person-1', role: 'auditor', unitId: unit });
  });

  it.each([
    ['signed by another key', token({ key: others.privateKey })],
    ['of another issuer', token({ issuer: 'urn:other' })],
    ['for another audience', token({ audience: 'other' })],
    ['that has expired', token({ expires: '-1h' })],
    ['of an unknown role', token({ claims: { role: 'root' } })],
    ['without a unit', token({ claims: { unit: undefined } })],
    ['that is rubbish', Promise.resolve('a.b.c')],
    ['that is not signed', Promise.resolve(new UnsecuredJWT({ role: 'auditor', unit }).setSubject('p').encode())],
    [
      'signed with the public key as a shared secret',
      new SignJWT({ role: 'auditor', unit })
        .setProtectedHeader({ alg: 'HS256', kid: 'k' })
        .setSubject('p')
        .setIssuer('urn:issuer')
        .setAudience('sohoi')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(JSON.stringify(jwk))),
    ],
  ])('believes no token %s', async (_what, forged) => {
    expect(await actorOf(identity, await forged)).toBeNull();
  });

  it('does not take an outage of the keys for a bad token', async () => {
    const away = { ...identity, keys: () => Promise.reject(new TypeError('fetch failed')) };
    await expect(actorOf(away, await token())).rejects.toThrow('fetch failed');
  });
});
