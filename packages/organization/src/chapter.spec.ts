import { describe, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { UnitLevel } from './body.js';
import type { ChapterCommand } from './chapter.commands.js';
import { chapter } from './chapter.decider.js';
import type { ChapterEvent } from './chapter.events.js';
import { group } from './group.decider.js';
import type { GroupEvent } from './group.events.js';

const ids = { chapterId: 'chi-hoi-1', unitId: 'xa-1' };
const first = { ...ids, name: 'Chi hội Ví Dụ 1', basis: 'residence' as const, at: '2023-01-15' };

describe('a chapter', () => {
  const { given } = specOf(chapter);
  const { chapterId } = ids;
  const establish = (unitLevel: UnitLevel, over: object = {}): ChapterCommand => ({
    type: 'EstablishChapter',
    data: { ...first, unitLevel, ...over },
  });
  const established: ChapterEvent = { type: 'ChapterEstablished', data: first };
  const close = (at = '2023-06-30'): ChapterCommand => ({
    type: 'CloseChapter',
    data: { chapterId, reason: 'Ghép', at },
  });
  const closed: ChapterEvent = { type: 'ChapterClosed', data: { ...ids, reason: 'Ghép', at: '2023-06-30' } };
  const countWomen = (count: number): ChapterCommand => ({
    type: 'CountWomen',
    data: { chapterId, count, at: '2023-01-31' },
  });
  const counted: ChapterEvent = { type: 'ChapterWomenCounted', data: { ...ids, count: 310, at: '2023-01-31' } };

  it('belongs to a commune', () => {
    given().when(establish('commune')).then(established);
    given().when(establish('province')).thenRejected({ code: 'ChapterOutsideCommune', unitLevel: 'province' });
  });

  it('is not established from the day on which its commune was dissolved', () => {
    given()
      .when(establish('commune', { unitDissolvedAt: '2023-01-15' }))
      .thenRejected({ code: 'ParentIsDissolved', dissolvedAt: '2023-01-15' });
    given()
      .when(establish('commune', { unitDissolvedAt: '2023-01-16' }))
      .then(established);
  });

  it('is established once', () => {
    given(established).when(establish('commune')).then();
    given(established)
      .when(establish('commune', { name: 'Chi hội Khác' }))
      .thenRejected({ code: 'ChapterAlreadyEstablished' });
  });

  it('counts the women whom it could gather, naming its commune', () => {
    given(established).when(countWomen(310)).then(counted);
    given(established, counted).when(countWomen(310)).then();
  });

  it('is closed once, after its establishment, and then says no to everything', () => {
    given(established).when(close()).then(closed);
    given(established, closed).when(close()).then();
    given(established, closed).when(countWomen(1)).thenRejected({ code: 'ChapterIsClosed', closedAt: '2023-06-30' });
    given(established)
      .when(close('2023-01-15'))
      .then({ type: 'ChapterClosed', data: { ...ids, reason: 'Ghép', at: '2023-01-15' } });
    given(established).when(close('2023-01-14')).thenRejected({ code: 'BeforeEstablishment' });
    given().when(close()).thenRejected({ code: 'ChapterNotEstablished' });
  });

  it('relieves its head when it closes, who loses the allowance', () => {
    const holding = {
      holdingId: 'h1',
      body: { kind: 'chapter' as const, id: chapterId },
      unitId: ids.unitId,
      personId: 'p1',
      post: 'chapterHead' as const,
    };
    const head: ChapterEvent = {
      type: 'PostHolderElected',
      data: { ...holding, fullName: 'Phạm Văn Ví Dụ', gender: 'male', partyMember: false, at: '2023-02-15' },
    };
    const granted: ChapterEvent = {
      type: 'AllowanceGranted',
      data: { ...holding, amount: 540000, source: 'localBudget', at: '2023-03-01' },
    };
    given(established, head, granted)
      .when(close())
      .then(
        {
          type: 'PostHolderRelieved',
          data: { ...holding, partyMember: false, hadAllowance: true, reason: 'Ghép', at: '2023-06-30' },
        },
        closed,
      );
    given(established, head).when(close('2023-02-01')).thenRejected({ code: 'BeforeTakingOffice' });
  });
});

describe('a group', () => {
  const { given } = specOf(group);
  const data = { groupId: 'to-1', ...ids, name: 'Tổ phụ nữ Ví Dụ 1', at: '2023-01-20' };
  const established: GroupEvent = { type: 'GroupEstablished', data };
  const close = (at = '2023-06-30') => ({ type: 'CloseGroup' as const, data: { groupId: 'to-1', reason: 'Ghép', at } });
  const closed: GroupEvent = { type: 'GroupClosed', data: { ...close().data, ...ids } };

  it('is established once', () => {
    given().when({ type: 'EstablishGroup', data }).then(established);
    given(established).when({ type: 'EstablishGroup', data }).then();
    given(established, closed).when({ type: 'EstablishGroup', data }).then();
    given(established)
      .when({ type: 'EstablishGroup', data: { ...data, chapterId: 'chi-hoi-2' } })
      .thenRejected({ code: 'GroupAlreadyEstablished' });
  });

  it('is not established from the day on which its chapter was closed', () => {
    given()
      .when({ type: 'EstablishGroup', data: { ...data, chapterClosedAt: '2023-01-20' } })
      .thenRejected({ code: 'ChapterIsClosed', closedAt: '2023-01-20' });
    given()
      .when({ type: 'EstablishGroup', data: { ...data, chapterClosedAt: '2023-01-21' } })
      .then(established);
  });

  it('is closed once, after its establishment', () => {
    given(established).when(close()).then(closed);
    given(established, closed).when(close()).then();
    given(established)
      .when(close('2023-01-20'))
      .then({ type: 'GroupClosed', data: { ...closed.data, at: '2023-01-20' } } as GroupEvent);
    given(established)
      .when(close('2023-01-19'))
      .thenRejected({ code: 'BeforeEstablishment', establishedAt: '2023-01-20' });
    given().when(close()).thenRejected({ code: 'GroupNotEstablished' });
  });
});
