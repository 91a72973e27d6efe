import * as things from '../world/things.js';
import type { Body } from '../world/things.js';
import { change, creation, keepers, officers, readers, view, viewers } from './route.js';
import type { RouteTable } from './route.js';
import { newId, ofChapter, ofUnit, pathOf } from './sites.js';
import type { Site } from './sites.js';

const at = '2023-04-01';
const women = () => ({ count: Math.floor(Math.random() * 1e6), at });

const newCommune = async ({ founder, unit, name }: Site, what: string): Promise<string> =>
  `/v1/units/${await things.unitUnder(founder, unit, 'commune', `Xã ${name}`)}/${what}`;

const newChapter = async ({ founder, commune, name }: Site, what: string): Promise<string> =>
  `/v1/chapters/${await things.chapterOf(founder, commune, `Chi hội ${name}`)}/${what}`;

const units: RouteTable = {
  'GET /v1/units': view(
    ...([viewers, 'in a list', ({ unit }: Site) => `/v1/units?limit=200&unit=${unit}`] as const),
    ({ unit }) => `"id":"${unit}"`,
  ),
  'GET /v1/units/:id': view(
    ...([viewers, 'in the path', ({ unit }: Site) => `/v1/units/${unit}`] as const),
    ({ unit }) => `"id":"${unit}"`,
  ),
  'POST /v1/units': creation(
    ...([officers, '/v1/units'] as const),
    ({ unit, name }) => ({ parentId: unit, level: 'commune', kind: 'Đơn vị', name: `Xã mới ${name}`, at }),
    'district',
  ),
  'POST /v1/units/:id/rename': change(
    ...([officers, (site: Site) => newCommune(site, 'rename')] as const),
    ({ name }) => ({ name: `Xã đổi tên ${name}`, at }),
    'district',
  ),
  // To where it is already, since the right may not reach any further; that is nothing new, and allowed.
  'POST /v1/units/:id/move': change(
    ...([officers, (site: Site) => newCommune(site, 'move')] as const),
    ({ unit }) => ({ to: unit, at }),
    'district',
  ),
  'POST /v1/units/:id/dissolve': change(
    ...([officers, (site: Site) => newCommune(site, 'dissolve'), { reason: 'Sắp xếp', at }] as const),
    'district',
  ),
  'POST /v1/units/:id/successors': change(
    officers,
    async (site) => {
      const path = await newCommune(site, 'dissolve');
      await site.founder.post(path, { reason: 'Sắp xếp', at });
      return path.replace('dissolve', 'successors');
    },
    ({ unit }) => ({ successorIds: [unit], at }),
    'district',
  ),
  'POST /v1/units/:id/women-count': change(keepers, (site) => `${pathOf(ofUnit(site))}/women-count`, women),
};

const chapters: RouteTable = {
  'POST /v1/chapters': creation(keepers, '/v1/chapters', ({ commune, name }) => ({
    ...{ unitId: commune, name: `Chi hội mới ${name}`, basis: 'residence', at },
  })),
  'POST /v1/chapters/:id/close': change(keepers, (site) => newChapter(site, 'close'), { reason: 'Ghép', at }),
  'POST /v1/chapters/:id/women-count': change(keepers, (site) => `${pathOf(ofChapter(site))}/women-count`, women),
  'POST /v1/groups': creation(keepers, '/v1/groups', ({ chapter, name }) => ({
    ...{ chapterId: chapter, name: `Tổ ${name}`, at },
  })),
  'POST /v1/groups/:id/close': change(
    ...([
      keepers,
      async (site: Site) => `/v1/groups/${await things.groupOf(site.founder, site.chapter)}/close`,
    ] as const),
    { reason: 'Ghép', at },
  ),
};

/** The same routes below a unit and below a chapter. */
const posts = (kind: Body['kind'], bodyOf: (site: Site) => Body): RouteTable => {
  const route = `POST /v1/${kind}s/:id/posts`;
  const pathTo = (site: Site): string => `${pathOf(bodyOf(site))}/posts`;
  const taking = (post: string) => (site: Site) => ({
    ...{ personId: newId(), fullName: `Phạm Thị ${site.name}`, gender: 'female', partyMember: false, post, at },
  });
  const held = async (site: Site, what: string): Promise<string> => {
    const holding = await things.postOf(site.founder, bodyOf(site), newId(), `Phạm Thị ${site.name}`);
    return `${pathTo(site)}/${holding}/${what}`;
  };
  const allowance = { amount: 540_000, source: 'localBudget', at };
  const allowed = async (site: Site): Promise<string> => {
    const path = await held(site, 'allowance');
    await site.founder.post(path, allowance);
    return `${path}/stop`;
  };
  const correction = ({ name }: Site) => ({ fullName: `Phạm Thị Đúng ${name}`, reason: 'Viết sai', at });
  return {
    [`GET /v1/${kind}s/:id/posts`]: view(
      readers,
      'in the path',
      pathTo,
      ({ holders }) => `"holdingId":"${holders[kind]}"`,
    ),
    [`${route}/elected`]: change(
      keepers,
      (site) => `${pathTo(site)}/elected`,
      taking(kind === 'chapter' ? 'chapterDeputy' : 'viceChair'),
    ),
    [`${route}/appointed`]: change(
      keepers,
      (site) => `${pathTo(site)}/appointed`,
      taking(kind === 'chapter' ? 'chapterDeputy' : 'specialisedOfficer'),
    ),
    [`${route}/:holdingId/correct-name`]: change(keepers, (site) => held(site, 'correct-name'), correction),
    [`${route}/:holdingId/relieve`]: change(keepers, (site) => held(site, 'relieve'), { reason: 'Chuyển', at }),
    [`${route}/:holdingId/allowance`]: change(keepers, (site) => held(site, 'allowance'), allowance),
    [`${route}/:holdingId/allowance/stop`]: change(keepers, allowed, { reason: 'Hết nguồn', at }),
    [`${route}/:holdingId/party-admission`]: change(keepers, (site) => held(site, 'party-admission'), { at }),
  };
};

export const organizationRoutes: RouteTable = {
  ...units,
  ...chapters,
  ...posts('unit', ofUnit),
  ...posts('chapter', ofChapter),
};
