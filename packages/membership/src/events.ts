export { halfYear } from './half-year.js';
export { CORE, chapterRef, endReason, memberEvents, memberKind, standing } from './member.events.js';
export type { ChapterRef, EndReason, MemberEvent, MemberKind, Standing } from './member.events.js';
export { identityNumber, person, personCorrection } from './person.fields.js';
export type { Person, PersonCorrection, RecordedCorrection, RecordedPerson } from './person.fields.js';
/** Every event of the context. */
export { memberEvents as membershipEvents } from './member.events.js';
export type { MemberEvent as MembershipEvent } from './member.events.js';
