import { COSIGNATURE, KeyUnreadable, parseVerifier } from '@sohoi/ledger';
import type { Verifier } from '@sohoi/ledger';

/** Somebody outside who is asked to cosign checkpoints. */
export type Witness = {
  readonly verifier: Verifier;
  /** The prefix to which `add-checkpoint` is appended (c2sp.org/tlog-witness); ends in a slash. */
  readonly url: URL;
};

/** `LEDGER_WITNESSES` cannot be read; the message says what it takes. */
export class BadWitness extends Error {
  override readonly name = 'BadWitness';
}

const MOST = 20;

/**
 * Keys and addresses in turn, with spaces between: `witness.example/w1+1a2b3c4d+BA… https://witness.example/`.
 * @throws BadWitness
 */
export const witnessesIn = (text: string): readonly Witness[] => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const pairs = Array.from({ length: Math.ceil(words.length / 2) }, (_, n) => words.slice(2 * n, 2 * n + 2));
  if (pairs.length > MOST) throw new BadWitness(`at most ${MOST} witnesses are asked, not ${pairs.length}`);
  const witnesses = pairs.map(([key = '', url = '']) => ({ verifier: keyIn(key), url: prefixIn(url, key) }));
  const names = witnesses.map(({ verifier }) => verifier.name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new BadWitness(`${twice} is named twice`);
  return witnesses;
};

const keyIn = (text: string): Verifier => {
  try {
    const verifier = parseVerifier(text);
    if (verifier.kind === COSIGNATURE) return verifier;
    throw new BadWitness(`the key of ${verifier.name} is none for cosignatures`);
  } catch (error) {
    if (!(error instanceof KeyUnreadable)) throw error;
    throw new BadWitness(`"${text}" is no key of a witness, name+id+key: ${error.message}`, { cause: error });
  }
};

const prefixIn = (text: string, key: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!url || !plain) {
    throw new BadWitness(`behind the key ${key} stands its address, http:// or https://, not "${text}"`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};
