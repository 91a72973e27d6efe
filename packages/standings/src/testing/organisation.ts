import type { StandingsEvent } from '../events.js';
import { sampleChapterRubric } from '../samples/chapter-rubric.js';
import { sampleClusterRubric } from '../samples/cluster-rubric.js';

/** An id that shows what it is of: a digit for the kind, the number at the end. */
export const idOf = (kind: number, n: number): string =>
  `0000000${kind}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const CENTRAL = idOf(1, 0);
export const CHAPTER_RUBRIC = { rubricId: idOf(5, 1), rubricVersion: 1 };
export const CLUSTER_RUBRIC = { rubricId: idOf(5, 2), rubricVersion: 1 };
export const CLUSTER = idOf(6, 1);

export const PERIODS = [
  { periodId: idOf(7, 1), code: '2022-H2', from: '2022-07-01', to: '2022-12-31' },
  { periodId: idOf(7, 2), code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  { periodId: idOf(7, 3), code: '2023-H2', from: '2023-07-01', to: '2023-12-31' },
] as const;

export type Shape = {
  readonly provinces: number;
  readonly communesEach: number;
  readonly chaptersEach: number;
};

export type Place = { readonly chapterId: string; readonly unitId: string };
export type Map = { readonly provinces: readonly string[]; readonly chapters: readonly Place[] };

const established = (
  unitId: string,
  parentId: string | null,
  level: 'central' | 'province' | 'commune',
  name: string,
): StandingsEvent => ({
  type: 'UnitEstablished',
  data: { unitId, parentId, level, kind: level, name, code: null, at: '2010-01-01' },
});

/** The fictitious units and chapters of a shape. */
export const mapOf = ({ provinces, communesEach, chaptersEach }: Shape): Map => {
  const ids = Array.from({ length: provinces }, (_, i) => idOf(2, i));
  const chapters = Array.from({ length: provinces * communesEach * chaptersEach }, (_, i) => ({
    chapterId: idOf(4, i),
    unitId: idOf(3, Math.floor(i / chaptersEach)),
  }));
  return { provinces: ids, chapters };
};

/** How an organisation of this shape comes about, with its rubrics, its cluster and its periods. */
export function* founding(shape: Shape): Generator<StandingsEvent> {
  const at = '2022-01-01';
  const { provinces, chapters } = mapOf(shape);
  yield established(CENTRAL, null, 'central', 'Trung ương');
  for (const [i, unitId] of provinces.entries()) {
    yield established(unitId, CENTRAL, 'province', `Tỉnh ${i + 1}`);
    for (let c = 0; c < shape.communesEach; c += 1) {
      yield established(idOf(3, i * shape.communesEach + c), unitId, 'commune', `Xã ${c + 1}`);
    }
  }
  yield { type: 'RubricPublished', data: { ...CHAPTER_RUBRIC, unitId: CENTRAL, ...sampleChapterRubric, at } };
  yield { type: 'RubricPublished', data: { ...CLUSTER_RUBRIC, unitId: CENTRAL, ...sampleClusterRubric, at } };
  yield { type: 'ClusterFormed', data: { clusterId: CLUSTER, unitId: CENTRAL, name: 'Cụm', at } };
  for (const memberUnitId of provinces) {
    yield { type: 'UnitJoinedCluster', data: { clusterId: CLUSTER, unitId: CENTRAL, memberUnitId, at } };
  }
  for (const [i, { chapterId, unitId }] of chapters.entries()) {
    const basis = 'residence' as const;
    yield { type: 'ChapterEstablished', data: { chapterId, unitId, name: `Chi hội ${i + 1}`, basis, at } };
  }
  for (const period of PERIODS) {
    const rubrics = { chapterRubric: CHAPTER_RUBRIC, unitRubric: CLUSTER_RUBRIC };
    yield {
      type: 'PeriodOpened',
      data: { ...period, ...rubrics, unitId: CENTRAL, name: period.code, at: period.from },
    };
  }
}
