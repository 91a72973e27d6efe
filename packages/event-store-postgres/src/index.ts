export { BulkLoadOutOfTime, BulkLoadRefused } from './bulk-load.js';
export type { BulkEvent, BulkLoadOptions } from './bulk-load.js';
export { migrateLog } from './migrate-log.js';
export { createPostgresEventStore } from './postgres-event-store.js';
export type { PostgresEventStore, PostgresEventStoreOptions } from './postgres-event-store.js';
export { DatabaseNewerThanCode, MigrationAltered, PostgresTooOld, refuseOldServer } from '@sohoi/sql-migrations';
