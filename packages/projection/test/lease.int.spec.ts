import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { CheckpointMoved, claimCheckpoint, commitBatch } from '../src/checkpoint.js';
import { LEASE_MS, leases } from '../src/lease.js';
import type { Leases } from '../src/lease.js';
import { recorded } from './list-log.js';
import { added, checkpointIn, openDatabase, tallyProjection, tenure, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();
const many = ['a', 'b', 'c', 'd', 'e'].map((letter) => tallyProjection(`tally-${letter}`));
const keyOf = ({ name, version }: { name: string; version: number }) => ({ name, version, build: 1 });
const key = keyOf(tally);

describe('a lease', () => {
  let database: TestPool;
  let open: Leases[];
  beforeEach(async () => {
    database = await openDatabase(tally, ...many);
    open = [];
  });
  afterEach(async () => {
    for (const one of open) await one.end();
    await database.close();
  });
  const process = (name: string, pool = database.pool): Leases => {
    const made = leases(pool, name);
    open.push(made);
    return made;
  };
  const expire = () => database.pool.query(`UPDATE read.lease SET expires_at = clock_timestamp() - interval '1 ms'`);

  it('is had by one of several that ask at once, each for all projections', async () => {
    const asking = [1, 2, 3].map((n) => process(`p${n}`));
    const all = [tally, ...many];
    const got = await Promise.all(all.flatMap((one) => asking.map((each) => each.acquire(keyOf(one)))));
    expect(got.filter((lease) => lease !== undefined)).toHaveLength(all.length);
    expect(new Set(got.flatMap((lease) => lease?.token ?? []))).toEqual(new Set(['1']));
  });

  it('stays with its owner beyond its time, since it is renewed', async () => {
    const lease = await process('first').acquire(key);
    const second = process('second');
    const ends = performance.now() + LEASE_MS + 1500;
    await until(async () => {
      expect(await second.acquire(key)).toBeUndefined();
      return performance.now() > ends;
    });
    expect(lease?.lost.aborted).toBe(false);
  }, 15_000);

  it('that was given back is free at once, and has a greater token', async () => {
    const first = process('first');
    await first.acquire(key);
    await first.end();
    expect(await process('second').acquire(key)).toMatchObject({ token: '2' });
  });

  it('that was taken over is lost to the one before, and no write under its token is possible', async () => {
    const before = await process('first').acquire(key);
    await claimCheckpoint(database.pool, tenure(tally, before?.token));
    await expire();
    const after = await process('second').acquire(key);
    expect(after?.token).toBe('2');
    await claimCheckpoint(database.pool, tenure(tally, after?.token));
    const batch = [recorded(added('a', 1), 1)];
    const late = commitBatch(database.pool, tenure(tally, before?.token), undefined, '', batch);
    await expect(late).rejects.toThrow(CheckpointMoved);
    await expect(claimCheckpoint(database.pool, tenure(tally, before?.token))).rejects.toThrow(CheckpointMoved);
    expect((await checkpointIn(database.pool)).events).toBe(0);
    await commitBatch(database.pool, tenure(tally, after?.token), undefined, '', batch);
    expect((await checkpointIn(database.pool)).events).toBe(1);
    await until(() => before?.lost.aborted === true);
  });

  it('is over too when its time is further off than any lease lasts, as after the clock was set back', async () => {
    await database.pool.query(`UPDATE read.lease SET expires_at = clock_timestamp() + interval '1 hour'`);
    expect(await process('first').acquire(key)).toMatchObject({ token: '1' });
  });

  it('outlives the connection that renews it', async () => {
    const narrow = new Pool({ connectionString: database.url, application_name: 'renewing', max: 1 });
    narrow.on('error', () => undefined);
    const lease = await process('first', narrow).acquire(key);
    const renewed = async (): Promise<number> => {
      const { rows } = await database.pool.query<{ left: number }>(
        `SELECT extract(epoch FROM expires_at - clock_timestamp())::float8 AS left FROM read.lease WHERE name = 'tally'`,
      );
      return rows[0]?.left ?? 0;
    };
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'renewing'`,
    );
    await database.pool.query(`UPDATE read.lease SET expires_at = clock_timestamp() + interval '1 s'`);
    await until(async () => (await renewed()) > 2);
    expect(lease?.lost.aborted).toBe(false);
    await open.pop()?.end();
    await narrow.end();
  });
});
