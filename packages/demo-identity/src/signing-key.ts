import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { ensureSecret, readSecret, secretPath } from './kept-secret.js';

/** Whoever can read it can be anyone in this standalone; so only its owner can. */
export const signingKeyPath = (dataDir: string): string => secretPath(dataDir, 'signing-key.jwk.json');

/** The private key of the demo identity; made at the first start and kept, so that tokens outlive a restart. */
export const ensureSigningKey = async (dataDir: string): Promise<JWK> =>
  JSON.parse(await ensureSecret(dataDir, 'signing-key.jwk.json', createKey)) as JWK;

/** @throws Error (ENOENT) before the first start, (EACCES) for who may not read it */
export const readSigningKey = (dataDir: string): JWK => JSON.parse(readSecret(dataDir, 'signing-key.jwk.json')) as JWK;

/** What may be shown of the key. */
export const publicJwks = ({ d: _private, ...publicKey }: JWK): { keys: JWK[] } => ({ keys: [publicKey] });

const createKey = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'standalone-1' });
};
