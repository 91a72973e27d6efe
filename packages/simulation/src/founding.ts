import { sampleChapterRubric, sampleClusterRubric } from '@sohoi/standings';
import { KIND } from './chance.js';
import { CITIES, PROVINCES } from './names.js';
import type { Simulation } from './nation.js';
import { centralOf, ofChapter } from './world.js';
import type { World } from './world.js';

const FOUNDED = '2000-01-01';
const CLUSTERS = 8;

export const chapterRubricOf = ({ chance }: Pick<World, 'chance'>) => ({
  rubricId: chance.id(KIND.body, 1),
  rubricVersion: 1,
});
export const clusterRubricOf = ({ chance }: Pick<World, 'chance'>) => ({
  rubricId: chance.id(KIND.body, 2),
  rubricVersion: 1,
});

/** The map, the samples of rubrics and the clusters. Its first event names the simulation. */
export const found = (world: World, { members, seed }: Simulation): void => {
  const { book, chance, nation } = world;
  const central = centralOf(world);
  const name = `Hội LHPN mô phỏng (hạt giống ${seed}, ${members} hội viên)`;
  const own = { unitId: central, parentId: null, level: 'central' as const, kind: 'Trung ương', code: null };
  book.request(0, 'central-officer', 1);
  book.write(`unit-${central}`, { type: 'UnitEstablished', data: { ...own, name, at: FOUNDED } });
  for (let n = 0; n < nation.provinces; n += 1) province(world, n);
  for (let n = 0; n < nation.communes; n += 1) commune(world, n);
  const rubrics = [
    { ...chapterRubricOf(world), unitId: central, ...sampleChapterRubric },
    { ...clusterRubricOf(world), unitId: central, ...sampleClusterRubric },
  ];
  for (const data of rubrics) {
    book.write(`rubric-${data.rubricId}`, { type: 'RubricPublished', data: { ...data, at: '2021-01-01' } });
  }
  const clusters = Math.min(CLUSTERS, nation.provinces);
  for (let n = 0; n < clusters; n += 1) {
    const clusterId = chance.id(KIND.body, 16 + n);
    const of = { clusterId, unitId: central };
    book.write(`cluster-${clusterId}`, {
      type: 'ClusterFormed',
      data: { ...of, name: `Cụm thi đua số ${n + 1}`, at: '2021-01-01' },
    });
    for (let member = n; member < nation.provinces; member += clusters) {
      const data = { ...of, memberUnitId: world.unitIdOfProvince(member), at: '2021-01-01' };
      book.write(`cluster-${clusterId}`, { type: 'UnitJoinedCluster', data });
    }
  }
};

const province = (world: World, n: number): void => {
  const unitId = world.unitIdOfProvince(n);
  const name = PROVINCES[n] ?? `số ${n + 1}`;
  const kind = CITIES.includes(name) ? 'Thành phố' : 'Tỉnh';
  const own = { unitId, parentId: centralOf(world), level: 'province' as const, kind, code: null };
  world.book.write(`unit-${unitId}`, { type: 'UnitEstablished', data: { ...own, name, at: FOUNDED } });
};

const commune = (world: World, n: number): void => {
  const unitId = world.unitIdOfCommune(n);
  const kind = n % 4 === 0 ? 'Phường' : 'Xã';
  const parentId = world.unitIdOfProvince(world.nation.provinceOf(n));
  const own = { unitId, parentId, level: 'commune' as const, kind, code: null };
  world.book.write(`unit-${unitId}`, {
    type: 'UnitEstablished',
    data: { ...own, name: `${kind} mô phỏng ${n + 1}`, at: FOUNDED },
  });
};

/** A chapter with its groups: three, as Hà Nội had 2.7 a chapter in 2019. */
export const foundChapter = (world: World, chapter: number): void => {
  const { book, chance } = world;
  const of = ofChapter(world, chapter);
  const basis = chapter % 12 === 0 ? ('occupation' as const) : ('residence' as const);
  const name = `Chi hội mô phỏng ${chapter + 1}`;
  book.write(`chapter-${of.chapterId}`, { type: 'ChapterEstablished', data: { ...of, name, basis, at: FOUNDED } });
  for (let n = 0; n < 3; n += 1) {
    const groupId = chance.id(KIND.group, chapter * 4 + n);
    const data = { groupId, ...of, name: `Tổ phụ nữ ${n + 1}`, at: FOUNDED };
    book.write(`group-${groupId}`, { type: 'GroupEstablished', data }, 1);
  }
};
