export { halfYear } from './half-year.js';
export { CORE, chapterRef, endReason, memberEvents, memberKind, person, standing } from './member.events.js';
export type { ChapterRef, EndReason, MemberEvent, MemberKind, Person, Standing } from './member.events.js';
/** Every event of the context. */
export { memberEvents as membershipEvents } from './member.events.js';
export type { MemberEvent as MembershipEvent } from './member.events.js';
