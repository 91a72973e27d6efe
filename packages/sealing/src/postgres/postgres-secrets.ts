import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { MasterKeys } from '../master-keys.js';
import type { Secrets } from '../sealer.js';
import { ensureGeneration, ofSecret, unwrapAll, withGenerations } from './generations.js';

const FIND = 'SELECT wrapped, master_key_id FROM vault.secret WHERE name = $1';
const KEEP = 'SELECT vault.keep_secret($1, $2, $3)';

/**
 * The secrets of the ledger, made when it is new.
 * @throws MasterKeyMissing if the master key that wrapped them is gone: then nothing of any person can be read
 */
export const openSecrets = async (pool: Pool, masterKeys: MasterKeys): Promise<Secrets> => ({
  index: await openSecret(pool, masterKeys, 'index'),
  mask: await openSecret(pool, masterKeys, 'mask'),
});

const openSecret = async (pool: Pool, masterKeys: MasterKeys, name: keyof Secrets): Promise<Uint8Array> => {
  for (;;) {
    const found = await withGenerations(async () => {
      const { rows } = await pool.query<{ wrapped: Buffer; master_key_id: string }>(FIND, [name]);
      const wrapped = rows.map((row) => ({ of: ofSecret(name), bytes: row.wrapped, masterKeyId: row.master_key_id }));
      return unwrapAll(masterKeys, wrapped);
    });
    if (found[0]) return found[0];
    await withGenerations(async () => {
      const generation = await ensureGeneration(pool, masterKeys);
      const [wrapped = new Uint8Array()] = await masterKeys.wrap(generation, [
        { of: ofSecret(name), bytes: randomBytes(32) },
      ]);
      await pool.query(KEEP, [generation, name, Buffer.from(wrapped)]);
    });
  }
};
