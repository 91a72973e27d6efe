import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { WrappedKeyBroken } from './master-keys.js';
import type { OwnedBytes } from './master-keys.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, ciphertext and tag of AES-256-GCM; the generation's id and the key's owner are associated data. */
export const wrapKey = (masterKey: Uint8Array, id: string, { of, bytes: key }: OwnedBytes): Uint8Array => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(masterKey), iv).setAAD(associated(id, of));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
};

/** @throws WrappedKeyBroken */
export const unwrapKey = (masterKey: Uint8Array, id: string, { of, bytes: wrapped }: OwnedBytes): Uint8Array => {
  try {
    const iv = wrapped.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(masterKey), iv, { authTagLength: TAG_BYTES })
      .setAAD(associated(id, of))
      .setAuthTag(wrapped.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new WrappedKeyBroken(id, cause);
  }
};

/** JSON of a list, so that no two pairs give the same bytes. */
const associated = (id: string, of: string): Buffer => Buffer.from(JSON.stringify([id, of]));
