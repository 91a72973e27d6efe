import type { MemberCommand, MemberCommandOf } from '@sohoi/membership';
import { membersOf, rowOf } from '../examples/chapters.js';
import { addCategory, memberId } from '../examples/member.steps.js';
import { stories } from '../examples/member-stories.steps.js';
import { chapterId, chapterIn } from '../examples/places.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const at = '2023-07-21';

const head = (key: string): number => membersOf(rowOf(key))[0];
const someone = head('2.2') + 1;
const nobody = 900;

const member = (code: string, n: number, command: MemberCommand) => attempt(code, 'member', memberId(n), command);

type Person = MemberCommandOf<'AdmitMember'>['data']['person'];
const person: Person = { fullName: 'Trần Thị Ví Dụ 00', birthYear: 1990, gender: 'female' };

const admit = (n: number, change: Partial<Person> = {}): MemberCommand => ({
  type: 'AdmitMember',
  data: { memberId: memberId(n), ...chapterIn('1.1'), person: { ...person, ...change }, at },
});

const takesPart = (n: number, day = at): MemberCommand => ({
  type: 'RecordRegularParticipation',
  data: { memberId: memberId(n), regular: true, at: day },
});

const transfer = (n: number, from: string, to: string, day = at): MemberCommand => ({
  type: 'TransferMember',
  data: { memberId: memberId(n), from: chapterId(from), to: chapterId(to), toUnitId: chapterIn(to).unitId, at: day },
});

const reinstate = (n: number, key: string, day = at): MemberCommand => ({
  type: 'ReinstateMember',
  data: { memberId: memberId(n), ...chapterIn(key), at: day },
});

const pay = (n: number, halfYear: string, amount: number): MemberCommand => ({
  type: 'RecordDues',
  data: { memberId: memberId(n), halfYear, amount, at },
});

const introduce = (n: number, asChapterHead: boolean): MemberCommand => ({
  type: 'IntroduceToParty',
  data: { memberId: memberId(n), asChapterHead, at },
});

const joinParty = (n: number, day = at): MemberCommand => ({
  type: 'RecordPartyJoining',
  data: { memberId: memberId(n), at: day },
});

export const membershipAttempts = [
  member('MemberNotAdmitted', nobody, takesPart(nobody)),
  member('MemberAlreadyAdmitted', someone, admit(someone)),
  member('OrdinaryMemberNotFemale', nobody, admit(nobody, { gender: 'male' })),
  member('TooYoung', nobody, admit(nobody, { birthYear: 2006 })),
  member('NotInChapter', someone, transfer(someone, '1.1', '1.2')),
  member('BeforeAdmission', someone, takesPart(someone, '2016-12-31')),
  member('BeforeEntry', stories.transferred, transfer(stories.transferred, '1.1', '1.2', '2023-04-09')),
  member('BeforeLastChange', someone, transfer(someone, '2.2', '1.1', '2022-12-31')),
  member('BeforeEnd', stories.movedAway, reinstate(stories.movedAway, '1.2', '2023-03-14')),
  member('MembershipHasEnded', stories.movedAway, takesPart(stories.movedAway)),
  member('MembershipActive', someone, reinstate(someone, '1.1')),
  member('MemberDeceased', stories.deceased, reinstate(stories.deceased, '2.2')),
  member('RecognitionAnnulled', stories.annulled, transfer(stories.annulled, '1.2', '1.1')),
  member('MemberNotHonorary', someone, {
    type: 'AnnulHonoraryRecognition',
    data: { memberId: memberId(someone), reason: 'Ví dụ', at },
  }),
  member('MemberIsHonorary', stories.honorary[0], pay(stories.honorary[0], '2023-H2', 12_000)),
  attempt(
    'TooManyCategories',
    'member',
    memberId(someone),
    { type: 'AddCategory', data: { memberId: memberId(someone), category: 'group-51', at } },
    Array.from({ length: 50 }, (_, n) => addCategory('2.2', someone, `group-${n}`, at)),
  ),
  member('DuesAlreadyRecorded', head('1.1'), pay(head('1.1'), '2023-H1', 24_000)),
  member('HalfYearBeforeAdmission', someone, pay(someone, '2016-H2', 12_000)),
  member('AlreadyIntroducedToParty', head('1.1'), introduce(head('1.1'), false)),
  member('NotIntroducedToParty', someone, joinParty(someone)),
  member('BeforeIntroduction', head('1.1'), joinParty(head('1.1'), '2023-05-01')),
  member('AlreadyPartyMember', head('1.2'), introduce(head('1.2'), true)),
];
