import { importJWK, SignJWT } from 'jose';
import { demoPersons } from './persons.js';
import type { DemoRole } from './persons.js';
import { readSigningKey } from './signing-key.js';

export const DEMO_ISSUER = 'urn:sohoi:standalone';
export const DEMO_AUDIENCE = 'sohoi';

/** An access token of a demo person, valid for five minutes. @throws Error if the data folder has no readable key */
export const demoToken = async (dataDir: string, as: DemoRole): Promise<string> => {
  const key = readSigningKey(dataDir);
  const { sub, role, unit } = demoPersons[as];
  return new SignJWT({ role, unit })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '', typ: 'at+jwt' })
    .setIssuer(DEMO_ISSUER)
    .setAudience(DEMO_AUDIENCE)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(await importJWK(key, 'ES256'));
};
