import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { MasterKeys } from '../master-keys.js';
import type { SimulatedKeys } from '../simulated-keys.js';
import { ensureGeneration, ofPerson, ofSecret, unwrapAll, withGenerations } from './generations.js';

/** The vault holds keys that are not the simulation's: of real persons, or of another seed. */
export class VaultInUse extends Error {
  override readonly name = 'VaultInUse';

  constructor() {
    super('the vault holds keys of another ledger');
  }
}

export type SimulatedVault = {
  /** Keeps the keys of these persons, so that whatever reads the ledger opens their fields. To do it again is harmless. */
  keep(personIds: readonly string[]): Promise<void>;
};

const MASK = `SELECT wrapped, master_key_id FROM vault.secret WHERE name = 'mask'`;
const ANYBODY = 'SELECT EXISTS (SELECT FROM vault.person_key) AS found';
const KEEP_SECRET = `SELECT vault.keep_secret($1, 'mask', $2)`;
const KEEP = 'SELECT vault.keep_keys($1, $2::uuid[], $3::bytea[]) AS kept';

/**
 * A vault for the keys of a simulation: an empty one, or one that holds the same simulation's keys already.
 * @param begun whether the ledger holds events; then the keys must be there
 * @throws VaultInUse for any other: keys that a seed gives are never put beside those of real persons
 */
export const openSimulatedVault = async (
  pool: Pool,
  masterKeys: MasterKeys,
  keys: SimulatedKeys,
  begun: boolean,
): Promise<SimulatedVault> => {
  await withGenerations(() => claim(pool, masterKeys, keys, begun));
  return {
    keep: (personIds) =>
      withGenerations(async () => {
        const generation = await ensureGeneration(pool, masterKeys);
        const wrapped = await masterKeys.wrap(
          generation,
          personIds.map((id) => ({ of: ofPerson(id), bytes: keys.keyOf(id) })),
        );
        const values = [generation, personIds, wrapped.map((key) => Buffer.from(key))];
        await pool.query({ name: 'vault.keep', text: KEEP, values });
      }),
  };
};

const claim = async (pool: Pool, masterKeys: MasterKeys, { mask }: SimulatedKeys, begun: boolean): Promise<void> => {
  const { rows } = await pool.query<{ wrapped: Buffer; master_key_id: string }>(MASK);
  const [found] = rows;
  if (found) {
    const wrapped = { of: ofSecret('mask'), bytes: found.wrapped, masterKeyId: found.master_key_id };
    const [kept = new Uint8Array()] = await unwrapAll(masterKeys, [wrapped]);
    if (!timingSafeEqual(kept, mask)) throw new VaultInUse();
    return;
  }
  const persons = await pool.query<{ found: boolean }>(ANYBODY);
  if (begun || persons.rows[0]?.found) throw new VaultInUse();
  const generation = await ensureGeneration(pool, masterKeys);
  const [wrapped = new Uint8Array()] = await masterKeys.wrap(generation, [{ of: ofSecret('mask'), bytes: mask }]);
  await pool.query(KEEP_SECRET, [generation, Buffer.from(wrapped)]);
};
