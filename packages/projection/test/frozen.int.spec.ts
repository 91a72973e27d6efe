import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { NoAnswer } from '../src/held-connection.js';
import { runProjections } from '../src/index.js';
import type { Projection, ProjectionState } from '../src/index.js';
import { LEASE_MS, leases } from '../src/lease.js';
import { frozenWay } from './frozen-way.js';
import type { FrozenWay } from './frozen-way.js';
import { ListLog } from './list-log.js';
import { added, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();
/** Longer than a lease takes to be lost and had again. */
const ANSWER_MS = 12_000;
const key = { name: 'tally', version: 1, build: 1 };

describe('a connection that is dead without a word', () => {
  let database: TestPool;
  let way: FrozenWay;
  let pool: Pool;
  let stops: (() => Promise<unknown>)[];
  beforeEach(async () => {
    database = await openDatabase(tally);
    way = await frozenWay(database.url);
    pool = new Pool({ connectionString: way.url, max: 8, query_timeout: ANSWER_MS });
    pool.on('error', () => undefined);
    stops = [];
  });
  afterEach(async () => {
    while (stops.length > 0) await stops.pop()?.();
    await way.close();
    await pool.end();
    await database.close();
  });
  const run = (projection: Projection, log: ListLog) => {
    const stopping = new AbortController();
    const states: ProjectionState[] = [];
    const running = runProjections({
      ...{ pool, store: log, projections: [projection], signal: stopping.signal },
      onChange: (_name, _version, state) => states.push(state),
    });
    stops.push(async () => {
      stopping.abort();
      await running.ended;
    });
    return states;
  };

  it('fails the one who waits for a lease, and is not used again', async () => {
    const owner = leases(database.pool, 'owner');
    const standby = leases(pool, 'standby');
    stops.push(owner.end, standby.end);
    await owner.acquire(key);
    expect(await standby.acquire(key)).toBeUndefined();
    way.freeze();
    const began = performance.now();
    await expect(standby.acquire(key)).rejects.toThrow(NoAnswer);
    expect(performance.now() - began).toBeLessThan(LEASE_MS + 1000);
    expect(await standby.acquire(key)).toBeUndefined();
  }, 60_000);

  it('keeps nobody who gives a lease back, or all of them', async () => {
    const owner = leases(pool, 'owner');
    await owner.acquire(key);
    way.freeze();
    await expect(owner.release(key)).rejects.toThrow(NoAnswer);
    await owner.acquire(key);
    way.freeze();
    const began = performance.now();
    await owner.end();
    expect(performance.now() - began).toBeLessThan(2 * LEASE_MS + 1000);
  }, 60_000);

  it('is told by the process that waits for its turn', async () => {
    const owner = leases(database.pool, 'owner');
    stops.push(owner.end);
    await owner.acquire(key);
    const states = run(tally, new ListLog());
    await until(() => states.some(({ state }) => state === 'waiting'));
    way.freeze();
    await until(() => states.some((one) => one.state === 'retrying' && /no answer/.test(one.reason)));
    const told = states.length;
    await until(() => states.slice(told).some(({ state }) => state === 'waiting'));
  }, 60_000);

  it('does not hold up the projection whose batch it carries', async () => {
    let batches = 0;
    const freezing: Projection = {
      ...tally,
      open: async (...args) => {
        const writer = await tally.open(...args);
        return {
          apply: async (client, batch) => {
            batches += 1;
            if (batches === 2) way.freeze();
            await writer.apply(client, batch);
          },
        };
      },
    };
    const log = new ListLog(() => 2);
    const states = run(freezing, log);
    log.say(added('a', 1), added('a', 2));
    await until(() => batches === 1);
    log.say(added('a', 3), added('a', 4));
    const began = performance.now();
    await until(async () => (await rowsIn(database.pool))[0]?.history.length === 4);
    expect(performance.now() - began).toBeLessThan(ANSWER_MS);
    expect((await rowsIn(database.pool))[0]?.history).toEqual(['+1', '+2', '+3', '+4']);
    expect(states.at(-1)?.state).toBe('running');
  }, 60_000);

  it('does not hold up the projection whose log it reads', async () => {
    let reads = 0;
    const log = new (class extends ListLog {
      override async *subscribe(after: string, signal: AbortSignal): AsyncGenerator<(typeof this.events)[number][]> {
        reads += 1;
        if (reads === 1) {
          way.freeze();
          await pool.query('SELECT');
        }
        for await (const batch of super.subscribe(after, signal)) yield [...batch];
      }
    })();
    log.say(added('a', 1));
    run(tally, log);
    const began = performance.now();
    await until(async () => (await rowsIn(database.pool))[0]?.history.length === 1);
    expect(performance.now() - began).toBeLessThan(ANSWER_MS);
    expect(reads).toBe(2);
  }, 60_000);
});
