import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');

/** Root of a tree without leaves (RFC 6962 §2.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

/** The hash of a leaf; its prefix makes it differ from any node's (RFC 6962 §2.1). */
export const leafHash = (leaf: Uint8Array): Hash => sha256(Buffer.concat([LEAF, leaf]));

/** The hash of a node from those of its two children (RFC 6962 §2.1). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(Buffer.concat([NODE, left, right]));

export const sameHash = (one: Hash, other: Hash): boolean => Buffer.compare(one, other) === 0;
