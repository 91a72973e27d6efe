import { beforeAll, describe, expect, it } from '@jest/globals';
import { classId } from './class-report.steps.js';
import { clusterId, clusterMembers } from './cluster-report.steps.js';
import { exampleCluster } from './examples/cluster.steps.js';
import { chapterId } from './examples/places.js';
import { lateReport } from './examples/post-stories.steps.js';
import { unitId } from './map.steps.js';
import { firstHalf, secondHalf } from './periods.steps.js';
import { eventsIn, storeWithScenario } from './scenario-log.js';
import { standingsOf } from './standings-of.js';
import type { Standings } from './standings-of.js';

let standings: Standings;
let withoutLateReport: Standings;
let beforeClass: Standings;
beforeAll(async () => {
  const log = await eventsIn(await storeWithScenario());
  const { activityId } = lateReport.command.data as { activityId: string };
  const isLate = (data: unknown) => (data as { activityId?: string }).activityId === activityId;
  expect(log.filter(({ data }) => isLate(data))).toHaveLength(1);
  standings = standingsOf(log);
  withoutLateReport = standingsOf(log.filter(({ data }) => !isLate(data)));
  beforeClass = standingsOf(log.filter(({ stream }) => stream !== `trainingClass-${classId}`));
});

const firstHalfOf = (key: string, revision?: number) => standings.chapter(chapterId(key), firstHalf, revision);
const levelOf = (key: string) => firstHalfOf(key)?.trace.level;

describe('the chapters of the scenario, 2023-H1', () => {
  it('have each of the four levels, and no score where nothing is known', () => {
    const keys = ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.1', '3.2', '3.3', '3.4'];
    expect(keys.map((key) => [key, levelOf(key)])).toEqual([
      ['1.1', 'excellent'],
      ['1.2', 'excellent'],
      ['1.3', 'completed'],
      ['2.1', 'good'],
      ['2.2', 'completed'],
      ['2.3', 'not-completed'],
      ['3.1', 'good'],
      ['3.2', 'completed'],
      ['3.3', 'not-completed'],
      ['3.4', null],
    ]);
    expect(firstHalfOf('3.4')?.trace.score).toBeNull();
  });

  it('lose a level to a condition and to a veto', () => {
    expect(firstHalfOf('2.1')?.trace.caps).toMatchObject([{ by: 'condition', criterionId: 'dues', from: 'excellent' }]);
    expect(firstHalfOf('3.1')?.trace.caps).toMatchObject([{ by: 'veto', criterionId: 'no-discipline', to: 'good' }]);
  });

  it('are published, one of them in a second revision with another level', () => {
    expect(firstHalfOf('1.1')).toMatchObject({ status: 'published', revision: 1 });
    expect(firstHalfOf('1.2')).toMatchObject({ status: 'published', revision: 2, because: 'score-corrected' });
    expect(firstHalfOf('1.2', 1)?.trace.level).toBe('good');
  });

  it('are not changed by a report that came after the closing, and would have been by an earlier one', () => {
    expect(firstHalfOf('2.2')).toEqual(withoutLateReport.chapter(chapterId('2.2'), firstHalf));
    expect(firstHalfOf('2.2')?.trace.caps).toMatchObject([{ criterionId: 'joint-activity', from: 'good' }]);
  });

  it('are without the one that was closed in the half-year', () => {
    expect(firstHalfOf('2.4')).toBeNull();
  });
});

describe('the next half-year, 2023-H2', () => {
  it('is provisional, with a level within reach of one joint activity', () => {
    const result = standings.chapter(chapterId('1.1'), secondHalf);
    expect(result).toMatchObject({ status: 'provisional', revision: 0, trace: { level: 'completed' } });
    expect(result?.trace.score).toBeGreaterThanOrEqual(60);
  });

  it('counts a voided criterion no more', () => {
    const criteria = standings.chapter(chapterId('1.1'), secondHalf)?.trace.criteria;
    expect(criteria?.find(({ criterionId }) => criterionId === 'praised')?.why).toBe('voided');
    const earlier = firstHalfOf('2.1')?.trace.criteria;
    expect(earlier?.find(({ criterionId }) => criterionId === 'praised')?.why).not.toBe('voided');
  });
});

describe('the cluster Trung bộ, 2023-H1', () => {
  it('ranks the six provinces by what the report says, with a tie', () => {
    const entries = standings.cluster(clusterId, firstHalf)?.entries ?? [];
    expect(entries.map(({ rank, name, trace }) => [rank, name, trace.score])).toEqual([
      [1, 'Thanh Hóa', 45],
      [2, 'Quảng Bình', 25],
      [3, 'Nghệ An', 18.5],
      [4, 'Hà Tĩnh', 14.5],
      [5, 'Quảng Trị', 10],
      [5, 'Thừa Thiên Huế', 10],
    ]);
    expect(entries.map((entry) => entry.unitId).toSorted()).toEqual(clusterMembers.map(unitId).toSorted());
  });

  it('counts nine initiatives of Nghệ An, not nine and the two named', () => {
    const ngheAn = standings.cluster(clusterId, firstHalf)?.entries.find(({ name }) => name === 'Nghệ An');
    const initiatives = ngheAn?.trace.criteria.find(({ criterionId }) => criterionId === 'initiatives');
    expect(initiatives?.value).toBe(9);
  });

  it('leaves a criterion without points where the report says nothing', () => {
    const quangTri = standings.cluster(clusterId, firstHalf)?.entries.find(({ name }) => name === 'Quảng Trị');
    expect(quangTri?.trace.missing).toContain('officers-trained');
  });

  it('is not touched by the class of July', () => {
    const entriesOf = (from: Standings) => from.cluster(clusterId, firstHalf)?.entries;
    expect(entriesOf(standings)).toEqual(entriesOf(beforeClass));
  });
});

describe('the made-up cluster', () => {
  it('has a unit without a score, which has no place', () => {
    const entries = standings.cluster(exampleCluster, firstHalf)?.entries ?? [];
    expect(entries).toHaveLength(4);
    expect(entries.at(-1)).toMatchObject({ unitId: unitId('vi-du-5'), rank: null, trace: { score: null } });
  });

  it('is without the unit that left it on 1 July', () => {
    const entries = standings.cluster(exampleCluster, secondHalf)?.entries ?? [];
    expect(entries.map((entry) => entry.unitId)).not.toContain(unitId('vi-du-2'));
  });
});
