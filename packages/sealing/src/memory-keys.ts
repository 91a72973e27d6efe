import { randomBytes, randomUUID } from 'node:crypto';
import { MasterKeyMissing } from './master-keys.js';
import type { MasterKeys } from './master-keys.js';
import type { PersonKeys } from './person-keys.js';
import type { Secrets } from './sealer.js';
import { unwrapKey, wrapKey } from './wrap-key.js';

/** Master keys in memory, for specs. */
export const createMemoryMasterKeys = (): MasterKeys => {
  const generations = new Map<string, Buffer>();
  const masterKey = (id: string): Buffer => {
    const key = generations.get(id);
    if (!key) throw new MasterKeyMissing(id, 'memory');
    return key;
  };
  return {
    create: async () => {
      const id = randomUUID();
      generations.set(id, randomBytes(32));
      return id;
    },
    wrap: async (id, keys) => keys.map((key) => wrapKey(masterKey(id), id, key)),
    unwrap: async (id, wrapped) => wrapped.map((one) => unwrapKey(masterKey(id), id, one)),
    destroy: async (id) => void generations.delete(id),
  };
};

/** Keys of persons in memory, for specs. */
export const createMemoryPersonKeys = (): PersonKeys => {
  const keys = new Map<string, Uint8Array | null>();
  const find = (personIds: readonly string[]): Map<string, Uint8Array | null> =>
    new Map(
      personIds.flatMap((id) => {
        const key = keys.get(id);
        return key === undefined ? [] : [[id, key]];
      }),
    );
  return {
    keysFor: async (personIds) => {
      for (const id of personIds) if (!keys.has(id)) keys.set(id, randomBytes(32));
      return find(personIds);
    },
    find: async (personIds) => find(personIds),
    destroy: async (personIds) => {
      for (const id of personIds) keys.set(id, null);
    },
  };
};

/** Secrets of no ledger, for specs. */
export const createMemorySecrets = (): Secrets => ({
  index: randomBytes(32),
  mask: randomBytes(32),
});
