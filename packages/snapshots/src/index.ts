export { memberStates, snapshotStampKeys } from './member-states.js';
export { SnapshotTooEarly, writeSnapshot } from './snapshot.js';
export type { SnapshotOptions, WrittenSnapshot } from './snapshot.js';
