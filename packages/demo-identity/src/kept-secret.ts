import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A secret of the demo identity, made at the first start and kept in the data folder for its owner alone. */
export type KeptSecret = 'signing-key.jwk.json' | 'cookie-key' | 'demo-password' | 'demo-subscriber-secret';

export const secretPath = (dataDir: string, name: KeptSecret): string => join(dataDir, 'identity', name);

/** @throws Error (ENOENT) before the first start, (EACCES) for who may not read it */
export const readSecret = (dataDir: string, name: KeptSecret): string =>
  readFileSync(secretPath(dataDir, name), 'utf8').trim();

export const ensureSecret = async (
  dataDir: string,
  name: KeptSecret,
  make: () => string | Promise<string>,
): Promise<string> => {
  const path = secretPath(dataDir, name);
  if (!existsSync(path)) keep(path, await make());
  return readSecret(dataDir, name);
};

const keep = (path: string, secret: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Written aside and renamed: a start that is killed here leaves no half secret.
  writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
};

/** 256 bits, for programs. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** 32 letters and digits that are hardly mistaken for each other when they are typed. */
const TYPED = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 bits in four groups of four, for persons. */
export const randomPassword = (): string =>
  Array.from(randomBytes(16), (byte) => TYPED[byte & 31] ?? '')
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
