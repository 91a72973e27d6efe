import { holidaysEvents } from './holidays.events.js';
import { personRequestEvents } from './person-request.events.js';
import { personEvents } from './person.events.js';

export { calendarYear, holiday, holidaysEvents } from './holidays.events.js';
export type { Holiday, HolidaysEvent } from './holidays.events.js';
export { legalGround, legalGrounds } from './legal-grounds.js';
export type { LegalGround } from './legal-grounds.js';
export { personRequestEvents, requestChannel } from './person-request.events.js';
export type { PersonRequestEvent, RequestChannel } from './person-request.events.js';
export { personEvents } from './person.events.js';
export type { PersonEvent } from './person.events.js';
export { requestKind } from './request-kind.js';
export type { RequestKind } from './request-kind.js';

/** Every event of the context. */
export const personsEvents = { ...personRequestEvents, ...personEvents, ...holidaysEvents };
