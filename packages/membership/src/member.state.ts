import { lastDayOf } from './half-year.js';
import { CORE } from './member.events.js';
import type { ChapterRef, EndReason, MemberEvent, MemberKind, Standing } from './member.events.js';
import { corrected } from './member.rules.js';
import type { RecordedPerson } from './person.fields.js';

/**
 * States and transitions:
 *
 *     absent --MemberAdmitted, HonoraryMemberRecognised--> active
 *     active --MembershipEnded--> ended --MemberReinstated--> active      (not if deceased)
 *     active --HonoraryRecognitionAnnulled--> annulled                    (honorary only; for good)
 *     active --everything else--> active
 *     any but absent --PersonCorrected--> the same
 */
export type MemberState =
  | { readonly status: 'absent' }
  | { readonly status: 'active'; readonly member: Membership }
  | { readonly status: 'ended'; readonly member: Membership; readonly endedAt: string; readonly reason: EndReason }
  | { readonly status: 'annulled'; readonly member: Membership; readonly annulledAt: string };

export type KnownMember = Exclude<MemberState, { status: 'absent' }>;

export type Membership = {
  readonly memberId: string;
  /** The first admission or recognition, as it was asked for. */
  readonly entry: {
    readonly kind: MemberKind;
    readonly chapterId: string;
    readonly person: RecordedPerson;
    readonly at: string;
  };
  /** As corrected since; values are sealed for ever once the person's key is destroyed. */
  readonly person: RecordedPerson;
  readonly kind: MemberKind;
  /** The chapter she belongs to; after the end, the one she left. */
  readonly chapter: ChapterRef;
  /** Day on which she entered that chapter. */
  readonly since: string;
  readonly regular: boolean;
  readonly core: boolean;
  /** In order, without the core category. */
  readonly categories: readonly string[];
  /** Day of the last change of each flag since she entered the chapter: by `REGULAR` or the category's code. */
  readonly changed: ReadonlyMap<string, string>;
  /** Half-year to đồng paid. */
  readonly dues: { readonly [halfYear: string]: number };
  readonly party:
    | { readonly status: 'none' }
    | { readonly status: 'introduced'; readonly asChapterHead: boolean; readonly at: string }
    | { readonly status: 'member'; readonly at: string };
};

/** Regular participation among the flags that change; no category's code has a capital letter. */
export const REGULAR = 'Regular';

/** The half-years not over on a day for which dues were paid, in order. */
export const duesPaidOn = ({ dues }: Membership, at: string): string[] =>
  Object.keys(dues)
    .filter((half) => lastDayOf(half) >= at)
    .sort();

/** What leaves a chapter with this member on a day. */
export const standingOf = (member: Membership, at: string): Standing => {
  const { kind, regular, core, categories } = member;
  return { kind, regular, core, categories: [...categories], duesPaid: duesPaidOn(member, at) };
};

type Entered = Extract<MemberEvent, { type: 'MemberAdmitted' | 'HonoraryMemberRecognised' }>;
type Ended = Extract<MemberEvent, { type: 'MembershipEnded' | 'HonoraryRecognitionAnnulled' }>;

/** The state after one more event; an event of a member who was never admitted changes nothing. */
export const evolveMember = (state: MemberState, event: MemberEvent): MemberState => {
  if (event.type === 'MemberAdmitted') return { status: 'active', member: entered('ordinary', event) };
  if (event.type === 'HonoraryMemberRecognised') return { status: 'active', member: entered('honorary', event) };
  if (state.status === 'absent') return state;
  const { member } = state;
  switch (event.type) {
    case 'HonoraryRecognitionAnnulled':
      return { status: 'annulled', member, annulledAt: event.data.at };
    case 'MembershipEnded':
      return { status: 'ended', member, endedAt: event.data.at, reason: event.data.reason };
    case 'MemberReinstated':
      return { status: 'active', member: evolveMembership(member, event) };
    default:
      return { ...state, member: evolveMembership(member, event) };
  }
};

const entered = (kind: MemberKind, { data }: Entered): Membership => ({
  memberId: data.memberId,
  entry: { kind, chapterId: data.chapterId, person: data.person, at: data.at },
  person: data.person,
  kind,
  chapter: { chapterId: data.chapterId, unitId: data.unitId },
  since: data.at,
  regular: false,
  core: false,
  categories: [],
  changed: new Map(),
  dues: {},
  party: { status: 'none' },
});

const evolveMembership = (member: Membership, event: Exclude<MemberEvent, Entered | Ended>): Membership => {
  const { at } = event.data;
  switch (event.type) {
    case 'PersonCorrected':
      return { ...member, person: corrected(member.person, event.data.person) };
    case 'MemberTransferred':
      return { ...member, chapter: event.data.to, since: at, changed: new Map() };
    case 'CategoryAdded':
      return withCategory(withChange(member, event.data.category, at), event.data.category, true);
    case 'CategoryRemoved':
      return withCategory(withChange(member, event.data.category, at), event.data.category, false);
    case 'RegularParticipationRecorded':
      return { ...withChange(member, REGULAR, at), regular: event.data.regular };
    case 'DuesRecorded':
      return { ...member, dues: { ...member.dues, [event.data.halfYear]: event.data.amount } };
    case 'IntroducedToParty':
      return { ...member, party: { status: 'introduced', asChapterHead: event.data.asChapterHead, at } };
    case 'JoinedParty':
      return { ...member, party: { status: 'member', at } };
    case 'MemberReinstated': {
      const { chapterId, unitId, kind } = event.data;
      const afresh = { regular: false, core: false, categories: [], changed: new Map<string, string>() };
      return { ...member, ...afresh, kind, chapter: { chapterId, unitId }, since: at };
    }
  }
};

const withChange = (member: Membership, flag: string, at: string): Membership => ({
  ...member,
  changed: new Map(member.changed).set(flag, at),
});

const withCategory = (member: Membership, category: string, present: boolean): Membership => {
  if (category === CORE) return { ...member, core: present };
  const others = member.categories.filter((c) => c !== category);
  return { ...member, categories: present ? [...others, category].sort() : others };
};
