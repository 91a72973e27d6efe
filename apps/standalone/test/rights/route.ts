import type { Role } from '@sohoi/access/events';
import type { Site } from './sites.js';

/** A request that succeeds for whoever may make it. */
export type Attempt = {
  readonly path: string;
  readonly body?: object;
  /** A read that takes no `atLeast`. */
  readonly asIs?: true;
};

/** What the tests know of a route: who may use it, and a request about something that lies in a unit. */
export type Route = {
  readonly roles: readonly Role[];
  /** Whether it changes something and so takes a right to capture, or only views; `grant`: a right to grant. */
  readonly takes: 'view' | 'capture' | 'grant';
  /** Whether the right must reach to sensitive fields too. */
  readonly sensitive?: true;
  /**
   * Where the request says what it is about: outside one's units, a list is answered without it, all else refused. What is
   * about the whole organisation takes a right on all of it.
   */
  readonly names: 'in the path' | 'in the body' | 'in a list' | 'nothing' | 'the whole organisation';
  /** Whether it is about what a commune has, or about the units below a district. */
  readonly of: 'commune' | 'district';
  /** Whether a rule may refuse it as things stand: then only that the rule was asked tells who has a right. */
  readonly mayConflict?: true;
  /** About something new on each call, unless it only reads; `as`: the role of the one who is going to ask. */
  readonly attempt: (site: Site, as: Role) => Promise<Attempt> | Attempt;
  /** What an answer shows, as JSON, if it shows what the request is about. */
  readonly shows?: (site: Site) => string;
};

/** By method and path, as Nest has them. */
export type RouteTable = Readonly<Record<string, Route>>;

export const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const;
/** Who keeps the units; who sees them. */
export const officers = ['central-officer', 'province-verifier'] as const;
export const viewers = [...keepers, 'auditor', 'analyst', 'operator', 'data-protection-officer'] as const;

export const judges = ['province-verifier', 'central-officer'] as const;
export const readers = [...keepers, 'auditor', 'analyst'] as const;

/** A route below the path of a thing: `make` founds the thing, and gives the path. */
export const change = (
  roles: readonly Role[],
  make: (site: Site) => Promise<string> | string,
  body: object | ((site: Site) => object),
  of: Route['of'] = 'commune',
): Route => ({
  ...{ roles, takes: 'capture', names: 'in the path', of },
  attempt: async (site) => ({
    path: await make(site),
    body: typeof body === 'function' ? (body as (of: Site) => object)(site) : body,
  }),
});

/** A route that makes something in the unit or chapter that the body names. */
export const creation = (
  roles: readonly Role[],
  path: string | ((site: Site) => Promise<string>),
  body: (site: Site) => object | Promise<object>,
  of: Route['of'] = 'commune',
): Route => ({
  ...{ roles, takes: 'capture', names: 'in the body', of },
  attempt: async (site) => ({ path: typeof path === 'string' ? path : await path(site), body: await body(site) }),
});

/** A route that shows one thing of a site, or a list of them. */
export const view = (
  roles: readonly Role[],
  names: 'in the path' | 'in a list',
  path: (site: Site) => string,
  shows: (site: Site) => string,
): Route => ({ roles, takes: 'view', names, of: 'commune', attempt: (site) => ({ path: path(site) }), shows });
