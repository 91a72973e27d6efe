import { randomUUID } from 'node:crypto';
import type { Founder } from '../world/founder.js';
import * as things from '../world/things.js';
import type { Body } from '../world/things.js';

/** The map on which rights are tried. */
export type Units = {
  readonly root: string;
  readonly province: string;
  readonly district: string;
  readonly commune: string;
  readonly sibling: string;
  readonly closed: string;
  readonly otherDistrict: string;
  readonly otherProvince: string;
};

/** A unit with a chapter and things in both, for requests to be about. Every name in it holds its own. */
export type Site = {
  readonly founder: Founder;
  readonly name: string;
  readonly unit: string;
  /** Where its chapters lie: the unit itself, or one below it. */
  readonly commune: string;
  readonly chapter: string;
  readonly neighbour: string;
  readonly member: string;
  readonly identityNumber: string;
  /** Who holds a post in the unit, and in the chapter. */
  readonly holders: Readonly<Record<Body['kind'], string>>;
  readonly plan: string;
  readonly trainingClass: string;
  readonly scorecard: string;
  readonly cluster: string;
  /** Somebody with a right on the unit. */
  readonly dweller: string;
  /** Of the whole organisation, with rubrics for chapters and for units. */
  readonly period: string;
  readonly rubric: string;
};

export const ofUnit = ({ unit }: Site): Body => ({ kind: 'unit', id: unit });
export const ofChapter = ({ chapter }: Site): Body => ({ kind: 'chapter', id: chapter });
export const pathOf = ({ kind, id }: Body): string => `/v1/${kind}s/${id}`;
export const newId = (): string => randomUUID();

export const foundUnits = async (founder: Founder): Promise<Units> => {
  const unit = (parent: string, level: string, name: string) => things.unitUnder(founder, parent, level, name);
  const root = newId();
  await founder.post('/v1/units', { id: root, level: 'central', kind: 'Đơn vị', name: 'Hội Ví Dụ', at: '2022-12-01' });
  const province = await unit(root, 'province', 'Tỉnh Ví Dụ');
  const district = await unit(province, 'district', 'Huyện Ví Dụ');
  return {
    ...{ root, province, district },
    commune: await unit(district, 'commune', 'Xã Ví Dụ'),
    sibling: await unit(district, 'commune', 'Xã Láng Giềng'),
    closed: await unit(district, 'commune', 'Xã Đã Giải Thể'),
    otherDistrict: await unit(province, 'district', 'Huyện Khác'),
    otherProvince: await unit(root, 'province', 'Tỉnh Khác'),
  };
};

type Shared = { readonly period: string; readonly rubric: string };

/** A period of the whole organisation, by rubrics for chapters and for units. */
export const foundPeriod = async (founder: Founder, root: string): Promise<Shared> => {
  const rubric = await things.rubricOf(founder, root);
  const forUnits = await founder.post('/v1/rubrics', { ...things.rubricFor(root), appliesTo: 'unit' });
  const unitRubric = { rubricId: forUnits, rubricVersion: 1 };
  const period = { ...things.periodFor(root, '2023-H1', rubric), unitRubric };
  return { rubric, period: await founder.post('/v1/evaluation-periods', period) };
};

/** @param commune in which the chapters lie: the unit itself, or one below it */
export const foundSite = async (
  founder: Founder,
  { name, unit, commune = unit }: { readonly name: string; readonly unit: string; readonly commune?: string },
  shared: Shared,
): Promise<Site> => {
  const chapter = await things.chapterOf(founder, commune, `Chi hội ${name}`);
  const cluster = await things.clusterOf(founder, unit, `Cụm ${name}`);
  await things.join(founder, cluster, unit);
  const dweller = `dweller-${newId()}`;
  await founder.grant(dweller, {
    ...{ role: 'commune-cadre', unitId: unit, capture: true, sensitive: false, mayGrant: false },
    ...{ topics: [], from: '2023-01-01', to: null },
  });
  const identityNumber = String(100_000_000_000 + Math.floor(Math.random() * 1e9));
  const trainingClass = await things.classOf(founder, unit, `Lớp ${name}`);
  await things.enrol(founder, trainingClass, things.traineeFrom(newId(), newId(), unit, `Đỗ Thị ${name}`));
  return {
    ...{ founder, name, unit, commune, chapter, cluster, dweller, ...shared },
    neighbour: await things.chapterOf(founder, commune, `Chi hội láng giềng ${name}`),
    identityNumber,
    member: await things.memberOf(founder, chapter, `Nguyễn Thị ${name}`, { identityNumber }),
    holders: {
      unit: await things.postOf(founder, { kind: 'unit', id: unit }, newId(), `Phạm Thị ${name}`),
      chapter: await things.postOf(founder, { kind: 'chapter', id: chapter }, newId(), `Phạm Thị ${name}`),
    },
    plan: await things.planOf(founder, unit, `Kế hoạch ${name}`),
    trainingClass,
    scorecard: await things.scorecardOf(founder, shared.period, { kind: 'chapter', id: chapter }, 'published'),
  };
};
