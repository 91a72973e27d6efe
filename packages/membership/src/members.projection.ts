import type { Personal } from '@sohoi/fields';
import { CORE } from './member.events.js';
import type { EndReason, MemberEvent, MemberKind } from './member.events.js';
import type { RecordedCorrection, RecordedPerson } from './person.fields.js';

/** What of a person is read without a right of its own; the sensitive fields are read from her stream, one by one. */
const FIELDS = ['fullName', 'birthYear', 'gender', 'phone', 'address'] as const;
export type ReadField = (typeof FIELDS)[number];

/** A value as an event holds it, and the event, without which it cannot be opened. Its path there is `person.<field>`. */
export type KeptValue<T> = { readonly eventId: string; readonly value: Personal<T> };

export type KeptPerson = {
  readonly [F in ReadField]?: KeptValue<Exclude<NonNullable<RecordedPerson[F]>, { sealed: string }>>;
};

/** One row per membership. Dates are `yyyy-mm-dd`; ids are UUIDs. No value of a person is in the clear. */
export type MemberRow = {
  readonly memberId: string;
  /** Null once the person is erased. */
  readonly person: KeptPerson | null;
  /** Keyed hashes of the beginnings of the name's words. */
  readonly nameTokens: readonly string[];
  /** Keyed hash of the identity number. */
  readonly identityHash: string | null;
  readonly erased: boolean;
  /** Her data are kept, and not to be used, until it is decided on what she objects to. */
  readonly restricted: boolean;
  readonly kind: MemberKind;
  readonly status: 'active' | 'ended' | 'annulled';
  /** The chapter she belongs to; after the end, the one she left. */
  readonly chapterId: string;
  readonly unitId: string;
  readonly regular: boolean;
  readonly core: boolean;
  /** Half-years (`2023-H1`) for which dues were paid, in order. */
  readonly duesPaid: readonly string[];
  /** The first admission or recognition. */
  readonly admittedAt: string;
  readonly endedAt: string | null;
  /** Null while active, and for an annulled recognition. */
  readonly endReason: EndReason | null;
  /** Version of the member's stream that the row reflects. */
  readonly streamVersion: number;
};

/** What can be searched for without opening anything; a field that is absent did not change. */
export type SearchKeys = { readonly nameTokens?: readonly string[]; readonly identityHash?: string | null };

/** An event of a member with its id, its place in her stream, and the search keys of what it says of her person. */
export type IndexedMemberEvent = MemberEvent & {
  readonly streamVersion: number;
  readonly eventId: string;
  readonly searchKeys: SearchKeys;
};

/** The row that an event belongs to. */
export const memberKeyOf = (event: MemberEvent): string => event.data.memberId;

/**
 * The row after one more event. An event that the row reflects already changes nothing; one of a member who
 * was never admitted makes no row. Categories must not be masked any more, or nobody is a core member.
 */
export const evolveMemberRow = (row: MemberRow | undefined, event: IndexedMemberEvent): MemberRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type === 'MemberAdmitted' || event.type === 'HonoraryMemberRecognised') return newRow(event);
  return row && { ...row, ...changeOf(row, event), streamVersion };
};

/** The row of a person who was erased: what is left says nothing of who she was. */
export const forgetPersonOf = (row: MemberRow): MemberRow => ({
  ...row,
  person: null,
  nameTokens: [],
  identityHash: null,
  erased: true,
});

type Entered = Extract<IndexedMemberEvent, { type: 'MemberAdmitted' | 'HonoraryMemberRecognised' }>;

const newRow = ({ type, data, streamVersion, eventId, searchKeys }: Entered): MemberRow => ({
  memberId: data.memberId,
  person: keptOf(data.person, eventId),
  nameTokens: searchKeys.nameTokens ?? [],
  identityHash: searchKeys.identityHash ?? null,
  erased: false,
  restricted: false,
  kind: type === 'MemberAdmitted' ? 'ordinary' : 'honorary',
  status: 'active',
  chapterId: data.chapterId,
  unitId: data.unitId,
  regular: false,
  core: false,
  duesPaid: [],
  admittedAt: data.at,
  endedAt: null,
  endReason: null,
  streamVersion,
});

const changeOf = (row: MemberRow, event: Exclude<IndexedMemberEvent, Entered>): Partial<MemberRow> => {
  const { data } = event;
  switch (event.type) {
    case 'HonoraryRecognitionAnnulled':
      return { status: 'annulled', endedAt: data.at };
    case 'PersonCorrected':
      return row.erased
        ? {}
        : {
            ...event.searchKeys,
            person: { ...without(row.person, event.data.person), ...keptOf(event.data.person, event.eventId) },
          };
    case 'MemberTransferred':
      return event.data.to;
    case 'CategoryAdded':
      return event.data.category === CORE ? { core: true } : {};
    case 'CategoryRemoved':
      return event.data.category === CORE ? { core: false } : {};
    case 'RegularParticipationRecorded':
      return { regular: event.data.regular };
    case 'DuesRecorded':
      return { duesPaid: including(row.duesPaid, event.data.halfYear) };
    case 'IntroducedToParty':
    case 'JoinedParty':
      return {};
    case 'MembershipEnded':
      return { status: 'ended', endedAt: data.at, endReason: event.data.reason };
    case 'MemberReinstated': {
      const { chapterId, unitId, kind } = event.data;
      const afresh = { regular: false, core: false, endedAt: null, endReason: null };
      return { ...afresh, status: 'active', kind, chapterId, unitId };
    }
  }
};

const keptOf = (person: RecordedPerson | RecordedCorrection, eventId: string): KeptPerson =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = person[field];
      return value === undefined || value === null ? [] : [[field, { eventId, value }]];
    }),
  );

const without = (person: KeptPerson | null, correction: RecordedCorrection): KeptPerson =>
  Object.fromEntries(Object.entries(person ?? {}).filter(([field]) => correction[field as ReadField] === undefined));

/** The list with the entry, once, in order. */
const including = (list: readonly string[], entry: string): readonly string[] =>
  list.includes(entry) ? list : [...list, entry].sort();
