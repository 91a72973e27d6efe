import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import type { TestLedger } from '../test-ledger.js';
import { founderOf } from '../world/founder.js';
import type { Founder } from '../world/founder.js';
import { foundSmallMap } from '../world/map.js';
import * as things from '../world/things.js';
import type { Pool } from './valid-values.js';

/** A name that stands only where neither the commune cadre nor the province verifier may look. */
export const SECRET_NAME = 'Lý Thị Ngoài Vùng';

type Things = Readonly<Record<string, readonly string[]>>;

/**
 * Ids to fuzz with: whoever sees everything leaves alone what is outside and the root above it, or she might bring it
 * inside, as by a successor of the root.
 */
export type FuzzWorld = { readonly poolOf: (sender: DemoRole | 'nobody') => Pool };

export const foundFuzzWorld = async (ledger: TestLedger): Promise<FuzzWorld> => {
  const founder = founderOf(ledger);
  const { root, province, commune, sibling, otherProvince, otherCommune } = await foundSmallMap(founder);
  const inside = poolFrom([
    { units: [province, commune, sibling] },
    await thingsIn(founder, province, commune, 'Nguyễn Thị Ví Dụ'),
  ]);
  const everywhere = poolFrom([
    { units: [root, province, commune, sibling, otherProvince, otherCommune] },
    await thingsIn(founder, province, commune, 'Nguyễn Thị Ví Dụ'),
    await thingsIn(founder, otherProvince, otherCommune, SECRET_NAME),
  ]);
  const seesAll = (sender: DemoRole | 'nobody'): boolean => sender !== 'nobody' && demoPersons[sender].unit === root;
  return { poolOf: (sender) => (seesAll(sender) ? inside : everywhere) };
};

/** What the names of fields mean, where they are not those of the paths. */
const MEANINGS: Readonly<Record<string, string>> = {
  ...{ unitId: 'units', parentId: 'units', memberUnitId: 'units', unit: 'units', member: 'units' },
  ...{ chapterId: 'chapters', from: 'chapters', to: 'chapters', id: 'chapters', rubricId: 'rubrics' },
  ...{ personId: 'members', traineeId: 'members', traineeIds: 'members', planId: 'training-plans' },
  ...{
    periodId: 'evaluation-periods',
    period: 'evaluation-periods',
    person: 'members',
    persons: 'members',
    rightId: 'rights',
    holdingId: 'posts',
    figureId: 'figures',
  },
};

/** Somebody whose rights may be taken without anybody missing them, and a number that nobody else has. */
const SOMEBODY = 'somebody';
const IDENTITY_NUMBER = '001190000001';

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  ...{ actorId: [SOMEBODY, 'nobody'], actor: [SOMEBODY], identityNumber: [IDENTITY_NUMBER] },
  ...{ search: ['Ví Dụ', 'vi du'], halfYear: ['2023-H1'], criterionId: ['movements', 'activities'] },
};

const poolFrom = (worlds: readonly Things[]): Pool => {
  const ids = worlds.flatMap((things) => Object.values(things).flat());
  const named = (name: string) => worlds.flatMap((things) => things[name] ?? []);
  return {
    ids,
    texts: TEXTS,
    likely: (name) => {
      const likely = named(MEANINGS[name] ?? name);
      return likely.length > 0 ? likely : ids;
    },
  };
};

const rightOn = (unitId: string) => ({
  ...{ role: 'commune-cadre' as const, unitId, capture: true, sensitive: false, mayGrant: false },
  ...{ topics: [], from: '2023-01-01', to: null },
});

const thingsIn = async (founder: Founder, province: string, commune: string, name: string): Promise<Things> => {
  const chapter = await things.chapterOf(founder, commune, name);
  const other = await things.chapterOf(founder, commune, name);
  const ofChapter = { kind: 'chapter', id: chapter } as const;
  const ofUnit = { kind: 'unit', id: commune } as const;
  const member = await things.memberOf(founder, chapter, name);
  const rubric = await things.rubricOf(founder, province);
  const period = await things.periodOf(founder, province, '2023-H1', rubric);
  const cluster = await things.clusterOf(founder, province);
  const trainingClass = await things.classOf(founder, province);
  await things.join(founder, cluster, commune);
  await things.enrol(founder, trainingClass, things.traineeFrom(member, member, commune, name));
  return {
    chapters: [chapter, other],
    groups: [await things.groupOf(founder, chapter)],
    members: [member, await things.memberOf(founder, other, name, { identityNumber: IDENTITY_NUMBER })],
    rights: [await founder.grant(SOMEBODY, rightOn(commune))],
    'person-requests': [await things.requestOf(founder, member, commune)],
    'honorary-members': [await things.honoraryMemberOf(founder, chapter, name)],
    posts: [await things.postOf(founder, ofChapter, member, name), await things.postOf(founder, ofUnit, member, name)],
    'training-plans': [await things.planOf(founder, province)],
    'training-classes': [trainingClass],
    rubrics: [rubric],
    'evaluation-periods': [period],
    scorecards: [
      await things.scorecardOf(founder, period, ofChapter, 'verified'),
      await things.scorecardOf(founder, period, { kind: 'chapter', id: other }, 'published'),
    ],
    'emulation-clusters': [cluster],
    initiatives: [await things.initiativeOf(founder, commune)],
    awards: [await things.awardOf(founder, ofUnit)],
    figures: [await things.figureOf(founder, ofChapter), await things.figureOf(founder, ofUnit)],
  };
};
