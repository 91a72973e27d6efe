import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Sealed } from '@sohoi/fields';

/** Where a sealed value belongs; it opens nowhere else. */
export type FieldPlace = {
  /** Id of the event that holds it. */
  readonly eventId: string;
  /** From the event's data, with the index in each list: `person.fullName`, `trainees.3.fullName`. */
  readonly path: string;
  /** Whose value it is, and whose key seals it. */
  readonly personId: string;
};

/** What is sealed here was altered, or taken from another event, field or person. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly eventId: string;
  readonly path: string;

  constructor({ eventId, path }: FieldPlace, cause?: unknown) {
    super(`${path} of event ${eventId} does not open with the person's key`, { cause });
    this.eventId = eventId;
    this.path = path;
  }
}

const FORMAT = '1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Plaintexts are filled up to a multiple of so many bytes, so that lengths do not tell who is who. */
const BLOCK = 32;

/**
 * A nonce of 12 bytes for each value that is sealed. By default a random one; one that is computed must come from the key,
 * the place and the value, so that no two values ever share one.
 */
export type NonceOf = (key: Uint8Array, place: FieldPlace, json: string) => Uint8Array;

const randomNonce: NonceOf = () => randomBytes(IV_BYTES);

/**
 * AES-256-GCM with a 96-bit nonce of its own: `1.` and base64url of nonce, ciphertext and tag. The place is associated data.
 * @param key 32 bytes, of the person
 * @param value JSON
 */
export const sealField = (
  key: Uint8Array,
  place: FieldPlace,
  value: unknown,
  nonceOf: NonceOf = randomNonce,
): Sealed => {
  const json = JSON.stringify(value);
  const iv = nonceOf(key, place, json);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), iv).setAAD(associated(place));
  const sealed = Buffer.concat([iv, cipher.update(padded(json)), cipher.final(), cipher.getAuthTag()]);
  return { sealed: FORMAT + sealed.toString('base64url') };
};

/** @throws SealBroken */
export const openField = (key: Uint8Array, place: FieldPlace, { sealed }: Sealed): unknown => {
  if (!sealed.startsWith(FORMAT)) throw new SealBroken(place);
  const bytes = Buffer.from(sealed.slice(FORMAT.length), 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new SealBroken(place);
  try {
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), iv, { authTagLength: TAG_BYTES })
      .setAAD(associated(place))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)).toString();
    // Checks the tag; nothing is believed before.
    decipher.final();
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new SealBroken(place, cause);
  }
};

/** JSON of a list, so that no two places give the same bytes. */
const associated = ({ eventId, path, personId }: FieldPlace): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, eventId, path, personId]));

/** Blanks after a JSON text do not change it. */
const padded = (json: string): Buffer => {
  const bytes = Buffer.from(json);
  return Buffer.concat([bytes], Math.ceil(bytes.length / BLOCK) * BLOCK).fill(' ', bytes.length);
};
