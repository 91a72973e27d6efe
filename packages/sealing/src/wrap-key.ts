import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { WrappedKeyBroken } from './master-keys.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, ciphertext and tag of AES-256-GCM; the generation's id is associated data. */
export const wrapKey = (masterKey: Uint8Array, id: string, key: Uint8Array): Uint8Array => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(masterKey), iv).setAAD(Buffer.from(id));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
};

/** @throws WrappedKeyBroken */
export const unwrapKey = (masterKey: Uint8Array, id: string, wrapped: Uint8Array): Uint8Array => {
  try {
    const iv = wrapped.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(masterKey), iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(id))
      .setAuthTag(wrapped.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new WrappedKeyBroken(id, cause);
  }
};
