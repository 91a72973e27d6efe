import { describe, expect, it } from '@jest/globals';
import { rowSpecOf } from '@sohoi/decider/testing';
import type { MemberEvent } from './member.events.js';
import { evolveMemberRow, forgetPersonOf, memberKeyOf } from './members.projection.js';
import type { MemberRow } from './members.projection.js';

const { givenRow } = rowSpecOf(evolveMemberRow);

const memberId = 'm1';
const a = { chapterId: 'a', unitId: 'u1' };
const b = { chapterId: 'b', unitId: 'u2' };
const [name, year, sex] = [{ sealed: '1.a' }, { sealed: '1.b' }, { sealed: '1.c' }];
const person = { fullName: name, birthYear: year, gender: sex, religion: { sealed: '1.d' } };
const kept = (eventId: string, value: { sealed: string }) => ({ eventId, value });
const at = '2023-04-01';
const standing = {
  kind: 'ordinary',
  regular: true,
  core: true,
  categories: ['religion'],
  duesPaid: ['2023-H1'],
} as const;

const row: MemberRow = {
  memberId,
  person: { fullName: kept('e1', name), birthYear: kept('e1', year), gender: kept('e1', sex) },
  nameTokens: ['t1'],
  identityHash: 'i1',
  erased: false,
  restricted: false,
  kind: 'ordinary',
  status: 'active',
  ...a,
  regular: false,
  core: false,
  duesPaid: [],
  admittedAt: '2023-03-08',
  endedAt: null,
  endReason: null,
  streamVersion: 1,
};
const first = { streamVersion: 1, eventId: 'e1', searchKeys: { nameTokens: ['t1'], identityHash: 'i1' } };
const second = (event: MemberEvent, searchKeys = {}) => ({ ...event, streamVersion: 2, eventId: 'e2', searchKeys });

describe('the row of a member', () => {
  it('appears with the admission or the recognition', () => {
    const data = { memberId, ...a, person, at: '2023-03-08' };
    givenRow(undefined)
      .when({ type: 'MemberAdmitted', data, ...first })
      .thenRow(row);
    givenRow(undefined)
      .when({ type: 'HonoraryMemberRecognised', data, ...first, searchKeys: {} })
      .thenRow({ ...row, kind: 'honorary', nameTokens: [], identityHash: null });
  });

  it('has each corrected value from the event that corrected it', () => {
    const other = { sealed: '1.e' };
    const data = { memberId, ...a, person: { fullName: other, birthYear: null }, reason: other, at };
    const correction = second({ type: 'PersonCorrected', data }, { nameTokens: ['t2'] });
    givenRow(row)
      .when(correction)
      .thenRow({
        ...row,
        person: { fullName: kept('e2', other), gender: kept('e1', sex) },
        nameTokens: ['t2'],
        streamVersion: 2,
      });
    givenRow(forgetPersonOf(row))
      .when(correction)
      .thenRow({ ...forgetPersonOf(row), streamVersion: 2 });
  });

  it('says nothing of the person once she is erased', () => {
    expect(forgetPersonOf(row)).toEqual({
      ...row,
      person: null,
      nameTokens: [],
      identityHash: null,
      erased: true,
    });
  });

  it('does not appear without one', () => {
    givenRow(undefined)
      .when(second({ type: 'JoinedParty', data: { memberId, ...a, at } }))
      .thenRow(undefined);
  });

  it('moves with a transfer', () => {
    givenRow(row)
      .when(
        second({
          type: 'MemberTransferred',
          data: { memberId, from: a, to: b, standing: { ...standing, categories: [], duesPaid: [] }, at },
        }),
      )
      .thenRow({ ...row, ...b, streamVersion: 2 });
  });

  it.each<[MemberEvent, Partial<MemberRow>]>([
    [{ type: 'CategoryAdded', data: { memberId, ...a, category: 'core-member', at } }, { core: true }],
    [{ type: 'CategoryAdded', data: { memberId, ...a, category: 'elderly', at } }, {}],
    [{ type: 'CategoryRemoved', data: { memberId, ...a, category: 'religion', at } }, {}],
    [{ type: 'CategoryRemoved', data: { memberId, ...a, category: 'core-member', at } }, { core: false }],
    [{ type: 'RegularParticipationRecorded', data: { memberId, ...a, regular: true, at } }, { regular: true }],
    [
      { type: 'DuesRecorded', data: { memberId, ...a, halfYear: '2022-H2', amount: 1, at } },
      { duesPaid: ['2022-H2', '2023-H1'] },
    ],
    [{ type: 'IntroducedToParty', data: { memberId, ...a, asChapterHead: true, at } }, {}],
    [{ type: 'JoinedParty', data: { memberId, ...a, at } }, {}],
    [
      { type: 'HonoraryRecognitionAnnulled', data: { memberId, ...a, reason: 'x', at } },
      { status: 'annulled', endedAt: at },
    ],
  ])('reflects %j', (event, change) => {
    const before = { ...row, duesPaid: ['2023-H1'] };
    givenRow(before)
      .when(second(event))
      .thenRow({ ...before, ...change, streamVersion: 2 });
  });

  it('keeps who ended and starts afresh when reinstated', () => {
    const before: MemberRow = { ...row, regular: true, core: true, duesPaid: ['2023-H1'] };
    const gone: MemberRow = { ...before, status: 'ended', endedAt: at, endReason: 'moved-away', streamVersion: 2 };
    givenRow(before)
      .when(
        second({
          type: 'MembershipEnded',
          data: { memberId, ...a, standing: { ...standing, categories: [], duesPaid: [] }, reason: 'moved-away', at },
        }),
      )
      .thenRow(gone);
    givenRow(gone)
      .when({
        type: 'MemberReinstated',
        data: { memberId, ...b, kind: 'ordinary', duesPaid: [], at: '2023-07-01' },
        ...{ streamVersion: 3, eventId: 'e3', searchKeys: {} },
      })
      .thenRow({ ...row, ...b, duesPaid: ['2023-H1'], streamVersion: 3 });
  });

  it('does not change when an event is delivered again', () => {
    const third = { ...row, core: true, streamVersion: 3 };
    givenRow(third)
      .when(second({ type: 'CategoryRemoved', data: { memberId, ...a, category: 'core-member', at } }))
      .thenRow(third);
  });

  it('has the member as its key', () => {
    expect(memberKeyOf({ type: 'JoinedParty', data: { memberId, ...a, at } })).toBe('m1');
  });
});
