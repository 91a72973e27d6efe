import { describe, expect, it } from '@jest/globals';
import { rowSpecOf } from '@sohoi/decider/testing';
import type { ChapterEvent } from './chapter.events.js';
import { evolvePostHolderRow, postHolderKeyOf } from './post-holders.projection.js';
import type { PostHolderRow } from './post-holders.projection.js';
import type { PostEvent } from './post.events.js';
import type { UnitEvent } from './unit.events.js';
import { evolveUnitRow, unitKeyOf } from './units.projection.js';
import type { UnitRow } from './units.projection.js';

const unitId = 'xa-1';
const chapterId = 'chi-hoi-1';
const at = '2023-04-01';
const holding = {
  holdingId: 'h1',
  body: { kind: 'chapter', id: chapterId },
  unitId,
  personId: 'p1',
  post: 'chapterHead',
} as const;
const elected: PostEvent = {
  type: 'PostHolderElected',
  data: { ...holding, fullName: 'Phạm Thị Ví Dụ', gender: 'female', partyMember: false, at: '2023-02-15' },
};

describe('the row of a unit or chapter', () => {
  const { givenRow } = rowSpecOf(evolveUnitRow);
  const second = (event: UnitEvent | ChapterEvent) => ({ ...event, streamVersion: 2 });
  const row: UnitRow = {
    id: unitId,
    kind: 'unit',
    level: 'commune',
    name: 'Hội LHPN xã Ví Dụ',
    officialKind: 'Xã',
    code: '00000',
    basis: null,
    parentId: 'tinh',
    status: 'active',
    from: '2023-01-10',
    to: null,
    women: null,
    womenAt: null,
    streamVersion: 1,
  };
  const chapterRow: UnitRow = {
    ...row,
    id: chapterId,
    kind: 'chapter',
    level: 'chapter',
    name: 'Chi hội Ví Dụ 1',
    officialKind: null,
    code: null,
    basis: 'theme',
    parentId: unitId,
  };

  it('appears with the establishment', () => {
    const data = { unitId, parentId: 'tinh', level: 'commune', kind: 'Xã', name: row.name, code: '00000' } as const;
    givenRow(undefined)
      .when({ type: 'UnitEstablished', data: { ...data, at: '2023-01-10' }, streamVersion: 1 })
      .thenRow(row);
    const chapter = { chapterId, unitId, name: 'Chi hội Ví Dụ 1', basis: 'theme', at: '2023-01-10' } as const;
    givenRow(undefined).when({ type: 'ChapterEstablished', data: chapter, streamVersion: 1 }).thenRow(chapterRow);
  });

  it('does not appear without one', () => {
    givenRow(undefined)
      .when(second({ type: 'UnitRenamed', data: { unitId, name: 'Khác', at } }))
      .thenRow(undefined);
  });

  it.each<[UnitEvent, Partial<UnitRow>]>([
    [{ type: 'UnitRenamed', data: { unitId, name: 'Khác', at } }, { name: 'Khác' }],
    [{ type: 'UnitMoved', data: { unitId, from: 'tinh', to: 'huyen', at } }, { parentId: 'huyen' }],
    [
      { type: 'UnitDissolved', data: { unitId, parentId: 'tinh', reason: 'x', at } },
      { status: 'closed', to: at },
    ],
    [
      { type: 'WomenCounted', data: { unitId, count: 4210, at } },
      { women: 4210, womenAt: at },
    ],
    [{ ...elected, data: { ...elected.data, body: { kind: 'unit', id: unitId } } }, {}],
  ])('reflects %j', (event, change) => {
    givenRow(row)
      .when(second(event))
      .thenRow({ ...row, ...change, streamVersion: 2 });
  });

  it('of a chapter closes and counts likewise', () => {
    givenRow(chapterRow)
      .when(second({ type: 'ChapterClosed', data: { chapterId, unitId, reason: 'x', at } }))
      .thenRow({ ...chapterRow, status: 'closed', to: at, streamVersion: 2 });
    givenRow(chapterRow)
      .when(second({ type: 'ChapterWomenCounted', data: { chapterId, unitId, count: 310, at } }))
      .thenRow({ ...chapterRow, women: 310, womenAt: at, streamVersion: 2 });
  });

  it('keeps the count of the latest day, though an earlier day be reported later', () => {
    const counted = { ...row, women: 4210, womenAt: '2023-03-31' };
    const report = (count: number, day: string) => second({ type: 'WomenCounted', data: { unitId, count, at: day } });
    givenRow(counted)
      .when(report(4000, '2022-12-31'))
      .thenRow({ ...counted, streamVersion: 2 });
    givenRow(counted)
      .when(report(4190, '2023-03-31'))
      .thenRow({ ...counted, women: 4190, streamVersion: 2 });
  });

  it('does not change when an event is delivered again', () => {
    const third = { ...row, streamVersion: 3 };
    givenRow(third)
      .when(second({ type: 'UnitRenamed', data: { unitId, name: 'Khác', at } }))
      .thenRow(third);
  });

  it('is found by the id of the unit or chapter, whatever the event', () => {
    expect(unitKeyOf({ type: 'UnitRenamed', data: { unitId, name: 'Khác', at } })).toBe(unitId);
    expect(unitKeyOf({ type: 'ChapterClosed', data: { chapterId, unitId, reason: 'x', at } })).toBe(chapterId);
    expect(unitKeyOf(elected)).toBe(chapterId);
  });
});

describe('the row of a post holder', () => {
  const { givenRow } = rowSpecOf(evolvePostHolderRow);
  const heard = (event: PostEvent, eventId = 'e2') => ({ ...event, eventId });
  const row: PostHolderRow = {
    holdingId: 'h1',
    bodyId: chapterId,
    bodyKind: 'chapter',
    post: 'chapterHead',
    personId: 'p1',
    fullName: { eventId: 'e1', value: 'Phạm Thị Ví Dụ' },
    from: '2023-02-15',
    to: null,
    allowance: null,
  };
  const allowance = { amount: 540000, source: 'localBudget' } as const;
  const paid = { ...row, allowance };

  it('appears with the election or appointment, and only so', () => {
    givenRow(undefined).when(heard(elected, 'e1')).thenRow(row);
    givenRow(undefined)
      .when(heard({ ...elected, type: 'PostHolderAppointed' }, 'e1'))
      .thenRow(row);
    givenRow(undefined)
      .when(heard({ type: 'PostHolderJoinedParty', data: { ...holding, at } }))
      .thenRow(undefined);
    expect(postHolderKeyOf(elected)).toBe('h1');
  });

  it('shows the allowance and the end, and nothing of the Party', () => {
    givenRow(row)
      .when(heard({ type: 'AllowanceGranted', data: { ...holding, ...allowance, at } }))
      .thenRow(paid);
    givenRow(paid)
      .when(heard({ type: 'AllowanceStopped', data: { ...holding, reason: 'x', at } }))
      .thenRow(row);
    givenRow(row)
      .when(heard({ type: 'PostHolderJoinedParty', data: { ...holding, at } }))
      .thenRow(row);
    givenRow(paid)
      .when(
        heard({
          type: 'PostHolderRelieved',
          data: { ...holding, partyMember: false, hadAllowance: true, reason: 'x', at },
        }),
      )
      .thenRow({ ...row, to: at });
  });

  it('has the corrected name from the event that corrected it, and none once the person is erased', () => {
    const corrected: PostEvent = {
      type: 'PostHolderNameCorrected',
      data: { ...holding, fullName: { sealed: '1.b' }, reason: { sealed: '1.c' }, at },
    };
    givenRow(row)
      .when(heard(corrected))
      .thenRow({ ...row, fullName: { eventId: 'e2', value: { sealed: '1.b' } } });
    givenRow({ ...row, fullName: null })
      .when(heard(corrected))
      .thenRow({ ...row, fullName: null });
  });
});
