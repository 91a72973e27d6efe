import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { Post } from './body.js';
import { chapter } from './chapter.decider.js';
import type { ChapterEvent } from './chapter.events.js';
import type { PostCommand, PostCommandOf } from './post.commands.js';
import type { PostEvent } from './post.events.js';
import { unit } from './unit.decider.js';

const ids = { chapterId: 'chi-hoi-1', unitId: 'xa-1' };
const established: ChapterEvent = {
  type: 'ChapterEstablished',
  data: { ...ids, name: 'Chi hội Ví Dụ 1', basis: 'residence', at: '2023-01-15' },
};
const { given: givenAny } = specOf(chapter);
const given = (...history: readonly PostEvent[]) => givenAny(established, ...history);

const person = (n: number) => ({
  personId: `p${n}`,
  fullName: `Phạm Thị Ví Dụ ${n}`,
  gender: 'female' as const,
  partyMember: false,
});
const elect = (n: number, post: Post = 'chapterHead', at = '2023-02-15'): PostCommandOf<'ElectPostHolder'> => ({
  type: 'ElectPostHolder',
  data: { holdingId: `h${n}`, ...person(n), post, at },
});
const keys = (n: number, post: Post = 'chapterHead') => ({
  holdingId: `h${n}`,
  body: { kind: 'chapter' as const, id: ids.chapterId },
  unitId: ids.unitId,
  personId: `p${n}`,
  post,
});
const elected = (n: number, post: Post = 'chapterHead', at = '2023-02-15'): PostEvent => ({
  type: 'PostHolderElected',
  data: { ...keys(n, post), ...person(n), at },
});
const relieve = (n: number, at = '2023-06-01'): PostCommand => ({
  type: 'RelievePostHolder',
  data: { holdingId: `h${n}`, reason: 'Chuyển công tác', at },
});
const relieved = (n: number, over: { partyMember?: boolean; hadAllowance?: boolean } = {}): PostEvent => ({
  type: 'PostHolderRelieved',
  data: { ...keys(n), partyMember: false, hadAllowance: false, reason: 'Chuyển công tác', at: '2023-06-01', ...over },
});
const grant = (amount: number, at = '2023-03-01'): PostCommand => ({
  type: 'GrantAllowance',
  data: { holdingId: 'h1', amount, source: 'localBudget', at },
});
/** As it is recorded of who is erased. */
const withoutReason = (event: PostEvent): PostEvent => {
  const { reason: _reason, ...data } = event.data as Extract<PostEvent, { type: 'AllowanceStopped' }>['data'];
  return { ...event, data } as PostEvent;
};
const granted = (amount: number, at = '2023-03-01'): PostEvent => ({
  type: 'AllowanceGranted',
  data: { ...keys(1), amount, source: 'localBudget', at },
});
const stop = (at = '2023-05-01'): PostCommand => ({
  type: 'StopAllowance',
  data: { holdingId: 'h1', reason: 'Hết kinh phí', at },
});
const stopped: PostEvent = { type: 'AllowanceStopped', data: { ...keys(1), reason: 'Hết kinh phí', at: '2023-05-01' } };

describe('taking a post', () => {
  it('is by election or appointment, once', () => {
    given().when(elect(1)).then(elected(1));
    given(elected(1)).when(elect(1)).then();
    given(elected(1), relieved(1)).when(elect(1)).then();
    given()
      .when({ type: 'AppointPostHolder', data: elect(1).data })
      .then({ type: 'PostHolderAppointed', data: { ...keys(1), ...person(1), at: '2023-02-15' } });
    given(elected(1))
      .when({ type: 'AppointPostHolder', data: elect(1).data })
      .thenRejected({ code: 'HoldingIdTaken' });
  });

  it('leaves one head at a time', () => {
    given(elected(1)).when(elect(2)).thenRejected({ code: 'PostTaken', holdingId: 'h1', since: '2023-02-15' });
    given(elected(1), relieved(1))
      .when(elect(2, 'chapterHead', '2023-06-01'))
      .then(elected(2, 'chapterHead', '2023-06-01'));
    given(elected(1), relieved(1))
      .when(elect(2, 'chapterHead', '2023-05-31'))
      .thenRejected({ code: 'BeforeVacancy', vacantSince: '2023-06-01' });
  });

  it('lets several be deputies, but nobody twice', () => {
    given(elected(1, 'chapterDeputy')).when(elect(2, 'chapterDeputy')).then(elected(2, 'chapterDeputy'));
    given(elected(1, 'chapterDeputy'))
      .when({ type: 'ElectPostHolder', data: { ...elect(1, 'chapterDeputy').data, holdingId: 'h9' } })
      .thenRejected({ code: 'AlreadyInPost', holdingId: 'h1' });
  });

  it('is refused for a post that the body does not have', () => {
    given().when(elect(1, 'chair')).thenRejected({ code: 'PostNotInBody', bodyKind: 'chapter' });
    const commune = {
      unitId: 'xa-1',
      parentId: 'tinh',
      level: 'commune',
      kind: 'Xã',
      name: 'Ví Dụ',
      code: null,
    } as const;
    const { given: givenUnit } = specOf(unit);
    givenUnit({ type: 'UnitEstablished', data: { ...commune, at: '2023-01-01' } })
      .when(elect(1, 'chapterHead'))
      .thenRejected({ code: 'PostNotInBody', post: 'chapterHead', bodyKind: 'unit' });
  });

  it('is refused beyond five hundred holders, so that all can be relieved at once', () => {
    const deputies = Array.from({ length: 500 }, (_, n) => elected(n, 'chapterDeputy'));
    given(...deputies)
      .when(elect(500, 'chapterDeputy'))
      .thenRejected({ code: 'TooManyPostHolders', limit: 500 });
    given(...deputies.slice(1))
      .when(elect(500, 'chapterDeputy'))
      .then(elected(500, 'chapterDeputy'));
  });
});

describe('leaving a post', () => {
  it('is once, after taking it, and ends the allowance', () => {
    given(elected(1)).when(relieve(1)).then(relieved(1));
    given(elected(1), granted(540000))
      .when(relieve(1))
      .then(relieved(1, { hadAllowance: true }));
    given(elected(1), granted(540000), stopped).when(relieve(1)).then(relieved(1));
    given(elected(1), relieved(1)).when(relieve(1)).then();
    given(elected(1)).when(relieve(1, '2023-02-14')).thenRejected({ code: 'BeforeTakingOffice', since: '2023-02-15' });
    given().when(relieve(1)).thenRejected({ code: 'PostHolderNotFound', holdingId: 'h1' });
  });

  it('may be on the day of taking it, and an allowance may stop or change on its first day', () => {
    const day = '2023-02-15';
    given(elected(1))
      .when(relieve(1, day))
      .then({ type: 'PostHolderRelieved', data: { ...relieved(1).data, at: day } } as PostEvent);
    const first = '2023-03-01';
    given(elected(1), granted(540000)).when(grant(600000, first)).then(granted(600000, first));
    given(elected(1), granted(540000))
      .when(stop(first))
      .then({ type: 'AllowanceStopped', data: { ...keys(1), reason: 'Hết kinh phí', at: first } });
  });

  it('makes every other command about the holding too late', () => {
    given(elected(1), relieved(1))
      .when(grant(540000))
      .thenRejected({ code: 'PostHolderIsRelieved', relievedAt: '2023-06-01' });
    given(elected(1), relieved(1)).when(stop()).thenRejected({ code: 'PostHolderIsRelieved' });
  });
});

describe('an allowance', () => {
  it('is granted, changed and stopped', () => {
    given(elected(1)).when(grant(540000)).then(granted(540000));
    given(elected(1), granted(540000)).when(grant(540000)).then();
    given(elected(1), granted(540000)).when(grant(600000, '2023-04-01')).then(granted(600000, '2023-04-01'));
    given(elected(1), granted(540000)).when(stop()).then(stopped);
    given(elected(1), granted(540000), stopped).when(stop()).then();
    given(elected(1), granted(540000), stopped).when(grant(540000, '2023-05-01')).then(granted(540000, '2023-05-01'));
  });

  it('does not change before it started', () => {
    given(elected(1)).when(stop()).thenRejected({ code: 'NoAllowance' });
    given(elected(1), granted(540000))
      .when(stop('2023-02-28'))
      .thenRejected({ code: 'BeforeAllowance', grantedAt: '2023-03-01' });
    given(elected(1), granted(540000)).when(grant(600000, '2023-02-28')).thenRejected({ code: 'BeforeAllowance' });
    given(elected(1), granted(540000), stopped)
      .when(grant(540000, '2023-04-30'))
      .thenRejected({ code: 'BeforeAllowanceStop', stoppedAt: '2023-05-01' });
  });

  it('does not outlive the holding: nobody is relieved before it started', () => {
    given(elected(1), granted(540000, '2023-07-01'))
      .when(relieve(1))
      .thenRejected({ code: 'BeforeAllowance', grantedAt: '2023-07-01' });
    given(elected(1), granted(540000, '2023-06-01'))
      .when(relieve(1))
      .then(relieved(1, { hadAllowance: true }));
  });
});

describe('a post holder who joins the Party', () => {
  const joining: PostCommand = { type: 'RecordPartyAdmission', data: { holdingId: 'h1', at: '2023-05-19' } };
  const joined: PostEvent = { type: 'PostHolderJoinedParty', data: { ...keys(1), at: '2023-05-19' } };

  it('is a party member from then on', () => {
    given(elected(1)).when(joining).then(joined);
    given(elected(1), joined).when(joining).then();
    given(elected(1), joined)
      .when(relieve(1))
      .then(relieved(1, { partyMember: true }));
  });
});

describe('the name of a post holder', () => {
  const correct = (fullName: string, at = '2023-06-20'): PostCommand => ({
    type: 'CorrectPostHolderName',
    data: { holdingId: 'h1', fullName, reason: 'Ghi sai tên', at },
  });
  const corrected: PostEvent = {
    type: 'PostHolderNameCorrected',
    data: { ...keys(1), fullName: 'Phạm Thị Ví Dụ Hai', reason: 'Ghi sai tên', at: '2023-06-20' },
  };

  it('is corrected once, after the holding too, and never before it', () => {
    given(elected(1)).when(correct('Phạm Thị Ví Dụ Hai')).then(corrected);
    given(elected(1), relieved(1)).when(correct('Phạm Thị Ví Dụ Hai')).then(corrected);
    given(elected(1), corrected).when(correct('Phạm Thị Ví Dụ Hai')).then();
    given(elected(1)).when(correct('Phạm Thị Ví Dụ 1')).then();
    given(elected(1))
      .when(correct('Phạm Thị Ví Dụ Hai', '2023-02-14'))
      .thenRejected({ code: 'BeforeTakingOffice', since: '2023-02-15' });
    given().when(correct('Phạm Thị Ví Dụ Hai')).thenRejected({ code: 'PostHolderNotFound', holdingId: 'h1' });
  });

  it('is corrected after the end of the chapter too', () => {
    const closed: ChapterEvent = {
      type: 'ChapterClosed',
      data: { ...ids, reason: 'Hợp nhất', at: '2023-06-10' },
    };
    givenAny(established, elected(1), relieved(1), closed).when(correct('Phạm Thị Ví Dụ Hai')).then(corrected);
  });
});

describe('a holder who is erased', () => {
  const erased = ['p1', 'p9'];

  it('is relieved and loses the allowance without a word about her', () => {
    given(elected(1), granted(540_000))
      .when({ type: 'StopAllowance', data: { holdingId: 'h1', reason: 'Hết kinh phí', at: '2023-05-01', erased } })
      .then(withoutReason(stopped));
    given(elected(1))
      .when({ type: 'RelievePostHolder', data: { holdingId: 'h1', reason: 'Nghỉ', at: '2023-06-01', erased } })
      .then(withoutReason(relieved(1)));
  });

  it('leaves with the chapter, and of the others the reason is recorded', () => {
    const end = { chapterId: ids.chapterId, reason: 'Chuyển công tác', at: '2023-06-01', erased };
    given(elected(1), elected(2, 'chapterDeputy'))
      .when({ type: 'CloseChapter', data: end })
      .then(
        withoutReason(relieved(1)),
        { type: 'PostHolderRelieved', data: { ...relieved(2).data, ...keys(2, 'chapterDeputy') } } as PostEvent,
        { type: 'ChapterClosed', data: { ...ids, reason: 'Chuyển công tác', at: '2023-06-01' } },
      );
  });
});
