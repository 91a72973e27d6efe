import { errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload, JWTVerifyGetKey } from 'jose';
import { remoteKeys } from './remote-keys.js';
import type { KeySource } from './remote-keys.js';

/** Whose access tokens are believed: issuer and audience are compared exactly. */
export type Identity = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** Seconds after which a token is too old, however long it says it lives; absent: `MAX_TOKEN_AGE_S`. */
  readonly maxTokenAge?: number;
};

export const IDENTITY = Symbol('Identity');

/** A session that the provider ended has no valid token left after five minutes. */
export const MAX_TOKEN_AGE_S = 300;

/** How far the clocks of the provider and of this machine may be apart. */
export const CLOCK_SKEW_S = 30;

/** Asymmetric signatures only, so that no public key can be passed off as a shared secret. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

const MAX_SUBJECT_LENGTH = 200;

export const remoteIdentity = (
  source: KeySource,
  { audience, maxTokenAge }: { readonly audience: string; readonly maxTokenAge: number },
): Identity => ({ issuer: source.issuer, audience, maxTokenAge, keys: remoteKeys(source) });

/** Who shows a token: an opaque id, and when the provider issued the token. */
export type Person = { readonly id: string; readonly issuedAt: Date };

/**
 * Whom an access token speaks for, or null for one that is forged, expired, too old, or no access token for us.
 * @throws KeysUnavailable if the issuer's keys cannot be had
 */
export const personOf = async (identity: Identity, token: string): Promise<Person | null> => {
  const claims = await claimsOf(identity, token);
  const { sub, iat } = claims ?? {};
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT_LENGTH || iat === undefined) return null;
  return { id: sub, issuedAt: new Date(iat * 1000) };
};

const claimsOf = async (identity: Identity, token: string): Promise<JWTPayload | null> => {
  const { issuer, audience, keys, maxTokenAge = MAX_TOKEN_AGE_S } = identity;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: CLOCK_SKEW_S,
      // The tolerance is added again to what is said here; a token that is too old by our clock is refused all the same.
      maxTokenAge: maxTokenAge - CLOCK_SKEW_S,
    });
    return isAccessToken(protectedHeader, payload) && !isBoundToKey(payload) ? payload : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
};

/**
 * RFC 9068, section 4, asks for the type `at+jwt`, which no other token has. Keycloak types its tokens as `JWT` and says
 * in the claim `typ` whether it is a `Bearer`, an `ID` or another one. Of providers that say neither, an access token has a
 * scope or a client, and nothing of what an ID token answers to its client.
 */
const isAccessToken = ({ typ = 'JWT' }: JWTHeaderParameters, claims: JWTPayload): boolean => {
  const type = String(typ)
    .toLowerCase()
    .replace(/^application\//, '');
  if (type === 'at+jwt') return true;
  if (type !== 'jwt') return false;
  if (claims['typ'] !== undefined) return claims['typ'] === 'Bearer';
  const has = (...names: readonly string[]): boolean => names.some((name) => claims[name] !== undefined);
  return has('scope', 'scp', 'client_id') && !has('nonce', 'at_hash', 'c_hash', 's_hash');
};

/** Such a token is worth nothing without a proof that the key is held (RFC 9449, 7.2), which is not asked for here. */
const isBoundToKey = ({ cnf }: JWTPayload): boolean => cnf !== undefined;
