export { countMasked } from './masked-codes.js';
export type { Ask } from './ask.js';
export { documentsDdl, snapshotsDdl, snapshotTables } from './snapshot-tables.js';
export type { Kind } from './snapshot-tables.js';
export { partAsOf } from './part-as-of.js';
export type { AskedPart, PartAsOf } from './part-as-of.js';
export { TooManyEvents } from './events-between.js';
export type { Log } from './events-between.js';
