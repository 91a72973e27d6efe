import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';

/** Whoever can read it can be anyone in this standalone; so only its owner can. */
export const signingKeyPath = (dataDir: string): string => join(dataDir, 'identity', 'signing-key.jwk.json');

/** The private key of the demo identity; made at the first start and kept, so that tokens outlive a restart. */
export const ensureSigningKey = async (dataDir: string): Promise<JWK> => {
  const path = signingKeyPath(dataDir);
  if (!existsSync(path)) await createKey(path);
  return readSigningKey(dataDir);
};

/** @throws Error (ENOENT) before the first start, (EACCES) for who may not read it */
export const readSigningKey = (dataDir: string): JWK =>
  JSON.parse(readFileSync(signingKeyPath(dataDir), 'utf8')) as JWK;

/** What may be shown of the key. */
export const publicJwks = ({ d: _private, ...publicKey }: JWK): { keys: JWK[] } => ({ keys: [publicKey] });

const createKey = async (path: string): Promise<void> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'standalone-1' };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Written aside and renamed: a start that is killed here leaves no half key.
  writeFileSync(`${path}.new`, JSON.stringify(key), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
};
