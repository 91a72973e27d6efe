/**
 * One key of 32 bytes per person; ids are UUIDs in lower case. Keys are asked for in batches, and never kept longer than
 * the work that needs them, so that a destroyed key is gone at once. Every adapter must pass `personKeysContract` in
 * `./testing`.
 */
export type PersonKeys = {
  /** The key of each person, made if there was none; null where it was destroyed, which is for ever. */
  keysFor(personIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | null>>;

  /** The keys that there are; null where one was destroyed; nothing for a person who never had one. */
  find(personIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | null>>;

  /** Destroys the keys of these persons, also those that were never made. To do it again is harmless. */
  destroy(personIds: readonly string[]): Promise<void>;
};

/** Nothing can be recorded about persons who were erased. */
export class PersonErased extends Error {
  override readonly name = 'PersonErased';
  readonly personIds: readonly string[];

  constructor(personIds: readonly string[]) {
    super(`erased, so that nothing can be sealed for: ${personIds.join(', ')}`);
    this.personIds = personIds;
  }
}
