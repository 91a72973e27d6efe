import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANGES, loadPatiently } from './faults/patient-load.js';
import { folderForPostgres, openFaultWorld, until } from './faults/fault-world.js';
import type { FaultWorld } from './faults/fault-world.js';
import type { ServiceProcess } from './faults/service-process.js';
import { expectStandingsToBeTheFold, expectWholeLog } from './fold-of-log.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';
import { randomFrom } from './random-from.js';
import { freePort } from './standalone-process.js';

const ROUNDS = process.env['NIGHTLY'] ? 200 : 20;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(SEED);

const folder = folderForPostgres();
let world: FaultWorld;
let port: number;
let membership: ServiceProcess;
let evaluation: ServiceProcess;
let projector: ServiceProcess;
let chapters: readonly string[];

beforeAll(async () => {
  world = await openFaultWorld(folder);
  port = await freePort();
  const organization = await world.service('organization');
  [membership, evaluation, projector] = await Promise.all([
    world.service('membership', port),
    world.service('evaluation'),
    world.service('projector'),
  ]);
  await world.caughtUpLog();
  const path = '/v1/units?level=chapter&status=active';
  const units = await readAllPages<{ id: string }>(
    organization.url,
    path,
    await world.token('commune-cadre'),
    'cursor',
  );
  chapters = units.map(({ id }) => id);
  await organization.end('SIGTERM');
}, 120_000);

afterAll(async () => {
  for (const one of [membership, evaluation, projector]) await one.end('SIGKILL');
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

type Leased = { owner: string; token: string };
const leases = async (): Promise<readonly Leased[]> =>
  (await world.pool.query<Leased>('SELECT owner, token FROM read.lease ORDER BY name, version, build')).rows;

/** What happens in mid-load; it resolves once nothing is missing any more. */
const faults: Readonly<Record<string, () => Promise<void>>> = {
  'kill -9 of the service': async () => {
    await membership.end('SIGKILL');
    membership = await world.service('membership', port);
  },
  'kill -9 of the projector': async () => {
    await projector.end('SIGKILL');
    projector = await world.service('projector');
  },
  'kill -9 of PostgreSQL': async () => {
    process.kill(world.postgresPid(), 'SIGKILL');
    await world.postgresFailed();
    await world.restartPostgres();
  },
  'PostgreSQL restarted in good order': () => world.restartPostgres(),
  'all connections cut': async () => {
    await world.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
  },
  'a projector paused past its lease': async () => {
    const before = await leases();
    projector.signal('SIGSTOP');
    const successor = await world.service('projector');
    await until('every lease to be taken over', async () => {
      const now = await leases();
      return now.every(({ owner }, n) => owner !== before[n]?.owner) || undefined;
    });
    const [paused] = [projector, (projector = successor)];
    paused.signal('SIGCONT');
    await world.caughtUpLog();
    await paused.end('SIGTERM');
  },
  'two projectors started at once': async () => {
    await projector.end('SIGTERM');
    const [one, other] = await Promise.all([world.service('projector'), world.service('projector')]);
    await world.caughtUpLog();
    await one.end('SIGTERM');
    projector = other;
  },
  'the clock set back as service and projector see it': async () => {
    // PostgreSQL's own clock cannot be set here: the times of leases and of recording are its.
    for (const one of [membership, projector]) one.signal('SIGUSR2');
    await world.caughtUpLog();
    for (const one of [membership, projector]) one.signal('SIGUSR2');
  },
};

/** Each fault once in a random order, and again. */
const drawn: string[] = [];
const draw = (): string => {
  if (drawn.length === 0) drawn.push(...Object.keys(faults));
  return drawn.splice(Math.floor(random() * drawn.length), 1)[0] ?? '';
};

const strikeUnderLoad = async (fault: string, after: number): Promise<readonly Acknowledged[]> => {
  let struck = Promise.resolve();
  const loaded = loadPatiently(
    membership.url,
    () => world.token('commune-cadre'),
    chapters,
    (count) => {
      if (count !== after) return;
      struck = faults[fault]?.() ?? struck;
      struck.catch(() => undefined);
    },
  );
  // Also where the load fails, the next round finds everything running again.
  await loaded.finally(() => struck.catch(() => undefined));
  await struck;
  return loaded;
};

const acknowledged: Acknowledged[] = [];
let whole = true;

describe(`services, projector and PostgreSQL as processes of their own, under load, with SEED=${SEED}`, () => {
  it.each(
    Array.from({ length: ROUNDS }, (_one, n) => [n + 1, draw(), 1 + Math.floor(random() * (CHANGES - 1))] as const),
  )(
    'round %i: %s after %i changes loses, doubles and skips nothing, and the read models are the fold of the log',
    async (_round, fault, after) => {
      if (!whole) throw new Error('an earlier round failed: nothing can be said of this one');
      whole = false;
      acknowledged.push(...(await strikeUnderLoad(fault, after)));
      const log = await world.caughtUpLog();
      expectWholeLog(log, acknowledged);
      const member = log.filter(({ stream }) => acknowledged.some((one) => one.stream === stream));
      // Each was sent until it was acknowledged: more would have been recorded twice.
      expect(member.length).toBe(acknowledged.length);
      await expectStandingsToBeTheFold(evaluation.url, await world.token('auditor'), log);
      whole = true;
    },
    120_000,
  );
});
