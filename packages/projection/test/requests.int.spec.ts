import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { askProjector, buildsOf, NobodyAnswers, runProjections } from '../src/index.js';
import type { Projection, ProjectionState } from '../src/index.js';
import { ListLog, positionAt } from './list-log.js';
import { added, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();
/** Of which no second build can be made. */
const onlyOnce: Projection = {
  ...tally,
  tables: tally.tables.map((table) => ({ ...table, ddl: (name) => (/_b\d/.test(name) ? 'NOT SQL' : table.ddl(name)) })),
};

describe('a request to the projector', () => {
  let database: TestPool;
  let log: ListLog;
  let stops: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await openDatabase(tally);
    log = new ListLog(() => 7);
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    await database.close();
  });

  /** A projector with connections of its own, as another process has them. */
  const run = (projection: Projection = tally) => {
    const pool = new Pool({ connectionString: database.url, max: 6 });
    pool.on('error', () => undefined);
    const stopping = new AbortController();
    const told: [string, string | null][] = [];
    const states = new Map<number, ProjectionState['state']>();
    const running = runProjections({
      ...{ pool, store: log, projections: [projection], signal: stopping.signal },
      onTrouble: (chore, reason) => told.push([chore, reason]),
      onChange: (_name, _version, { state }, build) => states.set(build, state),
    });
    let stopped: Promise<void> | undefined;
    const stop = () =>
      (stopped ??= (async () => {
        stopping.abort();
        await running.ended;
        await pool.end();
      })());
    stops.push(stop);
    return { ...running, stop, told, states };
  };
  const builds = () => buildsOf(database.pool, 'tally');
  const reaches = (position: string) =>
    until(async () => (await builds()).every((build) => build.position === position));

  it('that cannot be carried out is answered so, and told', async () => {
    const { told } = run(onlyOnce);
    const asked = askProjector(database.pool, 'tally', 'rebuild');
    await expect(asked).rejects.toMatchObject({ refusal: 'the projector could not do it' });
    expect(told).toContainEqual(['requests', expect.stringContaining('syntax error')]);
    expect(await builds()).toHaveLength(1);
  });

  it('that cannot even be read is told, once, as is that it can be again', async () => {
    const { told, troubles } = run();
    await database.pool.query('ALTER TABLE read.request RENAME TO mislaid');
    await until(() => told.length > 0);
    expect(troubles()).toEqual({ requests: expect.stringContaining('read.request') });
    await database.pool.query('ALTER TABLE read.mislaid RENAME TO request');
    await until(() => told.length > 1);
    expect(told).toEqual([
      ['requests', expect.stringContaining('read.request')],
      ['requests', null],
    ]);
    expect(troubles()).toEqual({});
  });

  it('is waited for as long as it is being carried out, which is said', async () => {
    const holder = await database.pool.connect();
    let taken = 0;
    const asking = askProjector(database.pool, 'tally', 'rollback', { timeoutMs: 300, onTaken: () => (taken += 1) });
    let answered = false;
    void asking.then(() => (answered = true));
    await holder.query('BEGIN');
    await until(async () => (await holder.query('SELECT FROM read.request FOR UPDATE')).rowCount === 1);
    await until(() => taken > 0);
    expect(answered).toBe(false);
    await holder.query('UPDATE read.request SET answered_at = clock_timestamp(); COMMIT');
    holder.release();
    await asking;
    expect(taken).toBe(1);
  });

  it('is waited for no longer than the signal says, also while it is being carried out', async () => {
    const holder = await database.pool.connect();
    const stopping = new AbortController();
    const { signal } = stopping;
    const asking = askProjector(database.pool, 'tally', 'rebuild', { signal, onTaken: () => stopping.abort() });
    await holder.query('BEGIN');
    await until(async () => (await holder.query('SELECT FROM read.request FOR UPDATE')).rowCount === 1);
    await asking;
    await holder.query('ROLLBACK');
    holder.release();
    const late = askProjector(database.pool, 'tally', 'rebuild', { signal });
    await expect(late).rejects.toThrow(NobodyAnswers);
  });

  it('is carried out once by two projectors, and the rebuild goes on when its owner stops', async () => {
    for (let n = 0; n < 300; n += 1) log.say(added(`box-${n % 10}`, 1));
    let room = false;
    const halfway: Projection = {
      ...tally,
      open: async (client, table, earlier) => {
        const writer = await tally.open(client, table, earlier);
        return {
          apply: (on, batch) =>
            !room && table('tally').endsWith('_b2') && (batch[0]?.position ?? '') > positionAt(150)
              ? Promise.reject(Object.assign(new Error('no room'), { code: '53100' }))
              : writer.apply(on, batch),
        };
      },
    };
    const pair = [run(halfway), run(halfway)] as const;
    await reaches(log.events.at(-1)?.position ?? '');
    await askProjector(database.pool, 'tally', 'rebuild');
    expect(await builds()).toHaveLength(2);
    await until(() => pair.some(({ states }) => states.get(2) === 'retrying'));
    const owner = pair.find(({ states }) => states.get(2) === 'retrying');
    const other = pair.find((one) => one !== owner);
    await owner?.stop();
    expect((await builds())[1]).toMatchObject({ live: false, state: 'building' });
    room = true;
    await until(async () => (await builds())[1]?.live === true);
    expect((await builds())[1]).toMatchObject({ state: 'switched', differences: [], events: 300 });
    await reaches(log.say(added('box-1', 1)));
    expect([other?.states.get(1), other?.states.get(2)]).toEqual(['running', 'running']);
    expect(await rowsIn(database.pool, 'read.tally_1')).toEqual(await rowsIn(database.pool, 'read.tally_1_b2'));
    const { rows } = await database.pool.query('SELECT answered_at IS NOT NULL AS answered, refusal FROM read.request');
    expect(rows).toEqual([{ answered: true, refusal: null }]);
  }, 20_000);
});
