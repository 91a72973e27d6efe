import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret, parseSecret } from '@sohoi/ledger';
import type { Signer } from '@sohoi/ledger';

/** The secret key of the log cannot be used. */
export class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable';
}

const FILE = 'ledger.secret';

/** Bits of a mode that let others than the owner do anything. */
const OTHERS = 0o077;

/**
 * The key that checkpoints are signed with, in a file that only its owner can read, in the form of Go's `sumdb/note`. It is
 * made at the first start; a log that was signed before is never given another.
 * @param origin the name of the log, in each of its checkpoints
 * @param known the public key that the log is signed with, if it is
 * @throws SigningKeyUnusable
 */
export const openSigningKey = (folder: string, origin: string, known: string | undefined): Signer => {
  const path = join(folder, FILE);
  if (!statSync(path, { throwIfNoEntry: false })) {
    if (known !== undefined) throw new SigningKeyUnusable(`${path} is missing, and the log is signed with ${known}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Written aside and renamed: whoever is killed here leaves no half key.
    writeFileSync(`${path}.new`, `${newSecret(origin)}\n`, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
  if (((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0) {
    throw new SigningKeyUnusable(`others than its owner can read ${path}`);
  }
  const signer = parseSecret(readFileSync(path, 'utf8'));
  if (signer.verifier.name !== origin) {
    throw new SigningKeyUnusable(`${path} is the key of ${signer.verifier.name}, not of ${origin}`);
  }
  return signer;
};
