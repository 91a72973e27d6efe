export { BadEventStore, openEventLog } from './open-event-log.js';
export type { EventLog, EventLogOptions, Subscribed } from './open-event-log.js';
export { EsdbUnavailable, EsdbUnusable, FIRST_ESDB_VERSION } from '@sohoi/event-store-esdb';
export type { LogTrouble } from '@sohoi/event-store-esdb';
