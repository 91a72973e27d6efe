export type { RejectionMessage, RejectionMessages } from './rejection-messages.js';
export { fold, record, reject } from './decider.js';
export type { Decider, Decision } from './decider.js';
export { decode, UnreadableEvent } from './catalog.js';
export type { EventCatalog, EventOf, StoredShape } from './catalog.js';
export { sameData } from './same-data.js';
