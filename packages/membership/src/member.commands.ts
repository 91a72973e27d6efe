import { code, id, legalAct, payment, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { halfYear } from './half-year.js';
import { endReason } from './member.events.js';
import { person, personCorrection } from './person.fields.js';

/** Example ids; the people in the examples do not exist. */
const chapterA = '0197a7c0-0000-7000-8000-0000000000c1';
const chapterB = '0197a7c0-0000-7000-8000-0000000000c2';
const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

/** The client may choose the id of what it creates. */
const ownId = id.optional();

export const admitMember = z.strictObject({ id: ownId, chapterId: id, person, at }).meta({
  id: 'AdmitMember',
  description: 'Admits a woman aged 18 or over to a chapter as an ordinary member',
  example: {
    chapterId: chapterA,
    person: { fullName: 'Nguyễn Thị Ví Dụ', birthYear: 1990, gender: 'female' },
    at: '2023-03-08',
  },
});

export const recogniseHonoraryMember = z
  .strictObject({ id: ownId, chapterId: id, person, decision: legalAct.optional(), at })
  .meta({
    id: 'RecogniseHonoraryMember',
    description: 'Recognises a person aged 18 or over, of whatever sex, as an honorary member',
    example: {
      chapterId: chapterA,
      person: { fullName: 'Trần Văn Ví Dụ', birthYear: 1965, gender: 'male' },
      decision: { number: '00/QĐ-VÍ-DỤ', issuer: 'Hội LHPN xã Ví Dụ', date: '2023-05-15' },
      at: '2023-05-19',
    },
  });

export const annulHonoraryRecognition = z.strictObject({ reason, at }).meta({
  id: 'AnnulHonoraryRecognition',
  description: 'Annuls a recognition as honorary member that was a mistake',
  example: { reason: 'Công nhận nhầm đối tượng: người này đủ điều kiện làm hội viên', at: '2023-06-20' },
});

export const correctPerson = z.strictObject({ person: personCorrection, reason, at }).meta({
  id: 'CorrectPerson',
  description:
    'Corrects what is recorded of the person herself: the fields that were wrong, null where nothing is known after all',
  example: { person: { birthYear: 1991 }, reason: 'Ghi nhầm năm sinh', at: '2023-06-20' },
});

export const transferMember = z.strictObject({ from: id, to: id, reason: reason.optional(), at }).meta({
  id: 'TransferMember',
  description: 'Moves a member from the chapter she is in to another one',
  example: { from: chapterA, to: chapterB, reason: 'Chuyển nơi ở theo gia đình', at: '2023-04-10' },
});

export const addCategory = z.strictObject({ category: code, at }).meta({
  id: 'AddCategory',
  description: 'Counts an ordinary member in a category: core-member, ethnic-minority, religion, elderly, …',
  example: { category: 'core-member', at: '2023-04-10' },
});

export const removeCategory = z.strictObject({ at }).meta({
  id: 'RemoveCategory',
  description: 'Counts an ordinary member no longer in the category',
  example: { at: '2023-06-01' },
});

export const recordRegularParticipation = z.strictObject({ regular: z.boolean(), at }).meta({
  id: 'RecordRegularParticipation',
  description: 'Says whether an ordinary member takes part regularly',
  example: { regular: true, at: '2023-06-01' },
});

export const recordDues = z.strictObject({ halfYear, amount: payment, at }).meta({
  id: 'RecordDues',
  description: 'Records the dues that an ordinary member paid for a half-year, in đồng',
  example: { halfYear: '2023-H1', amount: 12000, at: '2023-05-05' },
});

export const introduceToParty = z.strictObject({ asChapterHead: z.boolean().default(false), at }).meta({
  id: 'IntroduceToParty',
  description: 'Records that the union introduced an ordinary member to the Party',
  example: { asChapterHead: true, at: '2023-05-19' },
});

export const recordPartyJoining = z.strictObject({ at }).meta({
  id: 'RecordPartyJoining',
  description: 'Records that a member whom the union introduced joined the Party',
  example: { at: '2023-06-15' },
});

export const endMembership = z.strictObject({ reason: endReason, note: reason.optional(), at }).meta({
  id: 'EndMembership',
  description: 'Ends a membership: left, moved-away, deceased or removed',
  example: { reason: 'moved-away', note: 'Đi làm ăn xa, không còn sinh hoạt', at: '2023-06-10' },
});

export const reinstateMember = z.strictObject({ chapterId: id, at }).meta({
  id: 'ReinstateMember',
  description: 'Takes back a member whose membership ended, into the same chapter or another one',
  example: { chapterId: chapterB, at: '2023-06-28' },
});

/** The bodies by command, for hosts and for documentation. */
export const memberCommandBodies = {
  AdmitMember: admitMember,
  RecogniseHonoraryMember: recogniseHonoraryMember,
  AnnulHonoraryRecognition: annulHonoraryRecognition,
  CorrectPerson: correctPerson,
  TransferMember: transferMember,
  AddCategory: addCategory,
  RemoveCategory: removeCategory,
  RecordRegularParticipation: recordRegularParticipation,
  RecordDues: recordDues,
  IntroduceToParty: introduceToParty,
  RecordPartyJoining: recordPartyJoining,
  EndMembership: endMembership,
  ReinstateMember: reinstateMember,
} as const;

type BodyOf<T extends keyof typeof memberCommandBodies> = Omit<z.infer<(typeof memberCommandBodies)[T]>, 'id'>;

/** What the host knows of the chapter that a member is about to enter; absent: it is open. */
type Entered = { chapterClosed?: boolean };

/** What the host adds to a body: ids of the path, and the unit of the chapter that the body names. */
type Added = {
  AdmitMember: Entered & { unitId: string };
  RecogniseHonoraryMember: Entered & { unitId: string };
  TransferMember: Entered & { toUnitId: string };
  RemoveCategory: { category: string };
  ReinstateMember: Entered & { unitId: string };
};

export type MemberCommand = {
  [T in keyof typeof memberCommandBodies]: {
    readonly type: T;
    readonly data: BodyOf<T> & { memberId: string } & (T extends keyof Added ? Added[T] : unknown);
  };
}[keyof typeof memberCommandBodies];

/** One command by its type. */
export type MemberCommandOf<T extends MemberCommand['type']> = Extract<MemberCommand, { type: T }>;
