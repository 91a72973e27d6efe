import { opened } from '@sohoi/fields';
import { CORE } from './member.events.js';
import type { EndReason, MemberEvent, MemberKind } from './member.events.js';

/** One row per membership. Dates are `yyyy-mm-dd`; ids are UUIDs. */
export type MemberRow = {
  readonly memberId: string;
  readonly fullName: string;
  readonly birthYear: number | null;
  readonly gender: 'female' | 'male';
  readonly kind: MemberKind;
  readonly status: 'active' | 'ended' | 'annulled';
  /** The chapter she belongs to; after the end, the one she left. */
  readonly chapterId: string;
  readonly unitId: string;
  readonly regular: boolean;
  readonly core: boolean;
  /** In order, without the core category. */
  readonly categories: readonly string[];
  /** Half-years (`2023-H1`) for which dues were paid, in order. */
  readonly duesPaid: readonly string[];
  readonly partyStatus: 'none' | 'introduced' | 'member';
  /** The first admission or recognition. */
  readonly admittedAt: string;
  readonly endedAt: string | null;
  /** Null while active, and for an annulled recognition. */
  readonly endReason: EndReason | null;
  /** Version of the member's stream that the row reflects. */
  readonly streamVersion: number;
};

export type VersionedMemberEvent = MemberEvent & { readonly streamVersion: number };

/** The row that an event belongs to. */
export const memberKeyOf = (event: MemberEvent): string => event.data.memberId;

/**
 * The row after one more event. An event that the row reflects already changes nothing; one of a member who
 * was never admitted makes no row.
 */
export const evolveMemberRow = (row: MemberRow | undefined, event: VersionedMemberEvent): MemberRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type === 'MemberAdmitted' || event.type === 'HonoraryMemberRecognised') return newRow(event);
  return row && { ...row, ...changeOf(row, event), streamVersion };
};

type Entered = Extract<VersionedMemberEvent, { type: 'MemberAdmitted' | 'HonoraryMemberRecognised' }>;

const newRow = ({ type, data, streamVersion }: Entered): MemberRow => ({
  memberId: data.memberId,
  fullName: opened(data.person.fullName) ?? '',
  birthYear: opened(data.person.birthYear) ?? null,
  gender: opened(data.person.gender) ?? 'female',
  kind: type === 'MemberAdmitted' ? 'ordinary' : 'honorary',
  status: 'active',
  chapterId: data.chapterId,
  unitId: data.unitId,
  regular: false,
  core: false,
  categories: [],
  duesPaid: [],
  partyStatus: 'none',
  admittedAt: data.at,
  endedAt: null,
  endReason: null,
  streamVersion,
});

const changeOf = (row: MemberRow, event: Exclude<VersionedMemberEvent, Entered>): Partial<MemberRow> => {
  const { data } = event;
  switch (event.type) {
    case 'HonoraryRecognitionAnnulled':
      return { status: 'annulled', endedAt: data.at };
    case 'PersonCorrected': {
      const { fullName, birthYear, gender } = event.data.person;
      return {
        fullName: opened(fullName) ?? row.fullName,
        birthYear: birthYear === undefined ? row.birthYear : (opened(birthYear ?? undefined) ?? null),
        gender: opened(gender) ?? row.gender,
      };
    }
    case 'MemberTransferred':
      return event.data.to;
    case 'CategoryAdded':
      return event.data.category === CORE
        ? { core: true }
        : { categories: including(row.categories, event.data.category) };
    case 'CategoryRemoved': {
      const { category } = event.data;
      return category === CORE ? { core: false } : { categories: row.categories.filter((c) => c !== category) };
    }
    case 'RegularParticipationRecorded':
      return { regular: event.data.regular };
    case 'DuesRecorded':
      return { duesPaid: including(row.duesPaid, event.data.halfYear) };
    case 'IntroducedToParty':
      return { partyStatus: 'introduced' };
    case 'JoinedParty':
      return { partyStatus: 'member' };
    case 'MembershipEnded':
      return { status: 'ended', endedAt: data.at, endReason: event.data.reason };
    case 'MemberReinstated': {
      const { chapterId, unitId, kind } = event.data;
      const afresh = { regular: false, core: false, categories: [], endedAt: null, endReason: null };
      return { ...afresh, status: 'active', kind, chapterId, unitId };
    }
  }
};

/** The list with the entry, once, in order. */
const including = (list: readonly string[], entry: string): readonly string[] =>
  list.includes(entry) ? list : [...list, entry].sort();
