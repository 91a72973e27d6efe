import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@sohoi/access/events';
import { complaintsAbout, isRefused } from './rights/expectations.js';
import type { Case } from './rights/expectations.js';
import { differences, routesOf } from './rights/nest-routes.js';
import { districtPositions, positions } from './rights/positions.js';
import type { Position } from './rights/positions.js';
import { publicRoutes, routeTable } from './rights/route-table.js';
import type { Attempt, Route } from './rights/route.js';
import { foundPeriod, foundSite, foundUnits } from './rights/sites.js';
import type { Site, Units } from './rights/sites.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';
import { founderOf } from './world/founder.js';
import { forAMinute, patiently } from './world/patience.js';

let ledger: TestLedger;
let units: Units;
let sites: Readonly<Record<Position['site'], Site>>;
/** Requests about the closed unit, from before it was closed. */
const lastRequests = new Map<string, Attempt>();

beforeAll(async () => {
  ledger = await openTestLedger();
  const founder = founderOf(ledger);
  units = await foundUnits(founder);
  const shared = await foundPeriod(founder, units.root);
  const siteIn = (name: string, unit: string, commune = unit) => foundSite(founder, { name, unit, commune }, shared);
  const closed = await siteIn('Ẩn Ba', units.closed);
  sites = {
    commune: await siteIn('Ẩn Một', units.commune),
    district: await siteIn('Ẩn Hai', units.district, units.sibling),
    closed,
  };
  for (const [name, route] of Object.entries(routeTable)) {
    for (const role of route.takes === 'grant' ? roles : roles.slice(0, 1)) {
      if (route.of === 'commune') lastRequests.set(`${name} ${role}`, await route.attempt(closed, role));
    }
  }
  await founder.post(`/v1/units/${units.closed}/dissolve`, { reason: 'Sắp xếp', at: '2023-08-01' });
  await founder.post(`/v1/units/${units.closed}/successors`, { successorIds: [units.sibling], at: '2023-08-01' });
}, 60_000);
afterAll(() => ledger.close());

const tokens = forAMinute<string>();

/** A token of somebody with that role in that position, another one of the route's where she holds two, and nothing else. */
const tokenFor = ({ route, role, position: { right, terms, also } }: Case): Promise<string> => {
  const other = route.roles.find((one) => one !== role) ?? role;
  const held = [role, right, ...(terms ? [JSON.stringify(terms)] : []), ...(also ? [other, also] : [])];
  const sub = held.join('@').replace(/[^\w@-]/g, '');
  const unit = right === 'whole' || right === 'none' ? null : units[right];
  return tokens(sub, async () => {
    if (also) await ledger.token({ sub, role: other, unit: units[also] });
    return right === 'none' ? ledger.tokenOf(sub) : ledger.token({ sub, role, unit, ...terms });
  });
};

const send = async (tried: Case, { path, body, asIs }: Attempt, atLeast: string): Promise<Answer> => {
  const call = { as: 'nobody', headers: { authorization: `Bearer ${await tokenFor(tried)}` } } as const;
  if (body) return patiently(() => ledger.post(path, body, call));
  if (asIs) return ledger.get(path, call);
  return ledger.get(`${path}${path.includes('?') ? '&' : '?'}atLeast=${atLeast}`, call);
};

const attemptFor = async ({ name, route, role, position: { site } }: Case): Promise<Attempt> => {
  const last = lastRequests.get(`${name} ${role}`) ?? lastRequests.get(`${name} ${roles[0]}`);
  return site === 'closed' && last ? last : route.attempt(sites[site], role);
};

/** A role that may not use the route is refused wherever it is; two positions say so. */
const FEW = ['in the own unit', 'in the whole organisation'];

const nightly = process.env['NIGHTLY'] !== undefined;

/**
 * All that is to be refused; of what is allowed, each role in its own unit and one role in each position, another one
 * with each route. Nightly all of it.
 */
const casesOf = (name: string, route: Route, nth: number): readonly Case[] => {
  const turn = route.roles[nth % Math.max(route.roles.length, 1)];
  return roles
    .flatMap((role) =>
      Object.entries(route.of === 'district' ? districtPositions : positions)
        .filter(([where]) => route.roles.includes(role) || FEW.includes(where))
        .map(([where, position]) => ({ name, route, role, where, position, site: sites[position.site] })),
    )
    .filter((one) => nightly || isRefused(one) || one.role === turn || one.where === 'in the own unit');
};

const inTurns = async <T>(all: readonly T[], hands: number, work: (one: T) => Promise<unknown>): Promise<void> => {
  const waiting = [...all];
  const hand = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: hands }, hand));
};

const tally = { refused: 0, allowed: 0 };

describe('the table of routes', () => {
  it('has an entry for every route, and a route for every entry', () => {
    const named = [...Object.keys(routeTable), ...publicRoutes];
    expect(differences(routesOf(ledger.app), named)).toEqual([]);
    ledger.app.getHttpAdapter().get('/v1/planted', () => undefined);
    expect(differences(routesOf(ledger.app), [...named, 'GET /v1/gone'])).toEqual([
      'GET /v1/planted has no entry: say who may use it',
      'GET /v1/gone has an entry and no route',
    ]);
  });

  it.each(Object.entries(routeTable).map(([name, route], nth) => [name, route, nth] as const))(
    '%s is refused to all who have no right to it, without a trace, and to nobody else',
    async (name, route, nth) => {
      const cases = casesOf(name, route, nth);
      const complaints: string[] = [];
      const refused = cases.filter(isRefused);
      const keyOf = ({ position, role }: Case) => `${position.site} ${route.takes === 'grant' ? role : ''}`;
      const ready = new Map<string, Attempt>();
      for (const tried of refused) {
        if (!ready.has(keyOf(tried))) ready.set(keyOf(tried), await attemptFor(tried));
      }
      const before = await ledger.store.head();
      await inTurns(
        cases.filter(({ position }) => position.right !== 'none'),
        8,
        tokenFor,
      );
      const granted = await ledger.store.head();
      await inTurns(refused, 8, async (tried) => {
        const answer = await send(tried, ready.get(keyOf(tried)) ?? { path: '' }, before);
        complaints.push(...complaintsAbout(tried, answer));
      });
      expect(await ledger.store.head()).toBe(granted);
      await inTurns(
        cases.filter((tried) => !isRefused(tried)),
        3,
        async (tried) => {
          const attempt = await attemptFor(tried);
          complaints.push(...complaintsAbout(tried, await send(tried, attempt, await ledger.store.head())));
        },
      );
      tally.refused += refused.length;
      tally.allowed += cases.length - refused.length;
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  it('is tried thousands of times', () => {
    expect(tally.refused).toBeGreaterThan(2_000);
    expect(tally.allowed).toBeGreaterThan(400);
  });
});
