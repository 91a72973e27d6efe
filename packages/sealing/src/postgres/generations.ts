import type { Pool, PoolClient } from 'pg';
import { MasterKeyMissing, WrappedKeyBroken } from '../master-keys.js';
import type { MasterKeys, OwnedBytes } from '../master-keys.js';

type Queryable = Pick<Pool | PoolClient, 'query'>;

const CURRENT = `SELECT id FROM vault.master_key WHERE state = 'current'`;

export const currentGeneration = async (db: Queryable): Promise<string | undefined> => {
  const { rows } = await db.query<{ id: string }>(CURRENT);
  return rows[0]?.id;
};

type Begun = { readonly begun: boolean };

/**
 * Makes the next generation the current one: the first one by the rights of a service, each later one by those of who
 * rotates.
 * @returns false if another process was faster; the key that was made for it is destroyed
 */
export const beginGeneration = async (
  db: Queryable,
  masterKeys: MasterKeys,
  before: string | undefined,
): Promise<boolean> => {
  const id = await masterKeys.create();
  const { rows } = await (before === undefined
    ? db.query<Begun>('SELECT vault.begin_first_generation($1) AS begun', [id])
    : db.query<Begun>('SELECT vault.begin_generation($1, $2) AS begun', [before, id]));
  if (!rows[0]?.begun) await masterKeys.destroy(id);
  return rows[0]?.begun === true;
};

/** The current generation; the first one is made for a vault that has none. */
export const ensureGeneration = async (db: Queryable, masterKeys: MasterKeys): Promise<string> => {
  const found = await currentGeneration(db);
  if (found !== undefined) return found;
  await beginGeneration(db, masterKeys, undefined);
  return ensureGeneration(db, masterKeys);
};

/** Tries at a generation that another process may be retiring meanwhile. */
const TRIES = 5;

/**
 * Does what rests on the generations as they were just read, and once more if one of them has been destroyed since, or
 * was just being overwritten: by then every row was wrapped anew.
 * @throws MasterKeyMissing, WrappedKeyBroken if that has nothing to do with a rotation
 */
export const withGenerations = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const afresh = error instanceof MasterKeyMissing || error instanceof WrappedKeyBroken;
      if (!afresh || attempt === TRIES) throw error;
    }
  }
};

export const ofPerson = (personId: string): string => `person:${personId}`;
export const ofSecret = (name: string): string => `secret:${name}`;

export type Wrapped = OwnedBytes & { readonly masterKeyId: string };

/** Unwraps keys of any generations, in order: one call per generation. */
export const unwrapAll = async (masterKeys: MasterKeys, keys: readonly Wrapped[]): Promise<readonly Uint8Array[]> => {
  const unwrapped = new Map<Wrapped, Uint8Array>();
  for (const generation of new Set(keys.map(({ masterKeyId }) => masterKeyId))) {
    const mine = keys.filter(({ masterKeyId }) => masterKeyId === generation);
    const plain = await masterKeys.unwrap(generation, mine);
    mine.forEach((key, n) => unwrapped.set(key, plain[n] ?? new Uint8Array()));
  }
  return keys.map((key) => unwrapped.get(key) ?? new Uint8Array());
};
