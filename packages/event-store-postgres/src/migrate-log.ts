import { fileURLToPath } from 'node:url';
import { migrate } from '@sohoi/sql-migrations';
import type { Pool } from 'pg';

/** Folder of the numbered migrations; beside both `src` and `dist`. */
const SQL = fileURLToPath(new URL('../sql/', import.meta.url));

/**
 * Brings the schema `log` to this code's version: forward only, all or nothing, safe to call from many processes.
 * @throws PostgresTooOld, DatabaseNewerThanCode, MigrationAltered
 */
export const migrateLog = (pool: Pool, folder: string = SQL): Promise<void> => migrate(pool, { schema: 'log', folder });
