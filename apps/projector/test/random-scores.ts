import { clusterStream, periodStream, rubricStream, scorecardStream } from '@sohoi/evaluation';
import fc from 'fast-check';
import { act, idOf } from './act.js';
import type { Act } from './act.js';

const unitId = idOf('a0', 0);
const rubricId = idOf('9a', 1);
const periodId = idOf('9b', 1);
const clusterId = idOf('9c', 1);
const at = '2023-01-05';
const day = fc.integer({ min: 11, max: 28 }).map((n) => `2023-03-${n}`);
const named = (text: string) => ({ vi: text, en: text });

/** A rubric for chapters, half of it scored by people, and a period that goes by it. */
export const scoringGroundwork: readonly Act[] = [
  act(rubricStream, rubricId, {
    type: 'PublishRubric',
    data: {
      rubricId,
      rubricVersion: 1,
      unitId,
      name: 'Bảng điểm ví dụ',
      appliesTo: 'chapter',
      source: { title: 'Ví dụ' },
      levels: [
        { code: 'good', name: named('Tốt'), minPoints: 30 },
        { code: 'weak', name: named('Yếu'), minPoints: 0 },
      ],
      criteria: [
        {
          criterionId: 'movements',
          name: named('Phong trào'),
          kind: 'quantitative',
          maxPoints: 30,
          feed: { by: 'score' },
        },
        {
          criterionId: 'dues',
          name: named('Hội phí'),
          kind: 'quantitative',
          maxPoints: 30,
          feed: { by: 'indicator', indicator: 'dues-share' },
          target: 0.85,
        },
      ],
      at,
    },
  }),
  act(periodStream, periodId, {
    type: 'OpenPeriod',
    data: {
      periodId,
      unitId,
      code: '2023-H1',
      name: 'Nửa đầu năm 2023',
      from: '2023-01-01',
      to: '2023-06-30',
      chapterRubric: { rubricId, rubricVersion: 1 },
      unitRubric: null,
      at,
    },
  }),
];

export const ofClusters = (units: readonly string[]): fc.Arbitrary<Act> => {
  const member = fc.constantFrom(...units);
  return fc.oneof(
    fc.constant(
      act(clusterStream, clusterId, { type: 'FormCluster', data: { clusterId, unitId, name: 'Cụm Ví Dụ', at } }),
    ),
    fc
      .tuple(member, day)
      .map(([memberUnitId, on]) =>
        act(clusterStream, clusterId, { type: 'JoinCluster', data: { clusterId, memberUnitId, at: on } }),
      ),
    fc
      .tuple(member, day)
      .map(([memberUnitId, on]) =>
        act(clusterStream, clusterId, { type: 'LeaveCluster', data: { clusterId, memberUnitId, at: on } }),
      ),
  );
};

/** Scores on their way from proposal to publication and correction, each step by another person. */
export const ofScores = (chapters: readonly string[], unitOf: (chapter: string) => string): fc.Arbitrary<Act> => {
  const card = fc.constantFrom(...chapters).map((chapter) => ({
    chapter,
    scorecardId: idOf('9d', chapters.indexOf(chapter) + 1),
  }));
  const criterion = { criterionId: 'movements', bonus: 0 } as const;
  const points = fc.integer({ min: 0, max: 30 });
  return fc.oneof(
    fc.tuple(card, points, day).map(([{ chapter, scorecardId }, given, on]) =>
      act(scorecardStream, scorecardId, {
        type: 'ProposeScore',
        data: {
          scorecardId,
          periodId,
          body: { kind: 'chapter', id: chapter },
          unitId: unitOf(chapter),
          rubricId,
          rubricVersion: 1,
          ...criterion,
          points: given,
          maxPoints: 30,
          by: 'proposer',
          at: on,
        },
      }),
    ),
    fc.tuple(card, points, day).map(([{ scorecardId }, given, on]) =>
      act(scorecardStream, scorecardId, {
        type: 'VerifyScore',
        data: { scorecardId, ...criterion, points: given, reason: 'Kiểm tra lại', by: 'verifier', at: on },
      }),
    ),
    fc.tuple(card, day).map(([{ scorecardId }, on]) =>
      act(scorecardStream, scorecardId, {
        type: 'ApproveScores',
        data: { scorecardId, criteria: ['movements'], by: 'approver', at: on },
      }),
    ),
    fc
      .tuple(card, day)
      .map(([{ scorecardId }, on]) =>
        act(scorecardStream, scorecardId, { type: 'PublishScores', data: { scorecardId, by: 'publisher', at: on } }),
      ),
    fc.tuple(card, points, day).map(([{ scorecardId }, given, on]) =>
      act(scorecardStream, scorecardId, {
        type: 'CorrectScore',
        data: { scorecardId, ...criterion, points: given, reason: 'Cộng nhầm', by: 'publisher', at: on },
      }),
    ),
  );
};
