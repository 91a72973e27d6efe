import { describe, expect, it } from '@jest/globals';
import { WHOLE_ORGANISATION } from '@sohoi/access/events';
import { someRight } from '@sohoi/access/testing';
import { z } from 'zod';
import { bodiesOf } from './bodies-of.js';
import { ledgerStreams } from './streams.js';
import type { LedgerEvent } from './streams.js';

const at = '2023-06-15';

describe('the bodies that an event names', () => {
  it.each<[string, LedgerEvent, readonly string[]]>([
    [
      'both parents of a moved unit',
      { type: 'UnitMoved', data: { unitId: 'u', from: 'p', to: 'q', at } },
      ['u', 'p', 'q'],
    ],
    [
      'a dissolved unit and its successors',
      { type: 'UnitSucceeded', data: { unitId: 'u', successorIds: ['v', 'w'], at } },
      ['u', 'v', 'w'],
    ],
    [
      'the unit alone if it has no parent',
      {
        type: 'UnitEstablished',
        data: { unitId: 'u', parentId: null, level: 'central', kind: 'Trung ương', name: 'TW', code: null, at },
      },
      ['u'],
    ],
    [
      'both chapters and both units of a transfer',
      {
        type: 'MemberTransferred',
        data: {
          memberId: 'm',
          from: { chapterId: 'a', unitId: 'u' },
          to: { chapterId: 'b', unitId: 'v' },
          standing: { kind: 'ordinary', regular: true, core: false, categories: [], duesPaid: [] },
          at,
        },
      },
      ['a', 'u', 'b', 'v'],
    ],
    [
      'a unit once, however often it is named',
      {
        type: 'PostHolderJoinedParty',
        data: { holdingId: 'h', body: { kind: 'unit', id: 'u' }, unitId: 'u', personId: 'p', post: 'chair', at },
      },
      ['u'],
    ],
    [
      'the units and chapters of trainees',
      {
        type: 'TraineesEnrolled',
        data: {
          classId: 'c',
          unitId: 'u',
          trainees: [
            { traineeId: 't', personId: 'p', fullName: 'A', unitId: 'v', chapterId: 'k' },
            { traineeId: 's', personId: 'q', fullName: 'B', unitId: 'w', chapterId: null },
            { traineeId: 'r', personId: 'o', fullName: 'C', unitId: 'w' },
          ],
          at,
        },
      },
      ['u', 'v', 'k', 'w'],
    ],
    [
      'the unit that joins a cluster',
      { type: 'UnitJoinedCluster', data: { clusterId: 'c', unitId: 'u', memberUnitId: 'v', at } },
      ['u', 'v'],
    ],
    [
      'all that had adopted an initiative',
      {
        type: 'InitiativeEnded',
        data: {
          initiativeId: 'i',
          model: 'godmother',
          unitId: 'u',
          adoptedBy: [
            { kind: 'unit', id: 'v' },
            { kind: 'chapter', id: 'k' },
          ],
          reason: 'r',
          at,
        },
      },
      ['u', 'v', 'k'],
    ],
    [
      'the unit of a right',
      { type: 'RightGranted', data: { ...someRight({ unitId: 'u' }), actorId: 'a', by: 'b', at } },
      ['u'],
    ],
    [
      'the whole organisation for a right on all of it',
      { type: 'RightGranted', data: { ...someRight({ unitId: null }), actorId: 'a', by: 'b', at } },
      [WHOLE_ORGANISATION],
    ],
    [
      'the whole organisation for revoked sessions, which are of no unit',
      { type: 'SessionsRevoked', data: { actorId: 'a', by: 'b', reason: 'r', notBefore: `${at}T00:00:00Z`, at } },
      [WHOLE_ORGANISATION],
    ],
  ])('are %s', (_what, event, bodies) => {
    expect([...bodiesOf(event)].sort()).toEqual([...bodies].sort());
  });

  it('are in fields that are all known: a new kind of id must be decided on here and in bodiesOf', () => {
    const fields = ledgerStreams.flatMap(({ catalog }) =>
      Object.values(catalog).flatMap(({ schema }) => [...idFieldsOf(z.toJSONSchema(schema, { io: 'input' }))]),
    );
    const ofBodies = ['adoptedBy.id', 'body.id', 'chapterId', 'from', 'from.chapterId', 'from.unitId', 'memberUnitId'];
    ofBodies.push('parentId', 'successorIds', 'to', 'to.chapterId', 'to.unitId', 'traineeUnitId', 'trainees.chapterId');
    ofBodies.push('trainees.unitId', 'unitId');
    const ofOthers = ['activityId', 'awardId', 'chapterRubric.rubricId', 'classId', 'clusterId', 'figureId', 'groupId'];
    ofOthers.push(
      'holdId',
      'holdingId',
      'initiativeId',
      'memberId',
      'periodId',
      'personId',
      'planId',
      'requestId',
      'rightId',
      'rubricId',
      'scorecardId',
    );
    ofOthers.push('targetId', 'traineeId', 'traineeIds', 'trainees.personId', 'trainees.traineeId');
    ofOthers.push('unitRubric.rubricId');
    expect([...new Set(fields)].sort()).toEqual([...ofBodies, ...ofOthers].sort());
  });
});

type Schema = z.core.JSONSchema.JSONSchema;

/** The paths of all fields of a schema that hold ids. */
const idFieldsOf = (schema: Schema | boolean, path: readonly string[] = []): readonly string[] => {
  if (typeof schema === 'boolean') return [];
  if (schema.format === 'uuid') return [path.join('.')];
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const items = schema.items && !Array.isArray(schema.items) ? [schema.items] : [];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, of]) => idFieldsOf(of, [...path, name])),
    ...[...alternatives, ...items].flatMap((of) => idFieldsOf(of, path)),
  ];
};
