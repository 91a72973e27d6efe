import { fileURLToPath } from 'node:url';
import { migrate } from '@sohoi/sql-migrations';
import type { Pool } from 'pg';

/** Folder of the numbered migrations; beside both `src` and `dist`. */
const folder = fileURLToPath(new URL('../sql/', import.meta.url));

/**
 * Brings the schema `webhook` to this code's version; safe to call from many processes.
 * @throws DatabaseNewerThanCode, MigrationAltered
 */
export const migrateWebhooks = (pool: Pool): Promise<void> => migrate(pool, { schema: 'webhook', folder });
