import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from './cloud-event.js';
import { evolveMemberState, memberOf, memberState } from './member-state.js';
import type { MemberState } from './member-state.js';

const idOf = (n: number): string => `0197a7c0-0000-7000-8000-00000000000${n}`;
const [member, first, second, unit] = [idOf(1), idOf(2), idOf(3), idOf(4)];

/** Events of one member, in order; the nth is at place n of the log. */
const eventsOf = (...said: readonly (readonly [string, object])[]): readonly CloudEvent[] =>
  said.map(
    ([type, data], n) =>
      ({
        type: `vn.vwu.member.${type}.v1`,
        subject: type === 'erased' ? `person/${member}` : `member/${member}`,
        partitionkey: member,
        sequence: String(n + 1).padStart(20, '0'),
        streamversion: n + 1,
        data: { memberId: member, chapterId: first, unitId: unit, at: `2026-01-0${n + 1}`, ...data },
      }) as unknown as CloudEvent,
  );

const stateAfter = (...said: readonly (readonly [string, object])[]): MemberState | undefined =>
  eventsOf(...said).reduce<MemberState | undefined>(evolveMemberState, undefined);

describe('the state of a member', () => {
  it.each([
    [
      'an admission',
      [],
      { status: 'active', kind: 'ordinary', chapterId: first, regular: false, duesPaid: [], endedAt: null },
    ],
    [
      'a transfer',
      [['transferred', { from: {}, to: { chapterId: second, unitId: idOf(5) } }]],
      { chapterId: second, unitId: idOf(5) },
    ],
    ['participation', [['participation-recorded', { regular: true }]], { regular: true }],
    [
      'dues, each half-year once and in order',
      [
        ['dues-recorded', { halfYear: '2026-H1' }],
        ['dues-recorded', { halfYear: '2025-H2' }],
        ['dues-recorded', { halfYear: '2026-H1' }],
      ],
      { duesPaid: ['2025-H2', '2026-H1'] },
    ],
    ['the end', [['ended', {}]], { status: 'ended', endedAt: '2026-01-02', admittedAt: '2026-01-01' }],
    [
      'a return to another chapter',
      [
        ['participation-recorded', { regular: true }],
        ['ended', {}],
        ['reinstated', { kind: 'ordinary', chapterId: second }],
      ],
      { status: 'active', endedAt: null, regular: false, chapterId: second, admittedAt: '2026-01-01' },
    ],
    ['what changes nothing that is told', [['category-added', {}]], { status: 'active', streamversion: 2 }],
  ] as const)('after %s', (_what, said, expected) => {
    const state = stateAfter(['admitted', {}], ...said);
    expect(state).toMatchObject({ memberId: member, ...expected, sequence: String(said.length + 1).padStart(20, '0') });
    expect(memberState.parse(state)).toEqual(state);
  });

  it('of an honorary member whose recognition is annulled', () => {
    expect(stateAfter(['honorary-recognised', {}], ['honorary-annulled', {}])).toMatchObject({
      kind: 'honorary',
      status: 'annulled',
    });
  });

  it('is none once her data are erased, and comes back by nothing but an admission', () => {
    expect(stateAfter(['admitted', {}], ['erased', {}])).toBeUndefined();
    expect(stateAfter(['admitted', {}], ['erased', {}], ['ended', {}])).toBeUndefined();
    expect(stateAfter(['ended', {}])).toBeUndefined();
  });

  it('is changed once by an event that comes twice', () => {
    const [admitted, ended] = eventsOf(['admitted', {}], ['ended', {}]);
    if (!admitted || !ended) throw new Error('two events');
    const state = [admitted, ended, admitted, ended].reduce<MemberState | undefined>(evolveMemberState, undefined);
    expect(state).toEqual(stateAfter(['admitted', {}], ['ended', {}]));
  });

  it('belongs to the member, also of an erasure, which stands in the stream of the person', () => {
    const [admitted, erased] = eventsOf(['admitted', {}], ['erased', {}]);
    expect([admitted, erased].map((event) => event && memberOf(event))).toEqual([member, member]);
    expect(memberOf({ ...admitted, subject: `unit/${unit}` } as CloudEvent)).toBeUndefined();
  });
});
