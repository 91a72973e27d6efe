import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { MemberCommand, MemberCommandOf } from './member.commands.js';
import { member } from './member.decider.js';
import type { MemberEvent, Standing } from './member.events.js';
import type { Person } from './person.fields.js';

const { given } = specOf(member);

const memberId = 'm1';
const a = { chapterId: 'a', unitId: 'u1' };
const b = { chapterId: 'b', unitId: 'u2' };
const woman: Person = { fullName: 'Nguyễn Thị Ví Dụ', birthYear: 1990, gender: 'female' };
const man: Person = { fullName: 'Trần Văn Ví Dụ', birthYear: 1965, gender: 'male' };
const standing = (over: Partial<Standing> = {}): Standing => ({
  kind: 'ordinary',
  regular: false,
  core: false,
  categories: [],
  duesPaid: [],
  ...over,
});

const admit = (over: Partial<MemberCommandOf<'AdmitMember'>['data']> = {}): MemberCommandOf<'AdmitMember'> => ({
  type: 'AdmitMember',
  data: { memberId, ...a, person: woman, at: '2023-03-08', ...over },
});
const recognise = (person = man): MemberCommandOf<'RecogniseHonoraryMember'> => ({
  type: 'RecogniseHonoraryMember',
  data: { memberId, ...a, person, at: '2023-03-08' },
});
const transfer = (from: string, to: string, at = '2023-04-01'): MemberCommandOf<'TransferMember'> => ({
  type: 'TransferMember',
  data: { memberId, from, to, toUnitId: to === 'a' ? 'u1' : 'u2', at },
});
const addCategory = (category: string): MemberCommandOf<'AddCategory'> => ({
  type: 'AddCategory',
  data: { memberId, category, at: '2023-04-01' },
});
const dues = (halfYear: string, amount = 12000): MemberCommandOf<'RecordDues'> => ({
  type: 'RecordDues',
  data: { memberId, halfYear, amount, at: '2023-04-01' },
});
const end = (
  reason: MemberCommandOf<'EndMembership'>['data']['reason'],
  at = '2023-06-01',
): MemberCommandOf<'EndMembership'> => ({
  type: 'EndMembership',
  data: { memberId, reason, at },
});
const reinstate = (chapter = a, at = '2023-07-01'): MemberCommandOf<'ReinstateMember'> => ({
  type: 'ReinstateMember',
  data: { memberId, ...chapter, at },
});
const annul: MemberCommandOf<'AnnulHonoraryRecognition'> = {
  type: 'AnnulHonoraryRecognition',
  data: { memberId, reason: 'Công nhận nhầm đối tượng', at: '2023-06-20' },
};
const introduce = (asChapterHead = false): MemberCommandOf<'IntroduceToParty'> => ({
  type: 'IntroduceToParty',
  data: { memberId, asChapterHead, at: '2023-05-19' },
});
const joinParty = (at = '2023-06-15'): MemberCommandOf<'RecordPartyJoining'> => ({
  type: 'RecordPartyJoining',
  data: { memberId, at },
});

const admitted: MemberEvent = { type: 'MemberAdmitted', data: { memberId, ...a, person: woman, at: '2023-03-08' } };
const recognised: MemberEvent = {
  type: 'HonoraryMemberRecognised',
  data: { memberId, ...a, person: man, at: '2023-03-08' },
};
const transferred = (over: Partial<Standing> = {}): MemberEvent => ({
  type: 'MemberTransferred',
  data: { memberId, from: a, to: b, standing: standing(over), at: '2023-04-01' },
});
const categoryAdded = (category: string): MemberEvent => ({
  type: 'CategoryAdded',
  data: { memberId, ...a, category, at: '2023-04-01' },
});
const regular: MemberEvent = {
  type: 'RegularParticipationRecorded',
  data: { memberId, ...a, regular: true, at: '2023-04-01' },
};
const ended = (reason: 'left' | 'deceased' = 'left'): MemberEvent => ({
  type: 'MembershipEnded',
  data: { memberId, ...a, standing: standing(), reason, at: '2023-06-01' },
});
const annulled: MemberEvent = { type: 'HonoraryRecognitionAnnulled', data: { ...annul.data, ...a } };
const introduced: MemberEvent = {
  type: 'IntroducedToParty',
  data: { memberId, ...a, asChapterHead: false, at: '2023-05-19' },
};
const joined: MemberEvent = { type: 'JoinedParty', data: { memberId, ...a, at: '2023-06-15' } };

describe('admission', () => {
  it('makes a woman of 18 an ordinary member', () => {
    given().when(admit()).then(admitted);
    given()
      .when(admit({ person: { ...woman, birthYear: 2005 } }))
      .then({
        type: 'MemberAdmitted',
        data: { memberId, ...a, person: { ...woman, birthYear: 2005 }, at: '2023-03-08' },
      });
  });

  it('takes an unknown birth year on trust', () => {
    const person: Person = { fullName: 'Lê Thị Ví Dụ', gender: 'female' };
    given()
      .when(admit({ person }))
      .then({ type: 'MemberAdmitted', data: { memberId, ...a, person, at: '2023-03-08' } });
  });

  it('refuses whoever cannot be 18 on that day', () => {
    given()
      .when(admit({ person: { ...woman, birthYear: 2006 } }))
      .thenRejected({ code: 'TooYoung', minimumAge: 18, age: 17 });
    given()
      .when(recognise({ ...man, birthYear: 2006 }))
      .thenRejected({ code: 'TooYoung' });
  });

  it('refuses a man as an ordinary member but recognises him as an honorary one', () => {
    given()
      .when(admit({ person: man }))
      .thenRejected({ code: 'OrdinaryMemberNotFemale' });
    given().when(recognise()).then(recognised);
  });

  it('repeated records nothing, even after the member moved on', () => {
    given(admitted).when(admit()).then();
    given(admitted, transferred()).when(admit()).then();
  });

  it('refuses another person, kind, chapter or day under the same id', () => {
    given(admitted)
      .when(admit({ person: { ...woman, fullName: 'Người Khác' } }))
      .thenRejected({ code: 'MemberAlreadyAdmitted' });
    given(admitted)
      .when(admit({ at: '2023-03-09' }))
      .thenRejected({ code: 'MemberAlreadyAdmitted' });
    given(admitted).when(admit(b)).thenRejected({ code: 'MemberAlreadyAdmitted' });
    given(admitted).when(recognise(woman)).thenRejected({ code: 'MemberAlreadyAdmitted' });
  });
});

describe('an honorary member', () => {
  it('pays no dues, is in no category and is not introduced to the Party', () => {
    given(recognised).when(dues('2023-H1')).thenRejected({ code: 'MemberIsHonorary' });
    given(recognised).when(addCategory('core-member')).thenRejected({ code: 'MemberIsHonorary' });
    given(recognised).when(introduce()).thenRejected({ code: 'MemberIsHonorary' });
  });

  it('loses a mistaken recognition once and for all', () => {
    given(recognised).when(annul).then(annulled);
    given(recognised, annulled).when(annul).then();
    given(recognised, annulled).when(reinstate()).thenRejected({ code: 'RecognitionAnnulled' });
    given(recognised, annulled).when(end('left')).thenRejected({ code: 'RecognitionAnnulled' });
  });

  it('can be transferred, and leaves as an honorary member', () => {
    given(recognised)
      .when(transfer('a', 'b'))
      .then(transferred({ kind: 'honorary' }));
  });

  it('is not what an ordinary member is', () => {
    given(admitted).when(annul).thenRejected({ code: 'MemberNotHonorary' });
  });
});

describe('a transfer', () => {
  it('is one event that names both chapters and what moves', () => {
    given(admitted, regular, categoryAdded('core-member'), categoryAdded('religion'))
      .when(transfer('a', 'b'))
      .then(transferred({ regular: true, core: true, categories: ['religion'] }));
  });

  it('takes along the dues paid for half-years that are not over, and comes back with them', () => {
    const paid = (halfYear: string): MemberEvent => ({
      type: 'DuesRecorded',
      data: { memberId, ...a, halfYear, amount: 12000, at: '2023-03-08' },
    });
    const payments = [paid('2023-H2'), paid('2023-H1')];
    const move = (at: string, ...duesPaid: string[]): MemberEvent => ({
      type: 'MemberTransferred',
      data: { memberId, from: a, to: b, standing: standing({ duesPaid }), at },
    });
    given(admitted, ...payments)
      .when(transfer('a', 'b', '2023-06-30'))
      .then(move('2023-06-30', '2023-H1', '2023-H2'));
    given(admitted, ...payments)
      .when(transfer('a', 'b', '2023-07-01'))
      .then(move('2023-07-01', '2023-H2'));
    given(admitted, ...payments, ended())
      .when(reinstate(b))
      .then({
        type: 'MemberReinstated',
        data: { memberId, ...b, kind: 'ordinary', duesPaid: ['2023-H2'], at: '2023-07-01' },
      });
  });

  it('must come from the chapter the member is in', () => {
    given(admitted).when(transfer('c', 'b')).thenRejected({ code: 'NotInChapter', memberChapter: 'a' });
  });

  it('to the chapter the member is in already is nothing', () => {
    given(admitted).when(transfer('a', 'a')).then();
    given(admitted, transferred()).when(transfer('a', 'b')).then();
  });

  it('cannot leave a chapter before having entered it', () => {
    given(admitted, transferred())
      .when(transfer('b', 'a', '2023-03-31'))
      .thenRejected({ code: 'BeforeEntry', since: '2023-04-01' });
    given(admitted)
      .when(transfer('a', 'b', '2023-03-07'))
      .thenRejected({ code: 'BeforeAdmission', admittedAt: '2023-03-08' });
  });

  it('takes along only what was hers by then', () => {
    const regular = {
      type: 'RegularParticipationRecorded',
      data: { memberId, ...a, regular: true, at: '2023-05-01' },
    } as const;
    given(admitted, regular)
      .when(transfer('a', 'b', '2023-04-30'))
      .thenRejected({ code: 'BeforeLastChange', changedAt: '2023-05-01' });
    given(admitted, regular).when(end('left', '2023-04-30')).thenRejected({ code: 'BeforeLastChange' });
  });

  it('changes what she is forward in time only', () => {
    const regular = {
      type: 'RegularParticipationRecorded',
      data: { memberId, ...a, regular: true, at: '2023-05-01' },
    } as const;
    const stop = (at: string): MemberCommand => ({
      type: 'RecordRegularParticipation',
      data: { memberId, regular: false, at },
    });
    given(admitted, regular)
      .when(stop('2023-04-30'))
      .thenRejected({ code: 'BeforeLastChange', changedAt: '2023-05-01' });
    given(admitted, regular)
      .when(stop('2023-05-01'))
      .then({ type: 'RegularParticipationRecorded', data: { ...regular.data, regular: false } });
    const added = { type: 'CategoryAdded', data: { memberId, ...a, category: 'elderly', at: '2023-05-01' } } as const;
    given(admitted, added)
      .when({ type: 'RemoveCategory', data: { memberId, category: 'elderly', at: '2023-04-30' } })
      .thenRejected({ code: 'BeforeLastChange' });
  });

  it('leaves to the former chapter what was true before it', () => {
    const early = { memberId, at: '2023-03-31' };
    const of = given(admitted, transferred());
    of.when({ type: 'AddCategory', data: { ...early, category: 'elderly' } }).thenRejected({
      code: 'BeforeEntry',
      since: '2023-04-01',
    });
    of.when({ type: 'RecordRegularParticipation', data: { ...early, regular: true } }).thenRejected({
      code: 'BeforeEntry',
    });
    of.when({ type: 'IntroduceToParty', data: { ...early, asChapterHead: true } }).thenRejected({
      code: 'BeforeEntry',
    });
    const paid = { memberId, halfYear: '2023-H1', amount: 12000, at: early.at };
    of.when({ type: 'RecordDues', data: paid }).then({ type: 'DuesRecorded', data: { ...paid, ...b } });
  });

  it('needs a member', () => {
    given().when(transfer('a', 'b')).thenRejected({ code: 'MemberNotAdmitted' });
    given(admitted, ended()).when(transfer('a', 'b')).thenRejected({ code: 'MembershipHasEnded', reason: 'left' });
  });
});

describe('the day itself', () => {
  const day = '2023-03-08';

  it('is not too early for a transfer or an end on the day of entry', () => {
    given(admitted)
      .when(transfer('a', 'b', day))
      .then({ type: 'MemberTransferred', data: { memberId, from: a, to: b, standing: standing(), at: day } });
    given(admitted)
      .when(end('left', day))
      .then({ type: 'MembershipEnded', data: { memberId, ...a, standing: standing(), reason: 'left', at: day } });
  });

  it('is not too early for a reinstatement on the day of the end, nor for joining on the day of the introduction', () => {
    given(admitted, ended())
      .when(reinstate(a, '2023-06-01'))
      .then({ type: 'MemberReinstated', data: { memberId, ...a, kind: 'ordinary', duesPaid: [], at: '2023-06-01' } });
    given(admitted, introduced)
      .when(joinParty('2023-05-19'))
      .then({ type: 'JoinedParty', data: { memberId, ...a, at: '2023-05-19' } });
  });

  it('lets a half-year be paid that ends on the day of admission', () => {
    const person = woman;
    const lastDay: MemberEvent = { type: 'MemberAdmitted', data: { memberId, ...a, person, at: '2022-12-31' } };
    given(lastDay)
      .when(dues('2022-H2'))
      .then({ type: 'DuesRecorded', data: { ...dues('2022-H2').data, ...a } });
  });
});

describe('a closed chapter', () => {
  it('takes no members, but keeps who was there', () => {
    const closed = { code: 'ChapterIsClosed' } as const;
    given()
      .when(admit({ chapterClosed: true }))
      .thenRejected({ ...closed, chapter: 'a' });
    given(admitted)
      .when(admit({ chapterClosed: true }))
      .then();
    const { type, data } = transfer('a', 'b');
    given(admitted)
      .when({ type, data: { ...data, chapterClosed: true } })
      .thenRejected({ ...closed, chapter: 'b' });
    given(admitted, ended())
      .when({ type: 'ReinstateMember', data: { ...reinstate(b).data, chapterClosed: true } })
      .thenRejected({ ...closed, chapter: 'b' });
  });
});

describe('categories and participation', () => {
  it('are recorded when they change and only then', () => {
    given(admitted).when(addCategory('religion')).then(categoryAdded('religion'));
    given(admitted, categoryAdded('religion')).when(addCategory('religion')).then();
    given(admitted, categoryAdded('core-member')).when(addCategory('core-member')).then();
    given(admitted)
      .when({ type: 'RecordRegularParticipation', data: { memberId, regular: true, at: '2023-04-01' } })
      .then(regular);
    given(admitted)
      .when({ type: 'RecordRegularParticipation', data: { memberId, regular: false, at: '2023-04-01' } })
      .then();
  });

  it('can be taken back', () => {
    const remove = (category: string): MemberCommandOf<'RemoveCategory'> => ({
      type: 'RemoveCategory',
      data: { memberId, category, at: '2023-05-01' },
    });
    const removed: MemberEvent = { type: 'CategoryRemoved', data: { ...remove('religion').data, ...a } };
    given(admitted, categoryAdded('religion')).when(remove('religion')).then(removed);
    given(admitted, categoryAdded('religion'), removed).when(remove('religion')).then();
    given(admitted, categoryAdded('religion')).when(remove('core-member')).then();
  });

  it('are at most fifty apart from the core category', () => {
    const fifty = Array.from({ length: 50 }, (_, n) => categoryAdded(`group-${n}`));
    given(admitted, ...fifty)
      .when(addCategory('one-more'))
      .thenRejected({ code: 'TooManyCategories', limit: 50 });
    given(admitted, ...fifty)
      .when(addCategory('core-member'))
      .then(categoryAdded('core-member'));
  });
});

describe('dues', () => {
  const paid: MemberEvent = { type: 'DuesRecorded', data: { ...dues('2023-H1').data, ...a } };

  it('are paid once for each half-year', () => {
    given(admitted).when(dues('2023-H1')).then(paid);
    given(admitted, paid).when(dues('2023-H1')).then();
    given(admitted, paid).when(dues('2023-H1', 6000)).thenRejected({ code: 'DuesAlreadyRecorded', amount: 12000 });
    given(admitted, paid)
      .when(dues('2023-H2'))
      .then({ type: 'DuesRecorded', data: { ...dues('2023-H2').data, ...a } });
  });

  it('are not paid for a half-year that ended before the admission', () => {
    given(admitted).when(dues('2022-H2')).thenRejected({ code: 'HalfYearBeforeAdmission', admittedAt: '2023-03-08' });
  });
});

describe('the way into the Party', () => {
  it('starts with an introduction', () => {
    given(admitted).when(joinParty()).thenRejected({ code: 'NotIntroducedToParty' });
    given(admitted).when(introduce()).then(introduced);
    given(admitted, introduced).when(introduce()).then();
    given(admitted, introduced).when(introduce(true)).thenRejected({ code: 'AlreadyIntroducedToParty' });
  });

  it('ends with joining, not earlier than the introduction', () => {
    given(admitted, introduced).when(joinParty('2023-05-18')).thenRejected({ code: 'BeforeIntroduction' });
    given(admitted, introduced).when(joinParty()).then(joined);
    given(admitted, introduced, joined).when(joinParty()).then();
    given(admitted, introduced, joined).when(introduce()).thenRejected({ code: 'AlreadyPartyMember' });
  });
});

describe('the end of a membership', () => {
  it('says what the chapter loses', () => {
    given(admitted, regular, categoryAdded('elderly'))
      .when(end('left'))
      .then({
        type: 'MembershipEnded',
        data: {
          memberId,
          ...a,
          standing: standing({ regular: true, categories: ['elderly'] }),
          reason: 'left',
          at: '2023-06-01',
        },
      });
  });

  it('comes once, and not before its start', () => {
    given(admitted, ended()).when(end('left')).then();
    given(admitted, ended()).when(end('removed')).thenRejected({ code: 'MembershipHasEnded', endedAt: '2023-06-01' });
    given(admitted, transferred()).when(end('left', '2023-03-20')).thenRejected({ code: 'BeforeEntry' });
  });

  it('can be followed by a reinstatement, perhaps in another chapter, that starts afresh', () => {
    const again: MemberEvent = {
      type: 'MemberReinstated',
      data: { memberId, ...b, kind: 'ordinary', duesPaid: [], at: '2023-07-01' },
    };
    given(admitted, regular, categoryAdded('elderly'), ended()).when(reinstate(b)).then(again);
    given(admitted, regular, categoryAdded('elderly'), ended(), again)
      .when(transfer('b', 'a', '2023-08-01'))
      .then({
        type: 'MemberTransferred',
        data: { memberId, from: b, to: a, standing: standing(), at: '2023-08-01' },
      });
    given(admitted, ended(), again).when(reinstate(b)).then();
    given(admitted, ended(), again).when(reinstate(a)).thenRejected({ code: 'MembershipActive', memberChapter: 'b' });
  });

  it('is final after death, and no reinstatement precedes it', () => {
    given(admitted, ended('deceased')).when(reinstate()).thenRejected({ code: 'MemberDeceased' });
    given(admitted, ended())
      .when(reinstate(a, '2023-05-31'))
      .thenRejected({ code: 'BeforeEnd', endedAt: '2023-06-01' });
  });
});

describe('what is recorded of the person', () => {
  const correct = (
    person: MemberCommandOf<'CorrectPerson'>['data']['person'],
    at = '2023-06-20',
  ): MemberCommandOf<'CorrectPerson'> => ({
    type: 'CorrectPerson',
    data: { memberId, person, reason: 'Ghi nhầm', at },
  });
  const corrected = (person: MemberCommandOf<'CorrectPerson'>['data']['person']): MemberEvent => ({
    type: 'PersonCorrected',
    data: { memberId, ...a, person, reason: 'Ghi nhầm', at: '2023-06-20' },
  });

  it('is corrected, once, field by field', () => {
    given(admitted)
      .when(correct({ birthYear: 1991 }))
      .then(corrected({ birthYear: 1991 }));
    given(admitted, corrected({ birthYear: 1991 }))
      .when(correct({ birthYear: 1991 }))
      .then();
    given(admitted, corrected({ religion: 'none' }))
      .when(correct({ religion: null }))
      .then(corrected({ religion: null }));
    given(admitted, corrected({ religion: null }))
      .when(correct({ religion: null }))
      .then();
  });

  it('is corrected after the end and after an annulment too', () => {
    given(admitted, ended())
      .when(correct({ fullName: 'Nguyễn Thị Ví Dụ Hai' }))
      .then(corrected({ fullName: 'Nguyễn Thị Ví Dụ Hai' }));
    given(recognised, annulled)
      .when(correct({ gender: 'female' }))
      .then(corrected({ gender: 'female' }));
  });

  it('is not corrected to somebody who could not have become a member', () => {
    given(admitted)
      .when(correct({ birthYear: 2006 }))
      .thenRejected({ code: 'TooYoung', age: 17 });
    given(admitted)
      .when(correct({ gender: 'male' }))
      .thenRejected({ code: 'OrdinaryMemberNotFemale' });
    given(admitted)
      .when(correct({ birthYear: 1991 }, '2023-03-07'))
      .thenRejected({ code: 'BeforeAdmission', admittedAt: '2023-03-08' });
    given()
      .when(correct({ birthYear: 1991 }))
      .thenRejected({ code: 'MemberNotAdmitted' });
  });

  it('is nobody’s any more once the key is destroyed: the same admission again is another one', () => {
    const gone = { fullName: { sealed: 's1.x' }, birthYear: { sealed: 's1.y' }, gender: { sealed: 's1.z' } };
    const forgotten: MemberEvent = {
      type: 'MemberAdmitted',
      data: { memberId, ...a, person: gone, at: '2023-03-08' },
    };
    given(forgotten).when(admit()).thenRejected({ code: 'MemberAlreadyAdmitted' });
    given(forgotten).when(transfer('a', 'b')).then(transferred());
  });
});
