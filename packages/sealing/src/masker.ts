import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Gives codes another face, the same for the same, that only who has the key can read. */
export type Masker = {
  /** The masked form of a code; one that is masked already stays. */
  mask(code: string): string;
  /** @throws MaskBroken for what was not masked with this key */
  codeOf(masked: string): string;
};

export class MaskBroken extends Error {
  override readonly name = 'MaskBroken';

  constructor() {
    super('a masked code was not masked with the key of this ledger');
  }
}

const FORMAT = 'm1.';
const MAC_BYTES = 16;
const BLOCK = 32;

/** Codes that were read are kept: there are far fewer of them than events. */
const REMEMBERED = 10_000;

/**
 * Deterministic encryption as in SIV: the keyed hash of the code is the nonce of AES-256-CTR, and is checked when the
 * code is read. Equal codes are seen to be equal, which is what lets them be counted.
 * @param key 32 bytes, for all codes of the ledger
 */
export const createMasker = (key: Uint8Array): Masker => {
  const macKey = derived(key, 'mac');
  const cipherKey = derived(key, 'cipher');
  const macOf = (padded: Buffer): Buffer => createHmac('sha256', macKey).update(padded).digest().subarray(0, MAC_BYTES);

  const mask = (code: string): string => {
    if (isMasked(code)) return code;
    const bytes = Buffer.from(code);
    const padded = Buffer.concat([bytes], Math.ceil(bytes.length / BLOCK) * BLOCK);
    const mac = macOf(padded);
    const cipher = createCipheriv('aes-256-ctr', cipherKey, mac);
    return FORMAT + Buffer.concat([mac, cipher.update(padded), cipher.final()]).toString('base64url');
  };

  const codeOf = (masked: string): string => {
    const bytes = Buffer.from(masked.slice(FORMAT.length), 'base64url');
    if (!isMasked(masked) || bytes.length < MAC_BYTES) throw new MaskBroken();
    const mac = bytes.subarray(0, MAC_BYTES);
    const decipher = createDecipheriv('aes-256-ctr', cipherKey, mac);
    const padded = Buffer.concat([decipher.update(bytes.subarray(MAC_BYTES)), decipher.final()]);
    if (!timingSafeEqual(macOf(padded), mac)) throw new MaskBroken();
    return padded.toString().replace(/\0+$/, '');
  };

  return { mask: remembering(mask), codeOf: remembering(codeOf) };
};

export const isMasked = (code: string): boolean => code.startsWith(FORMAT);

const derived = (key: Uint8Array, what: string): KeyObject =>
  createSecretKey(new Uint8Array(hkdfSync('sha256', key, '', `sohoi mask ${what}`, 32)));

const remembering = (work: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = work(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, result);
    return result;
  };
};
