import type { Pool } from 'pg';
import type { MasterKeys } from '../master-keys.js';
import type { SealedStream } from '../marked-fields.js';
import { createSealer } from '../sealer.js';
import type { Sealer } from '../sealer.js';
import { createPostgresPersonKeys } from './postgres-person-keys.js';
import type { PostgresPersonKeys } from './postgres-person-keys.js';
import { openSecrets } from './postgres-secrets.js';

export type Vault = { readonly personKeys: PostgresPersonKeys; readonly sealer: Sealer };

/**
 * The keys of a ledger in PostgreSQL, whose schema was brought up to date by `migrateVault`.
 * @param streams every kind of stream that is written or opened
 * @throws MasterKeyMissing if the ledger's master key is gone
 */
export const openVault = async (
  pool: Pool,
  masterKeys: MasterKeys,
  streams: readonly SealedStream[],
): Promise<Vault> => {
  const personKeys = createPostgresPersonKeys(pool, masterKeys);
  const secrets = await openSecrets(pool, masterKeys);
  return { personKeys, sealer: createSealer({ personKeys, secrets, streams }) };
};
