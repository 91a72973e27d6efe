import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { MasterKeys } from '../master-keys.js';
import type { PersonKeys } from '../person-keys.js';
import { batched } from './batched.js';
import { ensureGeneration, ofPerson, unwrapAll, withGenerations } from './generations.js';

export type PostgresPersonKeys = PersonKeys & {
  /** As `destroy`, in the transaction of this connection. */
  destroyIn(client: PoolClient, personIds: readonly string[]): Promise<void>;
};

type Keys = ReadonlyMap<string, Uint8Array | null>;

type KeyRow = { person_id: string; wrapped: Buffer | null; master_key_id: string | null };

const FIND = 'SELECT person_id, wrapped, master_key_id FROM vault.person_key WHERE person_id = ANY($1::uuid[])';
const KEEP = 'SELECT vault.keep_keys($1, $2::uuid[], $3::bytea[]) AS kept';
const DESTROY = 'SELECT vault.destroy_keys($1::uuid[])';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The keys of persons in the schema `vault`, wrapped. A key that is made is durable before it is given out. At most
 * four connections of the pool are in use at once.
 */
export const createPostgresPersonKeys = (pool: Pool, masterKeys: MasterKeys): PostgresPersonKeys => {
  const load = (ids: readonly string[]): Promise<Keys> => withGenerations(() => findKeys(pool, masterKeys, ids));

  const find = batched(load);

  const keysFor = batched(async (ids: readonly string[]): Promise<Keys> => {
    const keys = new Map(await load(ids));
    for (;;) {
      const missing = ids.filter((id) => !keys.has(id));
      if (missing.length === 0) return keys;
      const made = await withGenerations(() => makeKeys(pool, masterKeys, missing));
      // Those that another process has made in the meantime.
      const others = missing.filter((id) => !made.has(id));
      for (const [id, key] of [...made, ...(others.length > 0 ? await load(others) : [])]) keys.set(id, key);
    }
  });

  return {
    keysFor: async (personIds) => keysFor(idsOf(personIds)),
    find: async (personIds) => find(idsOf(personIds)),
    destroy: async (personIds) => void (await pool.query(DESTROY, [idsOf(personIds)])),
    destroyIn: async (client, personIds) => void (await client.query(DESTROY, [idsOf(personIds)])),
  };
};

/** One that is none would fail all who ask at the same time. */
const idsOf = (personIds: readonly string[]): readonly string[] => {
  const wrong = personIds.find((id) => !UUID.test(id));
  if (wrong !== undefined) throw new Error(`${JSON.stringify(wrong)} is no id of a person: a UUID in lower case`);
  return personIds;
};

const findKeys = async (pool: Pool, masterKeys: MasterKeys, ids: readonly string[]): Promise<Keys> => {
  const { rows } = await pool.query<KeyRow>({ name: 'vault.find', text: FIND, values: [ids] });
  const wrapped = rows.flatMap(({ person_id, wrapped, master_key_id }) =>
    wrapped && master_key_id !== null
      ? [{ personId: person_id, of: ofPerson(person_id), bytes: wrapped, masterKeyId: master_key_id }]
      : [],
  );
  const keys = await unwrapAll(masterKeys, wrapped);
  return new Map<string, Uint8Array | null>([
    ...rows.map(({ person_id }) => [person_id, null] as const),
    ...wrapped.map(({ personId }, n) => [personId, keys[n] ?? null] as const),
  ]);
};

/** The keys that were made; nothing for a person for whom another was faster, or all if the generation has changed. */
const makeKeys = async (pool: Pool, masterKeys: MasterKeys, ids: readonly string[]): Promise<Keys> => {
  const generation = await ensureGeneration(pool, masterKeys);
  const keys = ids.map((id): [string, Uint8Array] => [id, randomBytes(32)]);
  const wrapped = await masterKeys.wrap(
    generation,
    keys.map(([id, bytes]) => ({ of: ofPerson(id), bytes })),
  );
  const { rows } = await pool.query<{ kept: string[] | null }>({
    name: 'vault.keep',
    text: KEEP,
    values: [generation, ids, wrapped.map((key) => Buffer.from(key))],
  });
  const kept = new Set(rows[0]?.kept);
  return new Map(keys.filter(([id]) => kept.has(id)));
};
