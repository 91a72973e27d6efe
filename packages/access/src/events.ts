export { actorId, holdsOn, right, rightTerms, validRights, WHOLE_ORGANISATION } from './right.js';
export type { Right } from './right.js';
export { rightsEvents } from './rights.events.js';
export type { RightsEvent } from './rights.events.js';
export { role, roles, topic, topics } from './role.js';
export type { Role, Topic } from './role.js';
/** Every event of the context. */
export { rightsEvents as accessEvents } from './rights.events.js';
export type { RightsEvent as AccessEvent } from './rights.events.js';
