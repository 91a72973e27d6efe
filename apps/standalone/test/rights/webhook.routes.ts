import type { Route, RouteTable } from './route.js';
import type { Site } from './sites.js';

/** A webhook of the founder's, one for all that is tried. */
const made = new Map<Site['founder'], Promise<string>>();
const webhookOf = ({ founder }: Site): Promise<string> => {
  const id = made.get(founder) ?? founder.webhook();
  made.set(founder, id);
  return id;
};

/** Of what is another one's nothing is told, whatever right somebody holds. */
const ofItsOwner = (below: string, body: object = {}): Route => ({
  ...{ roles: [], takes: 'view', names: 'nothing', of: 'commune' },
  attempt: async (site) => ({ path: `/v1/webhooks/${await webhookOf(site)}/${below}`, body }),
});

/** Operators look at all of them, to see what is held up; subscribers only at their own. */
const ofOperators = (below = ''): Route => ({
  ...{ roles: ['operator'], takes: 'view', names: 'nothing', of: 'commune' },
  attempt: async (site) => ({ path: `/v1/webhooks/${await webhookOf(site)}${below}`, asIs: true }),
});

export const webhookRoutes: RouteTable = {
  'POST /v1/webhooks': {
    ...{ roles: ['subscriber'], takes: 'view', names: 'nothing', of: 'commune', mayConflict: true },
    attempt: () => ({ path: '/v1/webhooks', body: { url: 'https://service.example/', topic: 'training' } }),
  },
  'GET /v1/webhooks': {
    ...{ roles: ['subscriber', 'operator'], takes: 'view', names: 'nothing', of: 'commune' },
    attempt: () => ({ path: '/v1/webhooks', asIs: true }),
  },
  'GET /v1/webhooks/:id': ofOperators(),
  'GET /v1/webhooks/:id/dead-letters': ofOperators('/dead-letters'),
  'POST /v1/webhooks/:id/verify': ofItsOwner('verify'),
  'POST /v1/webhooks/:id/pause': ofItsOwner('pause'),
  'POST /v1/webhooks/:id/resume': ofItsOwner('resume'),
  'POST /v1/webhooks/:id/reset': ofItsOwner('reset', { lastEventId: null }),
  'POST /v1/webhooks/:id/secret': ofItsOwner('secret'),
  'POST /v1/webhooks/:id/remove': ofItsOwner('remove'),
  'POST /v1/webhooks/:id/dead-letters/:sequence/resend': ofItsOwner(`dead-letters/${'1'.padStart(20, '0')}/resend`),
};
