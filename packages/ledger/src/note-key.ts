import { createPrivateKey, createPublicKey, hash, randomBytes, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Kinds of signatures that are known here (c2sp.org/signed-note): a log's own, and a witness's with its time. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export type SignatureKind = typeof ED25519 | typeof COSIGNATURE;

/** A key by which signatures of notes are told and checked. */
export type Verifier = {
  /** Without spaces and plus signs; of a log the origin of its checkpoints. */
  readonly name: string;
  readonly kind: SignatureKind;
  /** The first four bytes of a hash over name, kind and key: with the name it tells one key from another. */
  readonly id: number;
  readonly check: (message: Uint8Array, signature: Uint8Array) => boolean;
  /** `name+id+key`, as others' tools take it. */
  readonly text: string;
};

/** Signs, wherever the secret key lies: in a file here, in a device or a service elsewhere. */
export type Signer = {
  readonly verifier: Verifier;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
};

/** A text is no key as C2SP and Go's `sumdb/note` write keys. */
export class KeyUnreadable extends Error {
  override readonly name = 'KeyUnreadable';
}

/** Before the 32 bytes of an Ed25519 key: what makes them SPKI and PKCS #8 (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 32;

const NAME = /^[^\s+]+$/u;

const keyId = (name: string, kind: SignatureKind, key: Uint8Array): number =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(kind), key]), 'buffer').readUInt32BE(0);

const hex = (id: number): string => id.toString(16).padStart(8, '0');

const verifierOf = (name: string, kind: SignatureKind, key: Uint8Array): Verifier => {
  if (!NAME.test(name)) throw new KeyUnreadable('the name of a key is empty, or has a space or a plus sign in it');
  if (key.length !== KEY_BYTES) throw new KeyUnreadable(`the key of ${name} has not ${KEY_BYTES} bytes`);
  const object = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  const id = keyId(name, kind, key);
  const text = `${name}+${hex(id)}+${Buffer.concat([Uint8Array.of(kind), key]).toString('base64')}`;
  return { name, kind, id, text, check: (message, signature) => verify(null, message, object, signature) };
};

const kindOf = (byte: number | undefined): SignatureKind => {
  if (byte === ED25519 || byte === COSIGNATURE) return byte;
  throw new KeyUnreadable('only keys for Ed25519 signatures and cosignatures are known');
};

/** @throws KeyUnreadable */
export const parseVerifier = (text: string): Verifier => {
  const [name = '', id = '', ...key] = text.trim().split('+');
  // Base64 has plus signs of its own.
  const bytes = Buffer.from(key.join('+'), 'base64');
  const verifier = verifierOf(name, kindOf(bytes[0]), bytes.subarray(1));
  if (verifier.text !== text.trim() || hex(verifier.id) !== id) {
    throw new KeyUnreadable(`the key of ${name} is damaged: its id is not that of its bytes`);
  }
  return verifier;
};

/** @param seed 32 secret bytes, the private key of RFC 8032 */
export const signerOf = (name: string, kind: SignatureKind, seed: Uint8Array): Signer => {
  if (seed.length !== KEY_BYTES) throw new KeyUnreadable(`the secret key of ${name} has not ${KEY_BYTES} bytes`);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const verifier = verifierOf(name, kind, publicBytes(secret));
  return { verifier, sign: (message) => Promise.resolve(sign(null, message, secret)) };
};

const SECRET = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/;

/** A new secret key as Go's `sumdb/note` writes it: `PRIVATE+KEY+name+id+key`. */
export const newSecret = (name: string, kind: SignatureKind = ED25519): string => {
  const seed = randomBytes(KEY_BYTES);
  const { verifier } = signerOf(name, kind, seed);
  return `PRIVATE+KEY+${name}+${hex(verifier.id)}+${Buffer.concat([Uint8Array.of(kind), seed]).toString('base64')}`;
};

/** @throws KeyUnreadable, without a word of the key */
export const parseSecret = (text: string): Signer => {
  const [, name = '', id, base64 = ''] = SECRET.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const signer = signerOf(name, kindOf(bytes[0]), bytes.subarray(1));
  if (hex(signer.verifier.id) !== id) throw new KeyUnreadable(`the secret key of ${name} is damaged`);
  return signer;
};

const publicBytes = (secret: KeyObject): Uint8Array =>
  createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
