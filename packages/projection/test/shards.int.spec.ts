import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { askProjector, buildsOf, checkpoints, installReadSchema, rebuilds, runProjections } from '../src/index.js';
import type { Projection, RebuildRefused, Rebuilds, Skip, Skips } from '../src/index.js';
import { showBuilds } from '../src/go-live.js';
import { ListLog } from './list-log.js';
import { added, cutTally, folded, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = cutTally();
const BOXES = 10;
/** Between the calls of a load; nothing is waited for with it. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a projection in shards', () => {
  let database: TestPool;
  let log: ListLog;
  let admin: Rebuilds;
  let cleanUps: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await openDatabase(tally);
    log = new ListLog(() => 40);
    admin = rebuilds(database.pool, [tally]);
    cleanUps = [];
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
    await database.close();
  });

  /** As a process of its own: with its own connections. */
  const run = (projection: Projection = tally, skips?: Skips) => {
    const pool = new Pool({ connectionString: database.url, max: 8 });
    pool.on('error', () => undefined);
    const stopping = new AbortController();
    const { signal } = stopping;
    const running = runProjections({ pool, store: log, projections: [projection], signal, ...(skips && { skips }) });
    let stopped: Promise<void> | undefined;
    const stop = () =>
      (stopped ??= (async () => {
        stopping.abort();
        await running.ended;
        await pool.end();
      })());
    cleanUps.push(stop);
    const holds = async (): Promise<readonly string[]> =>
      (await running.status()).filter(({ state }) => state.state === 'running').map(({ name }) => name);
    return { ...running, stop, holds };
  };
  const fill = (count: number): string => {
    let last = '';
    for (let n = 0; n < count; n += 1) last = log.say(added(`box-${n % BOXES}`, 1), added('all', 1));
    return last;
  };
  const shown = async (): Promise<readonly string[]> =>
    (await buildsOf(database.pool, 'tally')).flatMap(({ name, build, live }) => (live ? [`${name}#${build}`] : []));
  const becomes = (...names: readonly string[]) => until(async () => String(await shown()) === String(names));
  const reached = async (position: string): Promise<boolean> =>
    (await checkpoints(database.pool).waitUntil(['tally'], position, 20_000)).reached;
  const equalsFold = async (): Promise<void> => {
    expect(await reached(log.events.at(-1)?.position ?? '')).toBe(true);
    expect(await rowsIn(database.pool)).toEqual(folded(log.events));
  };

  it('goes from one to three to two and back under load, is rebuilt, and no query ever sees a part of it', async () => {
    fill(300);
    run();
    run();
    expect(await reached(fill(20))).toBe(true);
    let going = true;
    cleanUps.push(() => Promise.resolve((going = false)));
    let queries = 0;
    const query = async (): Promise<void> => {
      const before = new Map<string, number>();
      for (; going; queries += 1) {
        const { rows } = await database.pool.query<{ box: string; total: number }>('SELECT box, total FROM read.tally');
        expect(rows).toHaveLength(BOXES + 1);
        expect(new Set(rows.map(({ box }) => box)).size).toBe(BOXES + 1);
        for (const { box, total } of rows) {
          expect(total).toBeGreaterThanOrEqual(before.get(box) ?? 0);
          before.set(box, total);
        }
        await pause(2);
      }
    };
    const follow = async (): Promise<void> => {
      for (let before = ''; going;) {
        const now = await checkpoints(database.pool).positionOf(['tally']);
        expect(now >= before).toBe(true);
        before = now;
        await pause(2);
      }
    };
    const write = async (): Promise<void> => {
      for (let n = 0; going; n += 1) {
        log.say(added(`box-${n % BOXES}`, 1), added('all', 1));
        await pause(20);
      }
    };
    const load = Promise.all([query(), follow(), write()]);
    const change = async (): Promise<void> => {
      await admin.cut('tally', 3);
      await becomes('tally/1-of-3#1', 'tally/2-of-3#1', 'tally/3-of-3#1');
      await admin.drop('tally');
      await admin.start('tally', false);
      await becomes('tally/1-of-3#2', 'tally/2-of-3#2', 'tally/3-of-3#2');
      await admin.drop('tally');
      await admin.cut('tally', 2);
      await becomes('tally/1-of-2#1', 'tally/2-of-2#1');
      await admin.rollback('tally');
      await becomes('tally/1-of-3#2', 'tally/2-of-3#2', 'tally/3-of-3#2');
      await admin.drop('tally');
      await admin.cut('tally', 1);
      await becomes('tally/1-of-1#1');
    };
    await Promise.race([change(), load]);
    for (const enough = queries + 50; queries < enough;) await pause(5);
    going = false;
    await load;
    await equalsFold();
    await admin.drop('tally');
    const { rows } = await database.pool.query<{ tables: string[] }>(
      `SELECT array_agg(tablename::text) AS tables FROM pg_tables WHERE schemaname = 'read' AND tablename LIKE 'tally%'`,
    );
    expect(rows[0]?.tables).toEqual(['tally_1_s1of1']);
  }, 90_000);

  it('shares its shards with every process that runs, and the others go on with those of one that ends', async () => {
    const first = run();
    expect(await reached(fill(20))).toBe(true);
    await admin.cut('tally', 4);
    await becomes('tally/1-of-4#1', 'tally/2-of-4#1', 'tally/3-of-4#1', 'tally/4-of-4#1');
    await admin.drop('tally');
    const second = run();
    await until(async () => (await second.holds()).length === 2 && (await first.holds()).length === 2);
    expect([...(await first.holds()), ...(await second.holds())].sort()).toEqual(
      [1, 2, 3, 4].map((index) => `tally/${index}-of-4`),
    );
    fill(50);
    await equalsFold();
    await first.stop();
    fill(50);
    await equalsFold();
    expect(await second.holds()).toHaveLength(4);
  }, 60_000);

  it('gives nothing to a process that cannot use it', async () => {
    const first = run();
    expect(await reached(fill(20))).toBe(true);
    await admin.cut('tally', 4);
    await becomes('tally/1-of-4#1', 'tally/2-of-4#1', 'tally/3-of-4#1', 'tally/4-of-4#1');
    await admin.drop('tally');
    const second = run({ ...tally, openShard: () => () => Promise.reject(new Error('a key is missing')) });
    const present = async (): Promise<number> =>
      (await database.pool.query<{ owner: string }>('SELECT owner FROM read.projector')).rows.length;
    await until(async () => (await present()) === 2);
    await until(async () => {
      fill(1);
      return (await second.status()).some(({ state }) => state.state === 'failed');
    });
    await until(async () => (await present()) === 1 && (await first.holds()).length === 4);
    await equalsFold();
  }, 60_000);

  it('is not shown before its last shard is complete', async () => {
    const end = fill(50);
    const stuck: Projection = {
      ...tally,
      openShard:
        (shard) =>
        async (...args) => {
          const writer = await cutTally().openShard?.(shard)(...args);
          if (!writer || shard.index === 2) throw Object.assign(new Error('no room'), { code: '53100' });
          return writer;
        },
    };
    const first = run(stuck);
    expect(await reached(end)).toBe(true);
    await admin.cut('tally', 3);
    const positions = async () =>
      new Map((await buildsOf(database.pool, 'tally')).map(({ name, position }) => [name, position]));
    await until(async () => {
      const now = await positions();
      return now.get('tally/1-of-3') === end && now.get('tally/3-of-3') === end;
    });
    await until(async () => (await first.status()).some(({ state }) => state.state === 'retrying'));
    expect((await positions()).get('tally/2-of-3')).toBe('');
    expect(await shown()).toEqual(['tally#1']);
    const [whole, ...set] = await buildsOf(database.pool, 'tally');
    expect(whole).toMatchObject({ state: 'kept', startedAt: null, endedAt: null });
    expect(set.map(({ state, startedAt, endedAt }) => [state, typeof startedAt, endedAt])).toEqual(
      [1, 2, 3].map(() => ['building', 'string', null]),
    );
    await first.stop();
    run();
    await becomes('tally/1-of-3#1', 'tally/2-of-3#1', 'tally/3-of-3#1');
    await equalsFold();
  }, 60_000);

  it('of which one differs after a rebuild shows the others, and that one once it is accepted', async () => {
    run();
    expect(await reached(fill(30))).toBe(true);
    await admin.cut('tally', 2);
    await becomes('tally/1-of-2#1', 'tally/2-of-2#1');
    await admin.drop('tally');
    await database.pool.query(`UPDATE read.tally_1_s2of2 SET total = 999 WHERE box = 'box-3'`);
    await admin.start('tally', false);
    await becomes('tally/1-of-2#2', 'tally/2-of-2#1');
    await until(async () => (await admin.builds('tally')).some(({ state }) => state === 'differs'));
    await expect(admin.start('tally', false)).rejects.toMatchObject({ refusal: 'there is a second build' });
    await admin.start('tally', true);
    await becomes('tally/1-of-2#2', 'tally/2-of-2#2');
    await equalsFold();
    await admin.rollback('tally');
    await becomes('tally/1-of-2#1', 'tally/2-of-2#1');
  }, 60_000);

  it('is cut as before in its next version', async () => {
    const first = run();
    expect(await reached(fill(30))).toBe(true);
    await admin.cut('tally', 3);
    await becomes('tally/1-of-3#1', 'tally/2-of-3#1', 'tally/3-of-3#1');
    await first.stop();
    const next = cutTally('tally', 2);
    await installReadSchema(database.pool, [next]);
    expect(await rowsIn(database.pool)).toEqual(folded(log.events));
    run(next);
    await until(async () => (await buildsOf(database.pool, 'tally')).every(({ version }) => version === 2));
    expect(await shown()).toHaveLength(3);
    await equalsFold();
  }, 60_000);

  it('is not shown again uncut after a restart, though that build is kept', async () => {
    const first = run();
    expect(await reached(fill(30))).toBe(true);
    await admin.cut('tally', 2);
    await becomes('tally/1-of-2#1', 'tally/2-of-2#1');
    await first.stop();
    await installReadSchema(database.pool, [tally]);
    run();
    // Whoever shows itself does so between two batches.
    for (let batch = 0; batch < 2; batch += 1) {
      const end = fill(5);
      await until(async () => (await buildsOf(database.pool, 'tally')).every(({ position }) => position === end));
    }
    expect(await shown()).toEqual(['tally/1-of-2#1', 'tally/2-of-2#1']);
  }, 60_000);

  it('is cut by whichever projector runs, as asked through the database', async () => {
    run();
    expect(await reached(fill(10))).toBe(true);
    await askProjector(database.pool, 'tally', 'shards', { shards: 2 });
    await becomes('tally/1-of-2#1', 'tally/2-of-2#1');
    await askProjector(database.pool, 'tally', 'rollback');
    await becomes('tally#1');
    await askProjector(database.pool, 'tally', 'drop');
    expect((await buildsOf(database.pool, 'tally')).map(({ name }) => name)).toEqual(['tally']);
  }, 60_000);

  it('stops before an event that nobody can read, and passes over it once that is decided for all shards', async () => {
    const recorded: Skip[] = [];
    const skips: Skips = {
      of: (name) =>
        Promise.resolve(
          new Map(recorded.filter((one) => one.projection === name).map((one) => [one.position, one.eventId])),
        ),
      record: (skip) => Promise.resolve(void recorded.push(skip)),
    };
    const { status } = run(tally, skips);
    expect(await reached(fill(10))).toBe(true);
    await admin.cut('tally', 3);
    await becomes('tally/1-of-3#1', 'tally/2-of-3#1', 'tally/3-of-3#1');
    await admin.drop('tally');
    const position = log.say({ stream: 'tally-1', type: 'Unknown', data: {} });
    await until(async () => (await status()).every(({ state }) => state.state === 'failed'));
    await askProjector(database.pool, 'tally', 'skip', { skip: { position, reason: 'test' } });
    expect(recorded).toMatchObject([{ projection: 'tally', position }]);
    expect(await reached(fill(10))).toBe(true);
    expect((await rowsIn(database.pool)).find(({ box }) => box === 'all')?.total).toBe(20);
  }, 60_000);

  it('is not removed if it is shown the moment before', async () => {
    await admin.cut('tally', 2);
    const { rows: set } = await database.pool.query<{ name: string; version: number; build: number }>(
      'SELECT name, version, build FROM read.checkpoint WHERE NOT live ORDER BY name',
    );
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM read.checkpoint WHERE projection = $1 FOR UPDATE', ['tally']);
    const dropped = admin.drop('tally').then(
      () => 'removed',
      (error: RebuildRefused) => error.refusal,
    );
    const WAITS = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => (await database.pool.query(WAITS)).rowCount === 1);
    await showBuilds(client, tally, set);
    await client.query('COMMIT');
    client.release();
    expect(await dropped).toBe('there is no second build');
    expect(await shown()).toEqual(['tally/1-of-2#1', 'tally/2-of-2#1']);
    expect((await admin.builds('tally')).map(({ name }) => name)).toContain('tally');
  }, 60_000);

  it.each([
    ['tally', 0, 'no such number of shards'],
    ['tally', 17, 'no such number of shards'],
    ['tally', 2.5, 'no such number of shards'],
    ['tally', 1, 'it has so many shards already'],
    ['tally-whole', 2, 'it cannot be cut into shards'],
    ['unheard', 2, 'no such projection'],
  ])('%s into %d is refused: %s', async (name, shards, refusal) => {
    const all = [tally, tallyProjection('tally-whole')];
    await installReadSchema(database.pool, all);
    await expect(rebuilds(database.pool, all).cut(name, shards)).rejects.toMatchObject({ refusal });
  });

  it('has one thing beside what is shown, be it a build or a set of shards', async () => {
    await admin.cut('tally', 2);
    await admin.cut('tally', 2);
    for (const refused of [admin.cut('tally', 3), admin.start('tally', false)]) {
      await expect(refused).rejects.toMatchObject({ refusal: 'there is a second build' });
    }
    await admin.drop('tally');
    await admin.start('tally', false);
    await expect(admin.cut('tally', 2)).rejects.toMatchObject({ refusal: 'there is a second build' });
  }, 60_000);
});
