import { hash } from 'node:crypto';
import type { SealedStream } from './marked-fields.js';
import type { PersonKeys } from './person-keys.js';
import type { NonceOf } from './seal-field.js';
import { createSealer } from './sealer.js';
import type { Sealer } from './sealer.js';

/**
 * Keys that whoever knows the seed can compute. They protect nothing: they are for persons who do not exist, so that a
 * simulated history is sealed like every other and still is the same bytes each time. Never for anybody real.
 */
export type SimulatedKeys = {
  /** The person's key. */
  readonly keyOf: (personId: string) => Uint8Array;
  /** The key of the ledger's masked codes. */
  readonly mask: Uint8Array;
};

export const simulatedKeys = (seed: number): SimulatedKeys => {
  const derived = (what: string): Uint8Array => sha256(`sohoi simulation ${seed} ${what}`);
  return { keyOf: (personId) => derived(`person:${personId}`), mask: derived('mask') };
};

/** In one call: a keyed hash costs several times as much, and there are millions of fields. */
const sha256 = (text: string): Uint8Array => hash('sha256', text, 'buffer');

/** Different for each key, place and value, as SIV makes it; so a nonce is never used for two texts. */
const computedNonce: NonceOf = (key, { eventId, path, personId }, json) =>
  sha256(`${Buffer.from(key).toString('base64')} ${eventId} ${path} ${personId} ${json}`).subarray(0, 12);

/** Seals as every sealer does, with the keys of a seed and the same bytes each time. Nothing that it knows is kept. */
export const createSimulatedSealer = ({ keyOf, mask }: SimulatedKeys, streams: readonly SealedStream[]): Sealer => {
  const keysOf: PersonKeys['find'] = async (ids) => new Map(ids.map((id) => [id, keyOf(id)]));
  const personKeys: PersonKeys = { keysFor: keysOf, find: keysOf, destroy: () => Promise.resolve() };
  return createSealer({ personKeys, secrets: { index: mask, mask }, streams, nonceOf: computedNonce });
};
