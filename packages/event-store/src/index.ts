export {
  AppendOutcomeUnknown,
  AppendTooLarge,
  BEGINNING,
  EventIdReused,
  InvalidAppend,
  UnreadableRecord,
  VersionConflict,
} from './event-store.js';
export type {
  AppendResult,
  EventMetadata,
  EventStore,
  NewEvent,
  Position,
  RecordedEvent,
  StopSignal,
} from './event-store.js';
export { BYTES_BESIDES, encodeAppend, MAX_APPEND_BYTES, MAX_EVENTS } from './encode-append.js';
export type { EncodedEvent } from './encode-append.js';
export { handle, stateOf } from './handle.js';
export type { Handled, Request, StreamType } from './handle.js';
export { createMemoryEventStore } from './memory-event-store.js';
export { pauseBefore } from './pause-before.js';
export type { Pauses } from './pause-before.js';
export { recordedText } from './recorded-text.js';
