import { createLocalJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** How long fetched keys are believed without asking again: a withdrawn key is believed no longer than that. */
const FRESH_MS = 5 * 60_000;

/** How long keys are believed while the issuer cannot be asked. */
const STALE_MS = 12 * 3_600_000;

/** Least time between a fetch and the next one for a key that is not known, so that made-up keys cost nothing. */
const COOLDOWN_MS = 30_000;

/** Least time between a fetch that failed and the next one. */
const RETRY_MS = 5_000;

const TIMEOUT_MS = 5_000;

/** Nothing can be said for or against a token: its issuer's keys cannot be had, nor believed from before. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';

  constructor(issuer: string, cause: unknown) {
    super(`the keys of ${issuer} cannot be had`, { cause });
  }
}

export type KeySource = {
  readonly issuer: string;
  /** Absent: what the issuer's `/.well-known/openid-configuration` names. */
  readonly jwksUrl?: string | undefined;
};

/**
 * The public keys of an issuer, fetched when first needed, again after five minutes, and for a key that is not known.
 * An issuer that cannot be reached is believed by its last keys for twelve hours.
 * @param now a clock in milliseconds that never goes back
 * @throws KeysUnavailable from the function that it returns; JWKSNoMatchingKey for a key that the issuer does not have
 */
export const remoteKeys = (
  { issuer, jwksUrl }: KeySource,
  now: () => number = () => performance.now(),
): JWTVerifyGetKey => {
  let held: { readonly find: JWTVerifyGetKey; readonly fetchedAt: number } | undefined;
  let failed: { readonly at: number; readonly cause: unknown } | undefined;
  let fetching: Promise<void> | undefined;

  const fetchKeys = async (): Promise<void> => {
    try {
      const keys = await getJson(jwksUrl ?? (await discoverJwksUrl(issuer)));
      held = { find: createLocalJWKSet(keys as JSONWebKeySet), fetchedAt: now() };
      failed = undefined;
    } catch (cause) {
      failed = { at: now(), cause };
    } finally {
      fetching = undefined;
    }
  };
  const refresh = async (): Promise<void> => {
    if (!failed || now() - failed.at >= RETRY_MS) await (fetching ??= fetchKeys());
  };
  const age = (): number => (held ? now() - held.fetchedAt : Infinity);

  return async (header, token) => {
    if (age() > FRESH_MS) {
      const isAway = failed !== undefined && age() <= STALE_MS;
      const refreshed = refresh();
      // Nobody is kept waiting for an issuer that is known to be away.
      if (!isAway) await refreshed;
    }
    if (!held || age() > STALE_MS) throw new KeysUnavailable(issuer, failed?.cause);
    try {
      return await held.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || age() < COOLDOWN_MS) throw error;
      await refresh();
      // The key may be a new one: whoever shows it is not to be told that the token is bad.
      if (failed) throw new KeysUnavailable(issuer, failed.cause);
      return held.find(header, token);
    }
  };
};

/** Source: OpenID Connect Discovery 1.0, 4.1 and 4.3: the document must be of the very issuer that was asked. */
const discoverJwksUrl = async (issuer: string): Promise<string> => {
  const document = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  return z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }).parse(document).jwks_uri;
};

const getJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
};
