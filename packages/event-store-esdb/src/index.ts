export { isEsdb, withoutPassword } from './connection-string.js';
export { openClient } from './connection.js';
export { createEsdbEventStore } from './esdb-event-store.js';
export { openEsdbEventStore } from './open.js';
export type { EsdbEventStore, EsdbOptions } from './esdb-event-store.js';
export { EsdbInvalidPosition, EsdbUnavailable, EsdbUnusable } from './errors.js';
export type { Links } from './read.js';
export type { SubscriptionState, SubscriptionStatus } from './subscription.js';
