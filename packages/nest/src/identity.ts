import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { actorClaims } from './actor.js';
import type { Actor } from './actor.js';

/** Whose tokens are believed: issuer and audience are compared exactly; the keys come from a JWKS. */
export type Identity = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
};

export const IDENTITY = Symbol('Identity');

/** Asymmetric signatures only, so that no public key can be passed off as a shared secret. */
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256', 'PS256'];

export const remoteIdentity = (issuer: string, audience: string, jwksUrl: string): Identity => ({
  issuer,
  audience,
  keys: createRemoteJWKSet(new URL(jwksUrl)),
});

/** The actor a bearer token speaks for, or null for a token that is forged, expired, or says too little. */
export const actorOf = async (identity: Identity, token: string): Promise<Actor | null> => {
  const { issuer, audience, keys } = identity;
  const verified = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: '30s',
  }).catch((error: unknown) => {
    if (isOutage(error)) throw error;
    return null;
  });
  const claims = actorClaims.safeParse(verified?.payload);
  return claims.success ? claims.data : null;
};

/** That the keys could not be had says nothing against the token. */
const isOutage = (error: unknown): boolean =>
  !(error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_J')) ||
  error.code === 'ERR_JWKS_TIMEOUT';
