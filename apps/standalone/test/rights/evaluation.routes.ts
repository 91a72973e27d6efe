import * as things from '../world/things.js';
import type { Body, ScorecardStatus } from '../world/things.js';
import { change, creation, judges, keepers, readers, view } from './route.js';
import type { Route, RouteTable } from './route.js';
import { newId, ofChapter, ofUnit, pathOf } from './sites.js';
import type { Site } from './sites.js';

const at = '2023-06-29';
const source = { title: 'Báo cáo mẫu' };
const score = { criterionId: 'movements', points: 9, bonus: 0, at };

/** A scorecard of a chapter of its own, on its way as far as said. */
const newCard =
  (what: string, upTo: ScorecardStatus) =>
  async ({ founder, commune, name, period }: Site): Promise<string> => {
    const id = await things.chapterOf(founder, commune, `Chi hội ${name}`);
    return `/v1/scorecards/${await things.scorecardOf(founder, period, { kind: 'chapter', id }, upTo)}/${what}`;
  };

const newRubric = async ({ founder, unit }: Site, what: string): Promise<string> =>
  `/v1/rubrics/${await things.rubricOf(founder, unit)}/${what}`;
const newCluster = async ({ founder, unit }: Site, what: string): Promise<string> =>
  `/v1/emulation-clusters/${await things.clusterOf(founder, unit)}/${what}`;
const newInitiative = async ({ founder, unit }: Site, what: string): Promise<string> =>
  `/v1/initiatives/${await things.initiativeOf(founder, unit)}/${what}`;

const scorecards: RouteTable = {
  'GET /v1/scorecards': view(
    ...([readers, 'in a list', ({ unit }: Site) => `/v1/scorecards?limit=200&unit=${unit}`] as const),
    ({ scorecard }) => `"scorecardId":"${scorecard}"`,
  ),
  'GET /v1/scorecards/:id': view(
    ...([readers, 'in the path', ({ scorecard }: Site) => `/v1/scorecards/${scorecard}`] as const),
    ({ scorecard }) => `"scorecardId":"${scorecard}"`,
  ),
  'POST /v1/scorecards': creation(keepers, '/v1/scorecards', async ({ founder, commune, name, period }) => {
    const id = await things.chapterOf(founder, commune, `Chi hội ${name}`);
    return { ...score, periodId: period, body: { kind: 'chapter', id } };
  }),
  'POST /v1/scorecards/:id/verify': change(judges, newCard('verify', 'proposed'), { ...score, reason: 'Thiếu' }),
  'POST /v1/scorecards/:id/return': change(judges, newCard('return', 'verified'), {
    ...{ from: 'verified', reason: 'Xem lại', at },
  }),
  'POST /v1/scorecards/:id/approve': change(judges, newCard('approve', 'verified'), { at }),
  'POST /v1/scorecards/:id/publish': change(judges, newCard('publish', 'approved'), { at }),
  'POST /v1/scorecards/:id/correct': change(judges, newCard('correct', 'published'), { ...score, reason: 'Nhầm' }),
};

const rules: RouteTable = {
  'POST /v1/rubrics': creation(judges, '/v1/rubrics', ({ unit }) => things.rubricFor(unit)),
  'POST /v1/rubrics/:id/versions': change(
    ...([judges, (site: Site) => newRubric(site, 'versions')] as const),
    ({ unit }) => things.rubricFor(unit, 2),
  ),
  'POST /v1/rubrics/:id/void-criterion': change(judges, (site) => newRubric(site, 'void-criterion'), {
    ...{ rubricVersion: 1, criterionId: 'activities', reason: 'Không áp dụng', at },
  }),
  'POST /v1/evaluation-periods': creation(judges, '/v1/evaluation-periods', ({ unit, rubric }) =>
    things.periodFor(unit, newId().slice(0, 8), rubric),
  ),
  'POST /v1/evaluation-periods/:id/close': change(
    ...([
      judges,
      async ({ founder, unit, rubric }: Site) =>
        `/v1/evaluation-periods/${await things.periodOf(founder, unit, newId().slice(0, 8), rubric)}/close`,
    ] as const),
    { at: '2023-07-10' },
  ),
};

/** From the beginning of the log until now. */
const difference = (path: (site: Site) => string, shows: (site: Site) => string): Route => ({
  ...{ roles: readers, takes: 'view', names: 'in the path', of: 'commune', shows },
  attempt: (site) => ({ path: `${path(site)}?from=${'1'.padStart(20, '0')}`, asIs: true }),
});

const clusters: RouteTable = {
  'GET /v1/emulation-clusters': view(
    ...([readers, 'in a list', ({ unit }: Site) => `/v1/emulation-clusters?limit=200&member=${unit}`] as const),
    ({ cluster }) => `"clusterId":"${cluster}"`,
  ),
  'GET /v1/emulation-clusters/:id': view(
    ...([readers, 'in the path', ({ cluster }: Site) => `/v1/emulation-clusters/${cluster}`] as const),
    ({ cluster }) => `"clusterId":"${cluster}"`,
  ),
  'GET /v1/emulation-clusters/:id/ranking': view(
    ...([readers, 'in the path', ({ cluster }: Site) => `/v1/emulation-clusters/${cluster}/ranking`] as const),
    ({ cluster }) => `"clusterId":"${cluster}"`,
  ),
  'GET /v1/emulation-clusters/:id/ranking/explain': view(
    ...([
      readers,
      'in the path',
      ({ cluster, unit }: Site) => `/v1/emulation-clusters/${cluster}/ranking/explain?unit=${unit}`,
    ] as const),
    ({ cluster }) => `"clusterId":"${cluster}"`,
  ),
  'GET /v1/emulation-clusters/:id/ranking/difference': difference(
    ({ cluster }) => `/v1/emulation-clusters/${cluster}/ranking/difference`,
    ({ cluster }) => `"clusterId":"${cluster}"`,
  ),
  'POST /v1/emulation-clusters': creation(judges, '/v1/emulation-clusters', ({ unit, name }) => ({
    ...{ unitId: unit, name: `Cụm ${name}`, at },
  })),
  'POST /v1/emulation-clusters/:id/members': change(
    judges,
    (site) => newCluster(site, 'members'),
    ({ unit }) => ({
      ...{ memberUnitId: unit, at },
    }),
  ),
  'POST /v1/emulation-clusters/:id/members/leave': change(
    ...([
      judges,
      async (site: Site) => {
        const path = await newCluster(site, 'members');
        await site.founder.post(path, { memberUnitId: site.unit, at });
        return `${path}/leave`;
      },
    ] as const),
    ({ unit }) => ({ memberUnitId: unit, at }),
  ),
};

const praise: RouteTable = {
  'POST /v1/initiatives': creation(keepers, '/v1/initiatives', ({ unit, name }) => ({
    ...{ unitId: unit, name: `Mô hình ${name}`, model: 'one-plus-one', pilot: true, at },
  })),
  // What anybody launched may be adopted: only the adopting body must be one's own.
  'POST /v1/initiatives/:id/adoptions': creation(
    ...([keepers, (site: Site) => newInitiative(site, 'adoptions')] as const),
    (site) => ({ body: ofChapter(site), at }),
  ),
  'POST /v1/initiatives/:id/end': change(keepers, (site) => newInitiative(site, 'end'), { reason: 'Tổng kết', at }),
  'POST /v1/awards': creation(judges, '/v1/awards', (site) => ({
    ...{ body: ofUnit(site), title: `Cờ ${site.name}`, periodId: null, at },
    decision: { number: '1/QĐ', issuer: 'Hội Ví Dụ', date: at },
  })),
  'POST /v1/awards/:id/revoke': change(
    ...([
      judges,
      async (site: Site) => `/v1/awards/${await things.awardOf(site.founder, ofUnit(site))}/revoke`,
    ] as const),
    { reason: 'Không đúng', at },
  ),
};

/** The same routes below a unit and below a chapter. */
const reports = (kind: Body['kind'], bodyOf: (site: Site) => Body): RouteTable => {
  const route = `POST /v1/${kind}s/:id`;
  const below = (what: string) => (site: Site) => `${pathOf(bodyOf(site))}/${what}`;
  const figure = { indicator: 'officers-trained', value: 3, unit: 'người', source, at };
  const reported = async (site: Site): Promise<string> =>
    `${pathOf(bodyOf(site))}/figures/${await things.figureOf(site.founder, bodyOf(site))}/correct`;
  return {
    [`${route}/activities`]: change(keepers, below('activities'), { name: 'Sinh hoạt', activityKind: 'thematic', at }),
    [`${route}/targets`]: change(keepers, below('targets'), () => ({
      ...{
        indicator: `i-${newId().slice(0, 8)}`,
        value: 90,
        unit: '%',
        from: '2022-01-01',
        to: '2027-12-31',
        source,
        at,
      },
    })),
    [`${route}/figures`]: change(keepers, below('figures'), figure),
    [`${route}/figures/:figureId/correct`]: change(keepers, reported, { value: 2, reason: 'Sót', source, at }),
  };
};

/** A file: what it shows is not to be found in its bytes as they are. */
const printed = (path: (site: Site) => string): Route => ({
  ...{ roles: readers, takes: 'view', names: 'in the path', of: 'commune' },
  attempt: (site) => ({ path: path(site), asIs: true }),
});

const whoReads = ['analyst', 'central-officer', 'auditor'] as const;

/** Simulations count the whole organisation. What is asked for is recorded nowhere, so a right to view will do. */
const whatIf = (roles: Route['roles'], attempt: Route['attempt']): Route => ({
  ...{ roles, takes: 'view', names: 'the whole organisation', of: 'commune', mayConflict: true, attempt },
});
const tried = new Map<Site['founder'], Promise<string>>();
const simulation =
  (below = ''): Route['attempt'] =>
  async ({ founder }) => {
    const asked = tried.get(founder) ?? founder.simulate();
    tried.set(founder, asked);
    return { path: `/v1/what-if/${await asked}${below}`, asIs: true };
  };
const trying: RouteTable = {
  'POST /v1/what-if': whatIf(['analyst'], () => ({ path: '/v1/what-if', body: { name: 'Thử' } })),
  'GET /v1/what-if': whatIf(whoReads, () => ({ path: '/v1/what-if', asIs: true })),
  'GET /v1/what-if/:id': whatIf(whoReads, simulation()),
  'GET /v1/what-if/:id/results': whatIf(whoReads, simulation('/results')),
  'POST /v1/what-if/:id/cancel': whatIf(['analyst'], async (site, as) => ({
    ...(await simulation('/cancel')(site, as)),
    body: {},
  })),
};

export const evaluationRoutes: RouteTable = {
  ...trying,
  'GET /v1/emulation-clusters/:id/report.pdf': printed(({ cluster }) => `/v1/emulation-clusters/${cluster}/report.pdf`),
  'GET /v1/units/:id/strength-report.pdf': printed(({ unit }) => `/v1/units/${unit}/strength-report.pdf`),
  ...scorecards,
  ...rules,
  ...clusters,
  ...praise,
  ...reports('unit', ofUnit),
  ...reports('chapter', ofChapter),
  'GET /v1/standings/chapters': view(
    ...([readers, 'in a list', ({ unit }: Site) => `/v1/standings/chapters?limit=200&unit=${unit}`] as const),
    ({ chapter }) => `"chapterId":"${chapter}"`,
  ),
  'GET /v1/standings/chapters/:id/difference': difference(
    ({ chapter }) => `/v1/standings/chapters/${chapter}/difference`,
    ({ chapter }) => `"chapterId":"${chapter}"`,
  ),
  'GET /v1/standings/chapters/:id': view(
    ...([readers, 'in the path', ({ chapter }: Site) => `/v1/standings/chapters/${chapter}`] as const),
    ({ chapter }) => `"chapterId":"${chapter}"`,
  ),
  'GET /v1/standings/chapters/:id/explain': view(
    ...([readers, 'in the path', ({ chapter }: Site) => `/v1/standings/chapters/${chapter}/explain`] as const),
    ({ chapter }) => `"chapterId":"${chapter}"`,
  ),
};
