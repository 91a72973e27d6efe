/**
 * A key, plain or wrapped, and what it is the key of: `person:<id>`, `secret:<name>`. The owner is associated data of the
 * wrapping, so that nobody who can write rows can hand the key of one to another.
 */
export type OwnedBytes = { readonly of: string; readonly bytes: Uint8Array };

/**
 * The keys that wrap the keys of persons, by generation. Shaped after key management services and PKCS#11: keys never
 * leave the device, everything is asynchronous and in batches.
 *
 * For PKCS#11: `create` is C_GenerateKey (AES-256, not extractable, label = id), `wrap` and `unwrap` are C_Encrypt and
 * C_Decrypt with CKM_AES_GCM, `destroy` is C_DestroyObject. For a cloud service: CreateKey, Encrypt, Decrypt,
 * ScheduleKeyDeletion; an erasure is then final when the waiting time of the deletion is over.
 *
 * Every adapter must pass `masterKeysContract` in `./testing`.
 */
export type MasterKeys = {
  /** Makes a new generation, durable before it answers; gives its id: 1 to 100 letters, digits, `-` and `.`. */
  create(): Promise<string>;

  /** Wraps keys, in order; who was wrapped cannot be told from the result, nor whether two are equal.
   * @throws MasterKeyMissing, KeyStoreUnavailable */
  wrap(id: string, keys: readonly OwnedBytes[]): Promise<readonly Uint8Array[]>;

  /** @throws MasterKeyMissing, KeyStoreUnavailable; WrappedKeyBroken if one was not wrapped by this generation for this
   * owner */
  unwrap(id: string, wrapped: readonly OwnedBytes[]): Promise<readonly Uint8Array[]>;

  /** After this nobody can ever unwrap what this generation wrapped. To do it again is harmless. */
  destroy(id: string): Promise<void>;
};

/**
 * This generation was destroyed, or was never here. As all errors of master keys it is `passing`: whoever works in the
 * background tries again, until a rotation has ended, the keys were put back, or rights were set right.
 */
export class MasterKeyMissing extends Error {
  override readonly name = 'MasterKeyMissing';
  readonly passing = true;
  readonly id: string;
  /** Where it was looked for: a file, a device. */
  readonly where: string;

  constructor(id: string, where: string) {
    super(`master key ${id} is not in ${where}`);
    this.id = id;
    this.where = where;
  }
}

/** The keys cannot be got at: a folder that cannot be read, a device that is away. */
export class KeyStoreUnavailable extends Error {
  override readonly name = 'KeyStoreUnavailable';
  readonly passing = true;

  constructor(where: string, cause: unknown) {
    super(`the master keys in ${where} cannot be read or written`, { cause });
  }
}

/** A wrapped key was altered, or belongs to another generation or owner. */
export class WrappedKeyBroken extends Error {
  override readonly name = 'WrappedKeyBroken';
  readonly passing = true;
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`a key does not unwrap with master key ${id}`, { cause });
    this.id = id;
  }
}
