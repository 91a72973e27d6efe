import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@sohoi/event-store';
import fc from 'fast-check';
import { Pool } from 'pg';
import { checkpoints, installReadSchema, runProjections } from '../src/index.js';
import type { Projection, ProjectionState, RunningProjections } from '../src/index.js';
import { ListLog, positionAt } from './list-log.js';
import { added, checkpointIn, folded, histories, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  while (cleanUps.length > 0) await cleanUps.pop()?.();
});

const open = async (...projections: readonly Projection[]): Promise<TestPool> => {
  const database = await openDatabase(...projections);
  cleanUps.push(database.close);
  return database;
};

type Runner = RunningProjections & { readonly stop: () => Promise<void>; readonly states: ProjectionState['state'][] };

const run = (pool: Pool, store: EventStore, projections: readonly Projection[]): Runner => {
  const stopping = new AbortController();
  const states: ProjectionState['state'][] = [];
  const running = runProjections({
    pool,
    store,
    projections,
    signal: stopping.signal,
    eventsBetween: (from, to) => Number(to) - Number(from),
    onChange: (_name, _version, { state }) => states.push(state),
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running.ended;
  };
  cleanUps.push(stop);
  return { ...running, stop, states };
};

const latch = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

const tally = tallyProjection();

describe('running projections', () => {
  it('follow the log, say how far they are, and stop when told', async () => {
    const { pool } = await open(tally);
    const log = new ListLog();
    log.say(added('a', 1));
    const runner = run(pool, log, [tally]);
    const last = log.say(added('a', 2));
    expect(await checkpoints(pool).waitUntil(['tally'], last, 10_000)).toEqual({ reached: true, position: last });
    expect(await runner.status()).toEqual([
      { name: 'tally', version: 1, state: { state: 'running' }, checkpoint: last, head: last, behind: 0 },
    ]);
    await runner.stop();
    log.say(added('a', 4), added('a', 8));
    const [status] = await runner.status();
    expect(status).toMatchObject({ state: { state: 'stopped' }, checkpoint: last, behind: 2 });
    expect((await rowsIn(pool))[0]?.total).toBe(3);
  });

  it('project again what a crash of the server undid while they had nothing to do', async () => {
    const { pool } = await open(tally);
    const log = new ListLog();
    const first = log.say(added('a', 1));
    const runner = run(pool, log, [tally]);
    await checkpoints(pool).waitUntil(['tally'], first, 10_000);
    const { rows: before } = await pool.query<{ position: string; event_id: string; events: string }>(
      'SELECT position, event_id, events FROM read.checkpoint',
    );
    const last = log.say(added('a', 2));
    await checkpoints(pool).waitUntil(['tally'], last, 10_000);
    // What was committed last and not yet on the disk is gone, rows and checkpoint together.
    await pool.query(`UPDATE read.tally_1 SET total = 1, history = '{+1}'`);
    await pool.query('UPDATE read.checkpoint SET (position, event_id, events) = ($1, $2, $3)', [
      ...[before[0]?.position, before[0]?.event_id, before[0]?.events],
    ]);
    expect(await checkpoints(pool).waitUntil(['tally'], last, 10_000)).toEqual({ reached: true, position: last });
    expect((await rowsIn(pool))[0]).toMatchObject({ total: 3, history: ['+1', '+2'] });
    expect(runner.states).not.toContain('failed');
  });

  it('finish the batch in flight before they stop', async () => {
    const entered = latch();
    const leave = latch();
    const slow: Projection = {
      ...tally,
      open: async (...args) => {
        const writer = await tally.open(...args);
        return {
          apply: async (client, batch) => {
            entered.open();
            await leave.opened;
            await writer.apply(client, batch);
          },
        };
      },
    };
    const { pool } = await open(slow);
    const log = new ListLog(() => 2);
    log.say(added('a', 1), added('a', 1), added('a', 1));
    const runner = run(pool, log, [slow]);
    await entered.opened;
    const stopped = runner.stop();
    leave.open();
    await stopped;
    expect(await checkpointIn(pool)).toEqual({ position: positionAt(2), events: 2 });
    expect((await rowsIn(pool))[0]?.total).toBe(2);
  });

  it('rebuilt give what they gave as the history came in, for any history in any batches', async () => {
    const again = tallyProjection('tally-again');
    const { pool } = await open(tally, again);
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (history, cuts) => {
        await pool.query(
          `TRUNCATE read.tally_1, read.tally_again_1; UPDATE read.checkpoint SET position = '', events = 0`,
        );
        let n = 0;
        const log = new ListLog(() => cuts[n++ % cuts.length] ?? 1);
        const incremental = run(pool, log, [tally]);
        let last = '';
        for (const one of history) last = log.say(one);
        expect((await checkpoints(pool).waitUntil(['tally'], last, 10_000)).reached).toBe(true);
        await incremental.stop();
        const rebuilt = run(pool, log, [again]);
        expect((await checkpoints(pool).waitUntil(['tally-again'], last, 10_000)).reached).toBe(true);
        await rebuilt.stop();
        expect(await rowsIn(pool)).toEqual(folded(history));
        expect(await rowsIn(pool, 'read.tally_again')).toEqual(folded(history));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('run by two processes count once', async () => {
    const { pool, url } = await open(tally);
    const other = new Pool({ connectionString: url, max: 4 });
    cleanUps.push(() => other.end());
    const log = new ListLog(() => 3);
    const first = run(pool, log, [tally]);
    const second = run(other, log, [tally]);
    let last = '';
    for (let n = 0; n < 50; n += 1) last = log.say(added('a', 1));
    expect((await checkpoints(pool).waitUntil(['tally'], last, 10_000)).reached).toBe(true);
    expect((await rowsIn(pool))[0]?.history).toHaveLength(50);
    expect((await checkpointIn(pool)).events).toBe(50);
    const states = [(await first.status())[0]?.state.state, (await second.status())[0]?.state.state].sort();
    expect(states).toEqual(['running', 'waiting']);
  });

  it('hand over to another process when the first one stops', async () => {
    const { pool, url } = await open(tally);
    const other = new Pool({ connectionString: url, max: 4 });
    cleanUps.push(() => other.end());
    const log = new ListLog();
    const first = run(pool, log, [tally]);
    await checkpoints(pool).waitUntil(['tally'], log.say(added('a', 1)), 10_000);
    const second = run(other, log, [tally]);
    await until(() => second.states.includes('waiting'));
    await first.stop();
    const last = log.say(added('a', 2));
    expect((await checkpoints(pool).waitUntil(['tally'], last, 10_000)).reached).toBe(true);
    expect((await rowsIn(pool))[0]?.history).toEqual(['+1', '+2']);
  });

  it.each([
    ['an unknown type', { type: 'Unheard', data: {} }, 'UnreadableEvent: cannot read event Unheard (schema version 1)'],
    ['data that no row can hold', { type: 'Added', data: { box: 'a', amount: 'much' } }, 'invalid input syntax'],
  ])('stop right before an event of %s, say so, and let the others go on', async (_what, event, reason) => {
    const other = {
      ...tallyProjection('tally-other'),
      open: () => Promise.resolve({ apply: () => Promise.resolve() }),
    };
    const { pool } = await open(tally, other);
    const log = new ListLog(() => 7);
    log.say(...Array.from({ length: 9 }, () => added('a', 1)));
    const bad = log.say({ stream: 'tally-1', ...event });
    const last = log.say(added('a', 1));
    const runner = run(pool, log, [tally, other]);
    await until(() => runner.states.includes('failed'));
    expect((await checkpoints(pool).waitUntil(['tally-other'], last, 10_000)).reached).toBe(true);
    const [failed, live] = await runner.status();
    expect(failed?.state).toMatchObject({ state: 'failed', position: bad });
    expect(failed?.state).toHaveProperty('reason', expect.stringContaining(reason));
    expect(failed).toMatchObject({ checkpoint: positionAt(9), behind: 2 });
    expect(live?.state).toEqual({ state: 'running' });
    expect((await rowsIn(pool))[0]?.history).toHaveLength(9);
  });

  it('resume without loss or repeat when their connections are cut', async () => {
    const { pool } = await open(tally);
    const log = new ListLog(() => 5);
    const runner = run(pool, log, [tally]);
    const killer = new Pool({ ...pool.options, max: 1, application_name: 'killer' });
    cleanUps.push(() => killer.end());
    let last = '';
    for (let round = 0; round < 6; round += 1) {
      for (let n = 0; n < 20; n += 1) last = log.say(added('a', 1));
      await killer.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name <> 'killer' AND backend_type = 'client backend'`,
      );
      expect((await checkpoints(killer).waitUntil(['tally'], last, 15_000)).reached).toBe(true);
    }
    expect((await rowsIn(pool))[0]?.history).toHaveLength(120);
    expect((await checkpointIn(pool)).events).toBe(120);
    expect((await runner.status())[0]?.state).toEqual({ state: 'running' });
  }, 60_000);

  it('need two connections for any number of projections', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => tallyProjection(`tally-${letter}`));
    const { pool, url } = await open(...many);
    const narrow = new Pool({ connectionString: url, max: 2 });
    cleanUps.push(() => narrow.end());
    const log = new ListLog();
    const last = log.say(added('a', 1), added('b', 1));
    run(narrow, log, many);
    const names = many.map(({ name }) => name);
    expect((await checkpoints(pool).waitUntil(names, last, 10_000)).reached).toBe(true);
    expect(narrow.totalCount).toBeLessThanOrEqual(2);
  });

  it('show a new version only when it has caught up', async () => {
    const { pool } = await open(tally);
    const log = new ListLog(() => 1);
    const before = run(pool, log, [tally]);
    const last = log.say(added('a', 1), added('a', 2), added('a', 3));
    await checkpoints(pool).waitUntil(['tally'], last, 10_000);
    await before.stop();

    const next = tallyProjection('tally', 2);
    await installReadSchema(pool, [next]);
    expect(await rowsIn(pool, 'read.tally_2')).toEqual([]);
    expect((await rowsIn(pool))[0]?.total).toBe(6);
    run(pool, log, [next]);
    await until(async () => (await liveVersion(pool)) === 2);
    expect(await rowsIn(pool)).toEqual(folded([added('a', 1), added('a', 2), added('a', 3)]));
    await expect(installReadSchema(pool, [tally])).rejects.toMatchObject({ what: 'tally', found: 2, known: 1 });
  });
});

const liveVersion = async (pool: Pool): Promise<number | undefined> => {
  const { rows } = await pool.query<{ version: number }>('SELECT version FROM read.checkpoint WHERE live');
  return rows[0]?.version;
};
