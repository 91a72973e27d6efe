import { roles } from '@sohoi/access/events';
import { accessRoutes } from './access.routes.js';
import { evaluationRoutes } from './evaluation.routes.js';
import { membershipRoutes } from './membership.routes.js';
import { organizationRoutes } from './organization.routes.js';
import { personsRoutes } from './persons.routes.js';
import { projectionRoutes } from './projection.routes.js';
import { view } from './route.js';
import type { RouteTable } from './route.js';
import { trainingRoutes } from './training.routes.js';
import { webhookRoutes } from './webhook.routes.js';

/** Routes that need no token. They show nothing of anybody: whether the process lives, how to ask, how to sign in; hashes. */
export const publicRoutes: readonly string[] = [
  'GET /health/live',
  'GET /health/ready',
  'GET /docs',
  'GET /docs/',
  'GET /docs/index.html',
  'GET /docs/LICENSE',
  'GET /docs/swagger-ui-init.js',
  'GET /docs/docs/swagger-ui-init.js',
  'GET /openapi.json',
  'GET /openapi.yaml',
  'GET /docs/events',
  'GET /schemas/:name/:version',
  'GET /ledger/key',
  'GET /ledger/checkpoint',
  'GET /ledger/tile/*path',
  'GET /ledger/inclusion',
  'GET /ledger/consistency',
];

/** Every route that needs a token. One that is not here fails the build: say first who may use it. */
export const routeTable: RouteTable = {
  ...accessRoutes,
  ...organizationRoutes,
  ...membershipRoutes,
  ...trainingRoutes,
  ...evaluationRoutes,
  ...personsRoutes,
  ...projectionRoutes,
  ...webhookRoutes,
  'GET /v1/status': {
    ...{ roles: ['operator'], takes: 'view', names: 'nothing', of: 'commune' },
    attempt: () => ({ path: '/v1/status' }),
  },
  'GET /v1/events': view(
    ...([['auditor', 'analyst', 'central-officer', 'subscriber'], 'in a list'] as const),
    ({ plan }) => `/v1/events?stream=trainingPlan-${plan}`,
    ({ plan }) => `"planId":"${plan}"`,
  ),
  'GET /feeds/:topic': view(
    ...([['auditor', 'analyst', 'central-officer', 'subscriber'], 'in a list'] as const),
    ({ plan }) => `/feeds/training?limit=1000&subject=trainingPlan/${plan}`,
    ({ plan }) => `"planId":"${plan}"`,
  ),
  'GET /feeds/:topic/stream': view(
    ...([['auditor', 'analyst', 'central-officer', 'subscriber'], 'in a list'] as const),
    () => '/feeds/training/stream?timeout=0',
    ({ plan }) => plan,
  ),
  'GET /v1/history': view(
    ...([['auditor', 'analyst', 'central-officer'], 'in a list'] as const),
    ({ chapter }) => `/v1/history?unit=${chapter}`,
    ({ chapter }) => `"thing":{"kind":"chapter","id":"${chapter}"}`,
  ),
  'GET /v1/history/:kind/:id': view(
    ...([['auditor', 'analyst', 'central-officer'], 'in the path'] as const),
    ({ trainingClass }) => `/v1/history/class/${trainingClass}`,
    ({ trainingClass }) => `"thing":{"kind":"class","id":"${trainingClass}"}`,
  ),
  'GET /v1/units/:id/difference': {
    ...{ roles: ['auditor', 'analyst', 'central-officer', 'province-verifier'], takes: 'view', names: 'in the path' },
    of: 'commune',
    attempt: ({ unit }) => ({ path: `/v1/units/${unit}/difference?from=${'1'.padStart(20, '0')}`, asIs: true }),
    shows: ({ unit }) => `"id":"${unit}"`,
  },
  'GET /v1/receipts/:position': {
    ...{ roles, takes: 'view', names: 'nothing', of: 'commune' },
    attempt: () => ({ path: `/v1/receipts/${'1'.padStart(20, '0')}`, asIs: true }),
  },
};
