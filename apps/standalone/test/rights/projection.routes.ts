import type { Route, RouteTable } from './route.js';

const whole = (takes: Route['takes'], attempt: Route['attempt']): Route => ({
  ...{ roles: ['operator'], takes, names: 'the whole organisation', of: 'commune', attempt },
});

const on = (path: string, body: object): Route => ({
  ...whole('capture', () => ({ path: `/v1/projections/${path}`, body })),
  mayConflict: true,
});

/** For operators of the whole organisation. */
export const projectionRoutes: RouteTable = {
  'GET /v1/projections': whole('view', () => ({ path: '/v1/projections', asIs: true })),
  'GET /v1/projections/:name': whole('view', () => ({ path: '/v1/projections/members', asIs: true })),
  'POST /v1/projections/:name/rebuild': on('clusters/rebuild', {}),
  'POST /v1/projections/:name/rollback': on('members/rollback', { build: 1 }),
  'POST /v1/projections/:name/drop': on('members/drop', {}),
  'POST /v1/projections/:name/skips': on('members/skips', { position: '0'.repeat(20), reason: 'Ghi nhầm' }),
};
