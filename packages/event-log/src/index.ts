export { BadEventStore, openEventLog } from './open-event-log.js';
export type { EventLog, EventLogOptions, Subscribed } from './open-event-log.js';
export { PostgresUnusable } from './postgres-unusable.js';
export type { PostgresTrouble } from './postgres-unusable.js';
export { PostgresTooOld } from '@sohoi/event-store-postgres';
export { EsdbUnavailable, EsdbUnusable, FIRST_ESDB_VERSION } from '@sohoi/event-store-esdb';
export type { LogTrouble } from '@sohoi/event-store-esdb';
