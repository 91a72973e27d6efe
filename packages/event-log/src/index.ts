export { BadEventStore, openEventLog } from './open-event-log.js';
export type { EventLog, EventLogOptions, Subscribed } from './open-event-log.js';
export { EsdbUnavailable, EsdbUnusable } from '@sohoi/event-store-esdb';
