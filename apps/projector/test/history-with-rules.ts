import type { PlacedEvent, StandingsEvent } from '@sohoi/standings';
import {
  CENTRAL,
  CHAPTER_RUBRIC,
  chanceOf,
  CLUSTER,
  CLUSTER_RUBRIC,
  historyOf,
  idOf,
  mapOf,
  PERIODS,
} from '@sohoi/standings/testing';
import type { Chance, Shape } from '@sohoi/standings/testing';

const days = ['2022-03-01', '2022-09-15', '2023-02-03', '2023-08-20'] as const;

/** A unit is moved, renamed or founded, joins or leaves the cluster, is scored; a criterion is voided, a period opened. */
const somethingOfRules = (shape: Shape, chance: Chance, n: number): StandingsEvent => {
  const at = chance.pick(days);
  const { provinces, chapters } = mapOf(shape);
  const province = chance.pick(provinces);
  const commune = chance.pick(chapters).unitId;
  switch (chance.whole(9)) {
    case 0:
    case 1:
      return { type: 'UnitMoved', data: { unitId: commune, from: chance.pick(provinces), to: province, at } };
    case 2:
      return { type: 'UnitRenamed', data: { unitId: chance.pick([commune, province]), name: `Tên ${n}`, at } };
    case 3: {
      const placed = { parentId: CENTRAL, level: 'province' as const, kind: 'province', name: `Mới ${n}`, code: null };
      return { type: 'UnitEstablished', data: { unitId: idOf(2, 900 + chance.whole(3)), ...placed, at } };
    }
    case 4:
      return {
        type: chance.happens(0.5) ? 'UnitLeftCluster' : 'UnitJoinedCluster',
        data: { clusterId: CLUSTER, unitId: CENTRAL, memberUnitId: province, at },
      };
    case 5: {
      const [rubric, criterionId] = chance.pick([
        [CHAPTER_RUBRIC, 'dues'],
        [CLUSTER_RUBRIC, 'pilots'],
      ] as const);
      return { type: 'CriterionVoided', data: { ...rubric, unitId: CENTRAL, criterionId, reason: 'Sai', at } };
    }
    case 6: {
      const rubrics = { chapterRubric: CHAPTER_RUBRIC, unitRubric: CLUSTER_RUBRIC };
      const period = { periodId: idOf(7, 50 + chance.whole(2)), code: '2023', from: '2023-01-01', to: '2023-12-31' };
      return {
        type: 'PeriodOpened',
        data: { ...period, ...rubrics, unitId: chance.pick([CENTRAL, province]), name: '2023', at },
      };
    }
    case 7: {
      const card = { scorecardId: idOf(0, 2), periodId: chance.pick(PERIODS).periodId, unitId: province };
      const scores = [{ criterionId: 'plan-approved', points: chance.whole(15), bonus: 0 }];
      const body = { kind: 'unit' as const, id: province };
      return { type: 'ScoresPublished', data: { ...card, body, revision: 1, scores, by: 'nguoi-cham', at } };
    }
    default:
      return { type: 'ClusterFormed', data: { clusterId: idOf(6, 2), unitId: province, name: 'Cụm khác', at } };
  }
};

/** A history in which rules, places and clusters change too, far more often than in life. */
export function* historyWithRules(shape: Shape, seed: number, events: number): Generator<PlacedEvent> {
  const chance = chanceOf(seed + 1);
  let position = 0;
  const place = (event: StandingsEvent): PlacedEvent => ({
    ...event,
    position: String((position += 1)).padStart(20, '0'),
  });
  const founded = [...historyOf(shape, seed, 0)].length;
  let n = 0;
  for (const event of historyOf(shape, seed, events)) {
    yield place(event);
    n += 1;
    if (n > founded && chance.happens(0.15)) yield place(somethingOfRules(shape, chance, n));
  }
}
