import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes.js';
import type { FieldChange } from './changes.js';

type Given = readonly [type: string, data: object];

const recorded = ([type, data]: Given, n: number) => ({
  ...{ id: `e${n}`, type, schemaVersion: 1, stream: 's-1', streamVersion: n + 1, position: `${n}` },
  ...{ recordedAt: '2026-01-01T00:00:00.000Z', data },
  metadata: { actor: 'a', role: 'auditor', correlationId: 'c', causationId: null, commandHash: 'h' },
});

const given = (...past: readonly Given[]) => ({
  when: (...event: Given) => ({
    then: (...expected: readonly (readonly [field: string, before: unknown, after: unknown])[]) => {
      const changes = changesOf([...past, event].map(recorded)).at(-1)?.changes ?? [];
      const told = changes.map(({ field, before, after, hidden }: FieldChange) =>
        hidden ? [field, 'hidden', 'hidden'] : [field, before, after],
      );
      expect(told).toEqual(expected);
    },
  }),
});

const at = '2023-02-01';
const chapter = { chapterId: 'c1', unitId: 'u1' };
const name = { sealed: '1.name' };
const admitted: Given = ['MemberAdmitted', { memberId: 'm', ...chapter, person: { fullName: name }, at: '2023-01-01' }];

describe('what an event changed', () => {
  it('is everything that the first one says', () => {
    given()
      .when(...admitted)
      .then(
        ['status', null, 'active'],
        ['kind', null, 'ordinary'],
        ['chapterId', null, 'c1'],
        ['unitId', null, 'u1'],
        ['admittedAt', null, '2023-01-01'],
        ['person.fullName', null, name],
      );
  });

  it('is the value before, from whichever event set it, and the value after', () => {
    const regular = (is: boolean): Given => ['RegularParticipationRecorded', { ...chapter, regular: is, at }];
    given(admitted, regular(true), ['DuesRecorded', { halfYear: '2023-H1', amount: 6000, at }])
      .when(...regular(false))
      .then(['regular', true, false]);
  });

  it('is nothing where the same is said again', () => {
    const counted: Given = ['WomenCounted', { unitId: 'u1', count: 10, at }];
    given(counted)
      .when(...counted)
      .then();
  });

  it('is what the event itself says was before, also where nothing earlier is shown', () => {
    const to = { chapterId: 'c2', unitId: 'u1' };
    given().when('MemberTransferred', { from: chapter, to, standing: {}, at }).then(['chapterId', 'c1', 'c2']);
    given().when('UnitMoved', { from: 'p1', to: 'p2', at }).then(['parentId', 'p1', 'p2']);
    given()
      .when('FigureCorrected', { figureId: 'f', indicator: 'activities', oldValue: 4, value: 5, at })
      .then(['figures.activities.f.value', 4, 5]);
  });

  it('of sealed fields is that they changed, from one sealed value to another', () => {
    const corrected = { sealed: '1.other' };
    given(admitted)
      .when('PersonCorrected', { person: { fullName: corrected }, at })
      .then(['person.fullName', name, corrected]);
    given(admitted)
      .when('PersonCorrected', { person: { birthYear: null }, at })
      .then();
  });

  it('of a group, or of who is in the Party, is only that it changed, unless it is opened', () => {
    given(admitted).when('CategoryAdded', { category: null, at }).then(['categories', 'hidden', 'hidden']);
    given(admitted).when('CategoryAdded', { category: 'elderly', at }).then(['categories.elderly', null, true]);
    given(admitted, ['CategoryAdded', { category: 'core-member', at }])
      .when('CategoryRemoved', { category: 'core-member', at })
      .then(['core', true, null]);
    const elected = {
      holdingId: 'h',
      post: 'chair',
      personId: 'p',
      fullName: name,
      gender: name,
      partyMember: null,
      at,
    };
    given()
      .when('PostHolderElected', elected)
      .then(
        ['posts.h.post', null, 'chair'],
        ['posts.h.by', null, 'elected'],
        ['posts.h.personId', null, 'p'],
        ['posts.h.fullName', null, name],
        ['posts.h.gender', null, name],
        ['posts.h.partyMember', 'hidden', 'hidden'],
        ['posts.h.from', null, at],
      );
  });

  it('of an end is also what goes with it', () => {
    given(admitted, ['CategoryAdded', { category: 'elderly', at }])
      .when('MembershipEnded', { ...chapter, standing: {}, reason: 'left', at })
      .then(
        ['categories.elderly', true, null],
        ['status', 'active', 'ended'],
        ['endReason', null, 'left'],
        ['endedAt', null, at],
      );
  });

  it('of a score is held against the one before it on its way', () => {
    const proposed: Given = ['ScoreProposed', { criterionId: 'dues', points: 8, bonus: 0, at }];
    const verified: Given = ['ScoreVerified', { criterionId: 'dues', points: 6, bonus: 0, at }];
    given(proposed)
      .when(...verified)
      .then(['verified.dues.points', 8, 6]);
    given(proposed, verified)
      .when('ScoresReturned', { from: 'verified', to: 'proposed', at })
      .then(['verified.dues.points', 6, null], ['verified.dues.bonus', 0, null], ['status', 'verified', 'proposed']);
    given(proposed, verified, [
      'ScoresPublished',
      { revision: 1, scores: [{ criterionId: 'dues', points: 6, bonus: 0 }] },
    ])
      .when('ScoreCorrected', { criterionId: 'dues', revision: 2, oldPoints: 6, points: 7, oldBonus: 0, bonus: 0, at })
      .then(['revision', 1, 2], ['official.dues.points', 6, 7]);
  });

  it('of a rubric published again is what differs, criteria that are gone among it', () => {
    const rubric = (rubricVersion: number, criteria: readonly object[]): Given => [
      'RubricPublished',
      { rubricVersion, name: 'Mẫu', appliesTo: 'chapter', source: { title: 'Mẫu' }, levels: [], criteria, at },
    ];
    given(
      rubric(1, [
        { criterionId: 'dues', maxPoints: 10 },
        { criterionId: 'late', maxPoints: 5 },
      ]),
    )
      .when(...rubric(2, [{ criterionId: 'dues', maxPoints: 20 }]))
      .then(['criteria.dues.maxPoints', 10, 20], ['criteria.late.maxPoints', 5, null], ['rubricVersion', 1, 2]);
  });

  it('of attendances is how many there are now', () => {
    const attended = (n: number): Given => [
      'SessionAttended',
      { session: 1, traineeIds: Array.from({ length: n }, (_none, k) => `t${k}`), persons: n, at },
    ];
    given(attended(3))
      .when('AttendanceWithdrawn', { session: 1, traineeIds: ['t0'], persons: 2, replaces: null, at })
      .then(['attendances.1', 3, 2], ['persons', 3, 2]);
  });
});
