import * as things from '../world/things.js';
import { change, creation, keepers, view } from './route.js';
import type { RouteTable } from './route.js';
import { newId } from './sites.js';
import type { Site } from './sites.js';

const receivers = [...keepers, 'data-protection-officer'] as const;
const seers = [...receivers, 'auditor'] as const;
const deciders = ['data-protection-officer'] as const;

const at = '2026-03-10';
const ground = { legalGround: 'data-law-art-4-1', at };

const asked = ({ unit, member }: Site, kind = 'access', personId = member) => ({
  ...{ personId, unitId: unit, kind, channel: 'by-post', wish: 'Theo nguyện vọng', at: '2026-03-03' },
});

/** One request for each site, which reads show; granted by another hand than the one that took it in. */
const shownRequests = new WeakMap<Site, Promise<string>>();
const shownRequest = (site: Site): Promise<string> => {
  const made = shownRequests.get(site) ?? newRequest(site, 'grant');
  shownRequests.set(site, made);
  return made;
};

const newRequest = async (site: Site, ...steps: readonly 'grant'[]): Promise<string> => {
  const id = await site.founder.post('/v1/person-requests', asked(site));
  for (const step of steps) await site.founder.post(`/v1/person-requests/${id}/${step}`, ground, 1);
  return id;
};

const step =
  (what: string, ...before: readonly 'grant'[]) =>
  async (site: Site): Promise<string> =>
    `/v1/person-requests/${await newRequest(site, ...before)}/${what}`;

const hold = ({ unit }: Site) => ({ unitId: unit, legalGround: 'archives-law', reason: 'Lưu trữ', at });

const newHold = async (site: Site): Promise<string> => {
  const path = `/v1/persons/${site.member}/holds`;
  return `${path}/${await site.founder.post(path, hold(site), 1)}/lift`;
};

const newRestriction = async (site: Site): Promise<string> => {
  const { founder, chapter, name } = site;
  const personId = await things.memberOf(founder, chapter, `Phan Thị ${name}`);
  const id = await founder.post('/v1/person-requests', asked(site, 'restriction', personId));
  await founder.post(`/v1/person-requests/${id}/grant`, ground, 1);
  return `/v1/persons/${personId}/restriction/lift`;
};

const lifting = ({ unit }: Site) => ({ unitId: unit, reason: 'Đồng ý', at });

export const personsRoutes: RouteTable = {
  'GET /v1/person-requests': {
    ...{ roles: seers, takes: 'view', names: 'in a list', of: 'commune' },
    attempt: async (site) => {
      await shownRequest(site);
      return { path: `/v1/person-requests?person=${site.member}&limit=200` };
    },
    shows: ({ member }) => `"personId":"${member}"`,
  },
  'GET /v1/person-requests/:id': {
    ...{ roles: seers, takes: 'view', names: 'in the path', of: 'commune' },
    attempt: async (site) => ({ path: `/v1/person-requests/${await shownRequest(site)}` }),
    shows: ({ member }) => `"personId":"${member}"`,
  },
  'POST /v1/person-requests': creation(receivers, '/v1/person-requests', (site) => asked(site)),
  'POST /v1/person-requests/:id/acknowledge': change(receivers, step('acknowledge'), { at }),
  'POST /v1/person-requests/:id/withdraw': change(receivers, step('withdraw'), { at }),
  'POST /v1/person-requests/:id/extend': change(deciders, step('extend'), { days: 5, reason: 'Hỏi lại', at }),
  'POST /v1/person-requests/:id/grant': change(deciders, step('grant'), ground),
  'POST /v1/person-requests/:id/refuse': change(deciders, step('refuse'), {
    ...{ legalGround: 'data-law-art-4-3', reason: 'Không đủ căn cứ', at },
  }),
  'POST /v1/person-requests/:id/complete': change(deciders, step('complete', 'grant'), { at }),
  'GET /v1/persons/:id': view(
    seers,
    'in the path',
    ({ member }) => `/v1/persons/${member}`,
    ({ member }) => `"personId":"${member}"`,
  ),
  'GET /v1/persons/:id/extract': {
    ...{ roles: deciders, takes: 'view', sensitive: true, names: 'in the path', of: 'commune' },
    attempt: async (site) => {
      await shownRequest(site);
      return { path: `/v1/persons/${site.member}/extract` };
    },
    shows: ({ member }) => `<code>${member}</code>`,
  },
  'POST /v1/persons/:id/holds': creation(
    deciders,
    ({ member }) => Promise.resolve(`/v1/persons/${member}/holds`),
    (site) => ({
      ...{ id: newId(), ...hold(site) },
    }),
  ),
  'POST /v1/persons/:id/holds/:holdId/lift': change(deciders, newHold, lifting),
  'POST /v1/persons/:id/restriction/lift': change(deciders, newRestriction, lifting),
  'GET /v1/readings': {
    ...{ roles: ['auditor', 'data-protection-officer'], takes: 'view', names: 'in a list', of: 'commune' },
    attempt: ({ member }) => ({ path: `/v1/readings?person=${member}` }),
  },
  'GET /v1/holiday-calendars/:year': {
    ...{ roles: seers, takes: 'view', names: 'nothing', of: 'commune' },
    attempt: () => ({ path: '/v1/holiday-calendars/2026' }),
  },
  /** Open to nobody for any unit but the central one. */
  'POST /v1/holiday-calendars': creation([], '/v1/holiday-calendars', ({ unit }) => ({
    ...{ unitId: unit, year: 2026, days: [], source: { title: 'Lịch nghỉ ví dụ' }, at },
  })),
};
