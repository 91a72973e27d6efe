import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANGES, loadPatiently } from './faults/patient-load.js';
import { beginRebuild, erasePatiently, expectErased, expectRebuildToEnd } from './faults/mid-load.js';
import { folderForPostgres, openFaultWorld, until } from './faults/fault-world.js';
import type { FaultWorld } from './faults/fault-world.js';
import type { ServiceProcess } from './faults/service-process.js';
import { expectStandingsToBeTheFold, expectWholeLog } from './fold-of-log.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';
import { randomFrom } from './random-from.js';
import { roundsOf } from './rounds.js';
import { freePort } from './standalone-process.js';

const ROUNDS = roundsOf({ test: 6, change: 20, night: 200 });
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

const REBUILT = ['chapter-strength', 'members', 'units'];
/** One round in so many erases somebody, and one begins a rebuild: at any moment, before the fault, in it or after it. */
const ONE_IN = 3;

type Round = {
  readonly fault: string;
  /** After how many changes. */
  readonly after: number;
  readonly erased: number | null;
  readonly rebuilt: { readonly name: string; readonly after: number } | null;
};

const change = (): number => 1 + Math.floor(random() * (CHANGES - 1));

const drawRound = (): Round => {
  const [fault, after] = [draw(), change()];
  const erased = random() * ONE_IN < 1 ? change() : null;
  const name = REBUILT[Math.floor(random() * REBUILT.length)] ?? '';
  return { fault, after, erased, rebuilt: random() * ONE_IN < 1 ? { name, after: change() } : null };
};

const erased = new Set<string>();

/** Of the members of earlier rounds, one by the order of their admission. */
const eraseOne = async (): Promise<void> => {
  const members = [...new Set(acknowledged.map(({ stream }) => stream.replace('member-', '')))];
  const personId = members.find((id) => !erased.has(id));
  if (personId === undefined) return;
  await erasePatiently(world, personId, chapters[0] ?? '');
  erased.add(personId);
};

const strikeUnderLoad = async (round: Round): Promise<readonly Acknowledged[]> => {
  const { fault, after, rebuilt } = round;
  let struck = Promise.resolve();
  const beside: Promise<unknown>[] = [];
  const doBeside = (what: Promise<unknown>): void => {
    what.catch(() => undefined);
    beside.push(what);
  };
  const loaded = loadPatiently(
    membership.url,
    () => world.token('commune-cadre'),
    chapters,
    (count) => {
      if (count === round.erased) doBeside(eraseOne());
      if (rebuilt && count === rebuilt.after) {
        const begun = beginRebuild(world, rebuilt.name);
        // Neither the projector nor the database is away there.
        doBeside(fault === 'kill -9 of the service' ? begun.then((did) => expect(did).toBe(true)) : begun);
      }
      if (count !== after) return;
      struck = faults[fault]?.() ?? struck;
      struck.catch(() => undefined);
    },
  );
  // What was struck and does not come back is why the load failed. Either way the next round finds everything running.
  await loaded.catch(() => undefined);
  await struck;
  await loaded;
  await Promise.all(beside);
  return loaded;
};

const acknowledged: Acknowledged[] = [];
let whole = true;

describe(`services, projector and PostgreSQL as processes of their own, under load, with SEED=${SEED}`, () => {
  it.each(
    Array.from({ length: ROUNDS }, (_one, n) => {
      const round = drawRound();
      const besides = [
        ...(round.erased === null ? [] : ['with a person erased']),
        ...(round.rebuilt === null ? [] : [`with ${round.rebuilt.name} rebuilt`]),
      ];
      return [n + 1, [round.fault, ...besides].join(', '), round.after, round] as const;
    }),
  )(
    'round %i: %s after %i changes loses, doubles and skips nothing, and the read models are the fold of the log',
    async (_n, _what, _after, round) => {
      if (!whole) throw new Error('an earlier round failed: nothing can be said of this one');
      whole = false;
      acknowledged.push(...(await strikeUnderLoad(round)));
      if (round.rebuilt) await expectRebuildToEnd(world, round.rebuilt.name);
      const log = await world.caughtUpLog();
      expectWholeLog(log, acknowledged);
      const member = log.filter(({ stream }) => acknowledged.some((one) => one.stream === stream));
      // Each was sent until it was acknowledged: more would have been recorded twice.
      expect(member.length).toBe(acknowledged.length);
      await expectErased(world, log, erased);
      await expectStandingsToBeTheFold(evaluation.url, await world.token('auditor'), log);
      whole = true;
    },
    180_000,
  );
});
