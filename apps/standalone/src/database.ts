import { createLogins, grantRoles } from '@sohoi/database-roles';
import type { Logins } from '@sohoi/database-roles';
import { migrateLog } from '@sohoi/event-store-postgres';
import { migrateLedger } from '@sohoi/ledger-postgres';
import { migrateReadings } from '@sohoi/readings';
import { migrateVault } from '@sohoi/sealing';
import { migrateWebhooks } from '@sohoi/webhooks';
import { migrateWhatIf } from '@sohoi/what-if-jobs';
import { Pool } from 'pg';

/** Every schema, then who may do what in it. */
export const migrateDatabase = async (owner: Pool): Promise<void> => {
  await migrateLog(owner);
  await migrateVault(owner);
  await migrateReadings(owner);
  await migrateLedger(owner);
  await migrateWhatIf(owner);
  await migrateWebhooks(owner);
  await grantRoles(owner);
};

/**
 * Brings every schema up to date as the owner, and answers with the logins that all else works with: none of them can
 * change what is recorded.
 */
export const prepareDatabase = async (ownerUrl: string, onLost: (error: Error) => void): Promise<Logins> => {
  const owner = openPool(ownerUrl, 2, 'sohoi-owner', onLost);
  try {
    await migrateDatabase(owner);
    return await createLogins(owner, ownerUrl);
  } finally {
    await owner.end();
  }
};

export const openPool = (url: string, max: number, name: string, onLost: (error: Error) => void): Pool =>
  new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    application_name: name,
    keepAlive: true,
    query_timeout: 60_000,
  }).on('error', onLost);
