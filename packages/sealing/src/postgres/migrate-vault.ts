import { fileURLToPath } from 'node:url';
import { migrate } from '@sohoi/sql-migrations';
import type { Pool } from 'pg';

/** Folder of the numbered migrations; two above both `src/postgres` and `dist/postgres`. */
const SQL = fileURLToPath(new URL('../../sql/', import.meta.url));

/**
 * Brings the schema `vault` to this code's version.
 * @throws DatabaseNewerThanCode, MigrationAltered
 */
export const migrateVault = (pool: Pool): Promise<void> => migrate(pool, { schema: 'vault', folder: SQL });
