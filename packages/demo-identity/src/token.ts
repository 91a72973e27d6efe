import { importJWK, SignJWT } from 'jose';
import { announcedAddress } from './data-folder.js';
import { demoPersons } from './persons.js';
import type { DemoRole } from './persons.js';
import { readSigningKey } from './signing-key.js';

export const DEMO_AUDIENCE = 'sohoi';

/** Seconds that an access token of the demo identity lives. */
export const TOKEN_LIFETIME_S = 300;

/** Where the standalone of an address is an issuer. */
export const demoIssuer = (url: string): string => `${url}/oidc`;

/** No standalone has announced itself on the data folder, so nobody would believe a token. */
export class NothingRuns extends Error {
  override readonly name = 'NothingRuns';

  constructor(dataDir: string) {
    super(`no ledger is running on the data folder ${dataDir}`);
  }
}

/**
 * An access token of a demo person for the standalone that runs on the data folder, made without asking it.
 * @param url where it runs, if it has not announced that yet
 * @throws NothingRuns; Error if the data folder has no readable key
 */
export const demoToken = async (
  dataDir: string,
  as: DemoRole,
  url: string | null = announcedAddress(dataDir),
): Promise<string> => {
  const key = readSigningKey(dataDir);
  if (!url) throw new NothingRuns(dataDir);
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '', typ: 'at+jwt' })
    .setIssuer(demoIssuer(url))
    .setAudience(DEMO_AUDIENCE)
    .setSubject(demoPersons[as].sub)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_LIFETIME_S}s`)
    .sign(await importJWK(key, 'ES256'));
};
