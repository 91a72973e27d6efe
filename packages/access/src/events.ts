import { foundingEvents } from './founding.events.js';
import type { FoundingEvent } from './founding.events.js';
import { projectionEvents } from './projection.events.js';
import type { ProjectionEvent } from './projection.events.js';
import { rightsEvents } from './rights.events.js';
import type { RightsEvent } from './rights.events.js';

export { actorId, holdsOn, right, rightTerms, validRights, WHOLE_ORGANISATION } from './right.js';
export type { Right } from './right.js';
export { rightsEvents } from './rights.events.js';
export type { RightsEvent } from './rights.events.js';
export { role, roles, topic, topics } from './role.js';
export type { Role, Topic } from './role.js';
export { foundingEvents } from './founding.events.js';
export type { FoundingEvent } from './founding.events.js';
export { projectionEvents } from './projection.events.js';
export type { ProjectionEvent } from './projection.events.js';
/** Every event of the context. */
export const accessEvents = { ...rightsEvents, ...foundingEvents, ...projectionEvents } as const;
export type AccessEvent = RightsEvent | FoundingEvent | ProjectionEvent;
