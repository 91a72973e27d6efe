export * from './events.js';
export * from './member.commands.js';
export { member, memberStream } from './member.decider.js';
export { MAX_CATEGORIES, MINIMUM_AGE } from './member.rules.js';
export type { MemberRejection } from './member.rules.js';
export type { KnownMember, Membership, MemberState } from './member.state.js';
export { evolveMemberRow, memberKeyOf } from './members.projection.js';
export type { MemberRow, VersionedMemberEvent } from './members.projection.js';
export { membershipMessages } from './messages.js';
