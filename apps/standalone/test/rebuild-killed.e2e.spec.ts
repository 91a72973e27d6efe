import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { askProjector, buildsOf } from '@sohoi/projection';
import type { BuildStatus } from '@sohoi/projection';
import { folderForPostgres, openFaultWorld, until } from './faults/fault-world.js';
import type { FaultWorld } from './faults/fault-world.js';
import { loadPatiently } from './faults/patient-load.js';
import type { ServiceProcess } from './faults/service-process.js';
import { expectWholeLog } from './fold-of-log.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';

/** Of the log, so that a build of it takes many batches: decisions about a projection that is none. */
const FILLING = 24_000;
/** Events of one batch of a projection that is far behind. */
const BATCH = 4000;

const folder = folderForPostgres();
let world: FaultWorld;
let membership: ServiceProcess;
let projector: ServiceProcess;
let chapters: readonly string[];

beforeAll(async () => {
  world = await openFaultWorld(folder);
  await fillLog();
  [membership, projector] = await Promise.all([world.service('membership'), world.service('projector')]);
  await world.caughtUpLog();
  const organization = await world.service('organization');
  const path = '/v1/units?level=chapter&status=active';
  const token = await world.token('commune-cadre');
  const units = await readAllPages<{ id: string }>(organization.url, path, token, 'cursor');
  chapters = units.map(({ id }) => id);
  await organization.end('SIGTERM');
  await followSteps();
}, 180_000);

afterAll(async () => {
  for (const one of [membership, projector]) await one.end('SIGKILL');
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const fillLog = async (): Promise<void> => {
  const store = createPostgresEventStore({ pool: world.pool });
  const metadata = { actor: 'test', role: 'test', correlationId: randomUUID(), causationId: null, commandHash: 'x' };
  const data = { projection: 'filling', version: 1, position: '1', eventId: randomUUID(), reason: 'x', by: 'test' };
  for (let n = 0; n < FILLING; n += 1000) {
    const events = Array.from({ length: 1000 }, () => {
      return { id: randomUUID(), type: 'ProjectionEventSkipped', schemaVersion: 1, data, metadata };
    });
    await store.append('projection-filling', n, events);
  }
  await store.close();
};

/** Writes down each step of the second build, and makes it take as long as a nation's would. */
const followSteps = (): Promise<unknown> =>
  world.pool.query(`
    CREATE TABLE public.step (n serial, before text, after text);
    CREATE FUNCTION public.step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO public.step (before, after) VALUES (OLD.position, NEW.position);
        IF NEW.events - OLD.events >= ${BATCH} THEN PERFORM pg_sleep(0.5); END IF;
        RETURN NEW;
      END $$;
    CREATE TRIGGER step BEFORE UPDATE ON read.checkpoint FOR EACH ROW
      WHEN (NEW.build = 2 AND NEW.position <> OLD.position) EXECUTE FUNCTION public.step()`);

const secondBuild = async (): Promise<BuildStatus | undefined> => (await buildsOf(world.pool, 'members'))[1];

/** Asks again and again, until told; the first answer that was none, or less than the one before, is thrown. */
const readOnAndOn = (): { stop: () => Promise<number> } => {
  let going = true;
  const reading = (async (): Promise<number> => {
    let [asked, members] = [0, 0];
    const token = await world.token('commune-cadre');
    for (; going; asked += 1) {
      const answer = await fetch(`${membership.url}/v1/members?limit=200`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = (await answer.json()) as { data: readonly unknown[] };
      if (answer.status !== 200) throw new Error(`a query was answered ${answer.status} ${JSON.stringify(body)}`);
      const { rows } = await world.pool.query<{ n: number }>('SELECT count(*)::integer AS n FROM read.members');
      const now = rows[0]?.n ?? 0;
      if (now < members) throw new Error(`${now} members were shown after ${members}`);
      members = now;
    }
    return asked;
  })();
  reading.catch(() => undefined);
  return {
    stop: () => {
      going = false;
      return reading;
    },
  };
};

const writeOnAndOn = (): { stop: () => Promise<readonly Acknowledged[]> } => {
  let going = true;
  const writing = (async (): Promise<readonly Acknowledged[]> => {
    const acknowledged: Acknowledged[] = [];
    while (going) {
      acknowledged.push(
        ...(await loadPatiently(
          membership.url,
          () => world.token('commune-cadre'),
          chapters,
          () => undefined,
        )),
      );
    }
    return acknowledged;
  })();
  writing.catch(() => undefined);
  return {
    stop: () => {
      going = false;
      return writing;
    },
  };
};

describe('a projector that is killed in the midst of a rebuild under load', () => {
  it('goes on with it where it was, and shows it, while queries see whole read models all the time', async () => {
    const [reader, writer] = [readOnAndOn(), writeOnAndOn()];
    await askProjector(world.pool, 'members', 'rebuild');
    await until('two batches', async () => ((await secondBuild())?.events ?? 0) >= 2 * BATCH || undefined);
    await projector.end('SIGKILL');
    const killed = await secondBuild();
    expect(killed).toMatchObject({ live: false, state: 'building' });
    expect(killed?.events).toBeLessThan(FILLING);

    projector = await world.service('projector');
    await until('the switch', async () => (await secondBuild())?.live || undefined);
    expect(await secondBuild()).toMatchObject({ state: 'switched', differences: [] });
    const [asked, acknowledged] = [await reader.stop(), await writer.stop()];
    expect(asked).toBeGreaterThan(10);
    expect(acknowledged.length).toBeGreaterThan(0);

    expectWholeLog(await world.caughtUpLog(), acknowledged);
    const { rows: steps } = await world.pool.query<{ before: string; after: string }>(
      'SELECT before, after FROM public.step ORDER BY n',
    );
    // From the beginning, each step from where the one before had ended, and so the first one after the kill.
    expect(steps.map(({ before }) => before)).toEqual(['', ...steps.slice(0, -1).map(({ after }) => after)]);
    expect(steps.map(({ before }) => before)).toContain(killed?.position);
    await until('both builds to stand at one event', async () => {
      const [first, second] = await buildsOf(world.pool, 'members');
      return first?.position === second?.position || undefined;
    });
    const version = killed?.version ?? 0;
    const { rows: differing } = await world.pool.query(`
      (SELECT t::text FROM read.members_${version} t EXCEPT ALL SELECT t::text FROM read.members_${version}_b2 t)
      UNION ALL
      (SELECT t::text FROM read.members_${version}_b2 t EXCEPT ALL SELECT t::text FROM read.members_${version} t)`);
    expect(differing).toEqual([]);
  }, 240_000);
});
