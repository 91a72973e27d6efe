import { describe, expect, it } from '@jest/globals';
import type { StandingsEvent } from './events.js';
import { sampleClusterRubric } from './samples/cluster-rubric.js';
import { CENTRAL, CLUSTER, given, idOf, mapOf, PERIODS } from './testing.js';
import type { Story } from './testing.js';

const SHAPE = { provinces: 3, communesEach: 1, chaptersEach: 1 };
const [p1 = '', p2 = '', p3 = ''] = mapOf(SHAPE).provinces;
const H1 = PERIODS[1].periodId;

const reported = (unitId: string, value: number, indicator = 'officers-trained'): StandingsEvent => ({
  type: 'FigureReported',
  data: {
    figureId: idOf(0, value),
    body: { kind: 'unit', id: unitId },
    unitId,
    indicator,
    value,
    unit: 'người',
    source: { title: 'Báo cáo giả định' },
    at: '2023-06-14',
  },
});
const closed: StandingsEvent = {
  type: 'PeriodClosed',
  data: { periodId: H1, unitId: CENTRAL, code: '2023-H1', at: '2023-07-05' },
};
const moved = (type: 'UnitJoinedCluster' | 'UnitLeftCluster', memberUnitId: string, at: string): StandingsEvent => ({
  type,
  data: { clusterId: CLUSTER, unitId: CENTRAL, memberUnitId, at },
});
const ranks = (story: Story, revision?: number) =>
  story.cluster(H1, revision)?.entries.map(({ unitId, rank, trace }) => [unitId, rank, trace.score]);

describe('the ranking of a cluster', () => {
  it('compares units with the best of them, and leaves those without any value unranked', () => {
    const story = given(SHAPE).when(reported(p1, 570), reported(p2, 2343));
    expect(ranks(story)).toEqual([
      [p2, 1, 30],
      [p1, 2, 7.3],
      [p3, null, null],
    ]);
    expect(story.cluster(H1)?.entries[1]?.trace.criteria[0]).toMatchObject({ value: 570, best: 2343, points: 7.3 });
  });

  it('changes for all when the best one changes', () => {
    const story = given(SHAPE).when(reported(p1, 500), reported(p2, 1000));
    expect(ranks(story)?.[1]).toEqual([p1, 2, 15]);
    expect(ranks(story.when(reported(p3, 2000)))?.[2]).toEqual([p1, 3, 7.5]);
  });

  it('shares ranks by equal totals, in the order of names', () => {
    const story = given(SHAPE).when(reported(p3, 100), reported(p1, 100), reported(p2, 50));
    expect(ranks(story)?.map(([, rank]) => rank)).toEqual([1, 1, 3]);
    story.when({ type: 'UnitRenamed', data: { unitId: p1, name: 'Ưng', at: '2023-02-01' } });
    expect(story.cluster(H1)?.entries.map(({ name }) => name)).toEqual(['Tỉnh 3', 'Ưng', 'Tỉnh 2']);
  });

  it('ranks who is in the cluster on the period’s last day', () => {
    const story = given(SHAPE).when(reported(p1, 1), reported(p2, 2), reported(p3, 3));
    story.when(moved('UnitLeftCluster', p3, '2023-06-30'));
    expect(ranks(story)?.map(([id]) => id)).toEqual([p2, p1]);
    story.when(moved('UnitJoinedCluster', p3, '2023-07-01'));
    expect(ranks(story)?.map(([id]) => id)).toEqual([p2, p1]);
    expect(story.cluster(PERIODS[2].periodId)?.entries).toHaveLength(3);
  });

  it('leaves out a unit dissolved by then', () => {
    const data = { unitId: p3, parentId: CENTRAL, reason: 'Hợp nhất', at: '2023-06-30' };
    expect(given(SHAPE).when(reported(p1, 1), { type: 'UnitDissolved', data }).cluster(H1)?.entries).toHaveLength(2);
  });

  it('is frozen at the closing: later figures and later members change nothing', () => {
    const story = given(SHAPE).when(reported(p1, 1), reported(p2, 2), closed);
    const before = story.cluster(H1);
    expect(before).toMatchObject({ status: 'published', revision: 1, because: 'period-closed' });
    story.when(reported(p1, 9), moved('UnitLeftCluster', p2, '2023-05-01'));
    story.when({ type: 'UnitRenamed', data: { unitId: p1, name: 'Tên khác', at: '2023-02-01' } });
    expect(story.cluster(H1)).toEqual(before);
  });

  it('is revised as a whole when one unit’s official score is corrected', () => {
    const rubric = {
      ...sampleClusterRubric,
      ranking: { method: '1-2-2-3' as const },
      criteria: sampleClusterRubric.criteria.map((criterion) =>
        criterion.criterionId === 'initiatives' ? { ...criterion, feed: { by: 'score' as const } } : criterion,
      ),
    };
    const ref = { rubricId: idOf(5, 9), rubricVersion: 1 };
    const periodId = idOf(7, 9);
    const card = {
      scorecardId: idOf(0, 1),
      periodId,
      body: { kind: 'unit' as const, id: p1 },
      unitId: p1,
      by: 'hoi-dong',
    };
    const score = { criterionId: 'initiatives', bonus: 0, at: '2023-07-20' };
    const story = given(SHAPE).when(
      { type: 'RubricPublished', data: { ...ref, unitId: CENTRAL, ...rubric, at: '2023-01-01' } },
      {
        type: 'PeriodOpened',
        data: {
          ...PERIODS[1],
          periodId,
          unitId: CENTRAL,
          name: 'Kỳ',
          chapterRubric: null,
          unitRubric: ref,
          at: '2023-01-01',
        },
      },
      reported(p1, 100),
      reported(p2, 100),
      { type: 'PeriodClosed', data: { periodId, unitId: CENTRAL, code: '2023-H1', at: '2023-07-05' } },
      {
        type: 'ScoreCorrected',
        data: { ...card, ...score, revision: 2, oldPoints: 0, oldBonus: 0, points: 12, reason: 'Bổ sung' },
      },
      {
        type: 'ScoreCorrected',
        data: { ...card, ...score, revision: 3, oldPoints: 12, oldBonus: 0, points: 99, reason: 'Quá trần' },
      },
    );
    const scores = (revision: number) =>
      story.cluster(periodId, revision)?.entries.map(({ unitId, rank, trace }) => [unitId, rank, trace.score]);
    expect(scores(1)).toEqual([
      [p1, 1, 30],
      [p2, 1, 30],
      [p3, null, null],
    ]);
    expect(scores(2)).toEqual([
      [p1, 1, 42],
      [p2, 2, 30],
      [p3, null, null],
    ]);
    expect(scores(3)).toEqual([
      [p1, 1, 45],
      [p2, 2, 30],
      [p3, null, null],
    ]);
    expect(story.cluster(periodId)).toMatchObject({ revision: 3, because: 'score-corrected', method: '1-2-2-3' });
  });

  it('is not made for a cluster of nobody, or of a unit outside the period’s subtree', () => {
    const story = given(SHAPE);
    for (const unitId of [p1, p2, p3]) story.when(moved('UnitLeftCluster', unitId, '2022-02-01'));
    expect(story.cluster(H1)).toBeNull();
    const opened = {
      ...PERIODS[1],
      periodId: idOf(7, 9),
      unitId: p1,
      name: 'Kỳ',
      chapterRubric: null,
      at: '2023-01-01',
    };
    const unitRubric = { rubricId: idOf(5, 2), rubricVersion: 1 };
    expect(
      given(SHAPE)
        .when({ type: 'PeriodOpened', data: { ...opened, unitRubric } })
        .cluster(idOf(7, 9)),
    ).toBeNull();
  });
});
