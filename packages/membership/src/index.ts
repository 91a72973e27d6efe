export * from './events.js';
export * from './member.commands.js';
export { member, memberStream } from './member.decider.js';
export { MAX_CATEGORIES, MINIMUM_AGE } from './member.rules.js';
export type { MemberRejection } from './member.rules.js';
export type { KnownMember, Membership, MemberState } from './member.state.js';
export { evolveMemberRow, forgetPersonOf, memberKeyOf } from './members.projection.js';
export type {
  IndexedMemberEvent,
  KeptPerson,
  KeptValue,
  MemberRow,
  ReadField,
  SearchKeys,
} from './members.projection.js';
export { membershipMessages } from './messages.js';
