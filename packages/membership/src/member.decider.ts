import { record, reject } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import { lastDayOf } from './half-year.js';
import type { MemberCommand, MemberCommandOf } from './member.commands.js';
import { CORE, memberEvents } from './member.events.js';
import type { MemberEvent } from './member.events.js';
import { corrected, MAX_CATEGORIES, samePerson, tooYoung } from './member.rules.js';
import type { MemberRejection } from './member.rules.js';
import { duesPaidOn, evolveMember, REGULAR, standingOf } from './member.state.js';
import type { KnownMember, Membership, MemberState } from './member.state.js';

type Decided = Decision<MemberEvent, MemberRejection>;

const decide = (command: MemberCommand, state: MemberState): Decided => {
  if (command.type === 'AdmitMember' || command.type === 'RecogniseHonoraryMember') return enter(command, state);
  if (state.status === 'absent') return reject({ code: 'MemberNotAdmitted' });
  if (command.type === 'ReinstateMember') return reinstate(command, state);
  if (command.type === 'CorrectPerson') return correct(command, state.member);
  if (state.status === 'annulled') {
    const { annulledAt } = state;
    const again = command.type === 'AnnulHonoraryRecognition';
    return again ? record() : reject({ code: 'RecognitionAnnulled', annulledAt });
  }
  if (state.status === 'ended') {
    const { endedAt, reason } = state;
    const again = command.type === 'EndMembership' && command.data.reason === reason;
    return again ? record() : reject({ code: 'MembershipHasEnded', endedAt, reason });
  }
  const admittedAt = state.member.entry.at;
  if (command.data.at < admittedAt) return reject({ code: 'BeforeAdmission', admittedAt });
  return decideActive(command, state.member);
};

type Entering = MemberCommandOf<'AdmitMember'> | MemberCommandOf<'RecogniseHonoraryMember'>;

const enter = (command: Entering, state: MemberState): Decided => {
  const { memberId, chapterId, unitId, chapterClosed, person, at } = command.data;
  const kind = command.type === 'AdmitMember' ? 'ordinary' : 'honorary';
  if (state.status !== 'absent') {
    const { entry } = state.member;
    const again =
      entry.kind === kind && entry.chapterId === chapterId && entry.at === at && samePerson(entry.person, person);
    return again ? record() : reject({ code: 'MemberAlreadyAdmitted', admittedAt: entry.at });
  }
  if (chapterClosed) return reject({ code: 'ChapterIsClosed', chapter: chapterId });
  const young = tooYoung(person, at);
  if (young) return reject(young);
  const data = { memberId, chapterId, unitId, person, at };
  if (command.type === 'RecogniseHonoraryMember') {
    return record({ type: 'HonoraryMemberRecognised', data: { ...data, decision: command.data.decision } });
  }
  if (person.gender !== 'female') return reject({ code: 'OrdinaryMemberNotFemale' });
  return record({ type: 'MemberAdmitted', data });
};

const reinstate = ({ data }: MemberCommandOf<'ReinstateMember'>, state: KnownMember): Decided => {
  const { memberId, chapterId, unitId, chapterClosed, at } = data;
  const { kind, chapter } = state.member;
  switch (state.status) {
    case 'annulled':
      return reject({ code: 'RecognitionAnnulled', annulledAt: state.annulledAt });
    case 'active':
      if (chapter.chapterId === chapterId) return record();
      return reject({ code: 'MembershipActive', memberChapter: chapter.chapterId });
    case 'ended': {
      const { endedAt, reason } = state;
      if (reason === 'deceased') return reject({ code: 'MemberDeceased', endedAt });
      if (at < endedAt) return reject({ code: 'BeforeEnd', endedAt });
      if (chapterClosed) return reject({ code: 'ChapterIsClosed', chapter: chapterId });
      const duesPaid = duesPaidOn(state.member, at);
      return record({ type: 'MemberReinstated', data: { memberId, chapterId, unitId, kind, duesPaid, at } });
    }
  }
};

/** What is recorded of a person can be put right after the membership too (Law 91/2025/QH15, Art. 4). */
const correct = ({ data }: MemberCommandOf<'CorrectPerson'>, state: Membership): Decided => {
  const { memberId, person: correction, reason, at } = data;
  const { entry, kind, chapter } = state;
  const person = corrected(state.person, correction);
  if (samePerson(person, state.person)) return record();
  if (at < entry.at) return reject({ code: 'BeforeAdmission', admittedAt: entry.at });
  const young = tooYoung(person, entry.at);
  if (young) return reject(young);
  if (kind === 'ordinary' && correction.gender === 'male') return reject({ code: 'OrdinaryMemberNotFemale' });
  return record({ type: 'PersonCorrected', data: { memberId, ...chapter, person: correction, reason, at } });
};

type OfActive = Exclude<
  MemberCommand,
  Entering | MemberCommandOf<'ReinstateMember'> | MemberCommandOf<'CorrectPerson'>
>;

const decideActive = (command: OfActive, state: Membership): Decided => {
  const { memberId, at } = command.data;
  const member = { memberId, ...state.chapter };
  switch (command.type) {
    case 'AnnulHonoraryRecognition':
      if (state.kind !== 'honorary') return reject({ code: 'MemberNotHonorary' });
      return record({ type: 'HonoraryRecognitionAnnulled', data: { ...member, reason: command.data.reason, at } });
    case 'TransferMember':
      return transfer(command, state);
    case 'EndMembership': {
      if (at < state.since) return reject({ code: 'BeforeEntry', since: state.since });
      const tooEarly = beforeAnyChange(state, at);
      if (tooEarly) return reject(tooEarly);
      const { reason, note } = command.data;
      return record({
        type: 'MembershipEnded',
        data: { ...member, standing: standingOf(state, at), reason, note, at },
      });
    }
    default:
      return state.kind === 'honorary' ? reject({ code: 'MemberIsHonorary' }) : decideOrdinary(command, state);
  }
};

const transfer = ({ data }: MemberCommandOf<'TransferMember'>, state: Membership): Decided => {
  const { memberId, from, to, toUnitId, chapterClosed, reason, at } = data;
  const { chapter, since } = state;
  if (to === chapter.chapterId) return record();
  if (from !== chapter.chapterId) return reject({ code: 'NotInChapter', memberChapter: chapter.chapterId });
  if (chapterClosed) return reject({ code: 'ChapterIsClosed', chapter: to });
  if (at < since) return reject({ code: 'BeforeEntry', since });
  const tooEarly = beforeAnyChange(state, at);
  if (tooEarly) return reject(tooEarly);
  return record({
    type: 'MemberTransferred',
    data: {
      memberId,
      from: chapter,
      to: { chapterId: to, unitId: toUnitId },
      standing: standingOf(state, at),
      reason,
      at,
    },
  });
};

type OfOrdinary = Exclude<OfActive, { type: 'AnnulHonoraryRecognition' | 'TransferMember' | 'EndMembership' }>;

const decideOrdinary = (command: OfOrdinary, state: Membership): Decided => {
  const { memberId, at } = command.data;
  const member = { memberId, ...state.chapter };
  if (counts(command) && at < state.since) return reject({ code: 'BeforeEntry', since: state.since });
  switch (command.type) {
    case 'AddCategory': {
      const { category } = command.data;
      if (isIn(category, state)) return record();
      const tooEarly = beforeChange(state, category, at);
      if (tooEarly) return reject(tooEarly);
      if (category !== CORE && state.categories.length >= MAX_CATEGORIES) {
        return reject({ code: 'TooManyCategories', limit: MAX_CATEGORIES });
      }
      return record({ type: 'CategoryAdded', data: { ...member, category, at } });
    }
    case 'RemoveCategory': {
      const { category } = command.data;
      if (!isIn(category, state)) return record();
      const tooEarly = beforeChange(state, category, at);
      return tooEarly ? reject(tooEarly) : record({ type: 'CategoryRemoved', data: { ...member, category, at } });
    }
    case 'RecordRegularParticipation': {
      const { regular } = command.data;
      if (regular === state.regular) return record();
      const tooEarly = beforeChange(state, REGULAR, at);
      return tooEarly
        ? reject(tooEarly)
        : record({ type: 'RegularParticipationRecorded', data: { ...member, regular, at } });
    }
    case 'RecordDues':
      return recordDues(command, state);
    case 'IntroduceToParty': {
      const { party } = state;
      const { asChapterHead } = command.data;
      if (party.status === 'member') return reject({ code: 'AlreadyPartyMember', joinedAt: party.at });
      if (party.status === 'none') return record({ type: 'IntroducedToParty', data: { ...member, asChapterHead, at } });
      const again = party.asChapterHead === asChapterHead;
      return again ? record() : reject({ code: 'AlreadyIntroducedToParty', introducedAt: party.at });
    }
    case 'RecordPartyJoining': {
      const { party } = state;
      if (party.status === 'member') return record();
      if (party.status === 'none') return reject({ code: 'NotIntroducedToParty' });
      if (at < party.at) return reject({ code: 'BeforeIntroduction', introducedAt: party.at });
      return record({ type: 'JoinedParty', data: { ...member, at } });
    }
  }
};

/** Whether its event counts for the chapter that the member is in now, from its day on. */
const counts = ({ type }: OfOrdinary): boolean => type !== 'RecordDues' && type !== 'RecordPartyJoining';

const isIn = (category: string, { core, categories }: Membership): boolean =>
  category === CORE ? core : categories.includes(category);

/** A flag changes forward in time only, or the counts of the months between would contradict each other. */
const beforeChange = ({ changed }: Membership, flag: string, at: string): MemberRejection | undefined => {
  const changedAt = changed.get(flag);
  return changedAt !== undefined && at < changedAt ? { code: 'BeforeLastChange', changedAt } : undefined;
};

/** And so all flags that leave a chapter with the member must have been hers by then. */
const beforeAnyChange = (state: Membership, at: string): MemberRejection | undefined =>
  [...state.changed.keys()].map((flag) => beforeChange(state, flag, at)).find((tooEarly) => tooEarly);

const recordDues = ({ data }: MemberCommandOf<'RecordDues'>, state: Membership): Decided => {
  const { memberId, halfYear, amount, at } = data;
  const paid = state.dues[halfYear];
  if (paid === amount) return record();
  if (paid !== undefined) return reject({ code: 'DuesAlreadyRecorded', halfYear, amount: paid });
  const admittedAt = state.entry.at;
  if (lastDayOf(halfYear) < admittedAt) return reject({ code: 'HalfYearBeforeAdmission', halfYear, admittedAt });
  return record({ type: 'DuesRecorded', data: { memberId, ...state.chapter, halfYear, amount, at } });
};

/** A member is in exactly one chapter from admission to the end, and in none afterwards. */
export const member: Decider<MemberState, MemberCommand, MemberEvent, MemberRejection> = {
  initial: { status: 'absent' },
  decide,
  evolve: evolveMember,
};

export const memberStream = { category: 'member', catalog: memberEvents, decider: member } as const;
