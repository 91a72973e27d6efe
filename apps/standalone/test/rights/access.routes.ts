import { roles, topics } from '@sohoi/access/events';
import type { Role } from '@sohoi/access/events';
import type { Route, RouteTable } from './route.js';
import { newId } from './sites.js';
import type { Site } from './sites.js';

/** A right of the asker's own role, since nobody grants another one. */
const rightFor = ({ unit }: Site, role: Role) => ({
  ...{ role, unitId: unit, capture: false, sensitive: false, mayGrant: false, from: '2026-01-01', to: null },
  topics: role === 'subscriber' ? [...topics] : [],
});

const granting = (attempt: Route['attempt'], names: Route['names'] = 'in the path'): Route => ({
  ...{ roles, takes: 'grant', names, of: 'commune', attempt },
});

/** Somebody who holds that right and nothing else. */
const holder = async (site: Site, role: Role): Promise<{ actor: string; rightId: string }> => {
  const actor = `holder-${newId()}`;
  return { actor, rightId: await site.founder.grant(actor, rightFor(site, role)) };
};

export const accessRoutes: RouteTable = {
  'GET /v1/me': {
    ...{ roles, takes: 'view', names: 'nothing', of: 'commune' },
    attempt: () => ({ path: '/v1/me' }),
  },
  'GET /v1/rights': {
    ...{ roles, takes: 'view', names: 'in a list', of: 'commune' },
    attempt: ({ dweller }) => ({ path: `/v1/rights?actor=${dweller}` }),
    shows: ({ dweller }) => `"actorId":"${dweller}"`,
  },
  'GET /v1/actors/:actorId/rights': {
    ...{ roles, takes: 'view', names: 'in a list', of: 'commune' },
    attempt: ({ dweller }) => ({ path: `/v1/actors/${dweller}/rights` }),
    shows: ({ dweller }) => `"actorId":"${dweller}"`,
  },
  'POST /v1/actors/:actorId/rights': granting(
    (site, as) => ({ path: `/v1/actors/new-${newId()}/rights`, body: rightFor(site, as) }),
    'in the body',
  ),
  'POST /v1/actors/:actorId/rights/:rightId/withdraw': granting(async (site, as) => {
    const { actor, rightId } = await holder(site, as);
    return { path: `/v1/actors/${actor}/rights/${rightId}/withdraw`, body: { reason: 'Chuyển công tác' } };
  }),
  'POST /v1/actors/:actorId/sessions/revoke': granting(async (site, as) => {
    const { actor } = await holder(site, as);
    return { path: `/v1/actors/${actor}/sessions/revoke`, body: { reason: 'Mất điện thoại' } };
  }),
};
