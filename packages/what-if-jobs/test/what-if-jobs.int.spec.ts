import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { migrateWhatIf, MOST_ATTEMPTS, whatIfJobs } from '../src/index.js';
import type { WhatIfJobs } from '../src/index.js';

type Jobs = WhatIfJobs<{ head: number }, { risen: number }, { name: string }>;

let pool: Pool;
let jobs: Jobs;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url }).on('error', () => undefined);
  drop = () => database.drop();
  await migrateWhatIf(pool);
  jobs = whatIfJobs(pool);
});
afterAll(async () => {
  await pool.end();
  await drop();
});
beforeEach(async () => {
  await pool.query('DELETE FROM what_if.job');
});

const wish = { name: 'Thử', askedBy: 'analyst', asked: { head: 7 }, requestHash: 'h' };
const asked = async (more: Partial<typeof wish> = {}): Promise<string> => {
  const id = randomUUID();
  await jobs.ask({ id, ...wish, ...more }, 100);
  return id;
};
const takenUp = async (runner: string = randomUUID()) => {
  const run = await jobs.takeUp(runner, 'in vain');
  if (!run) throw new Error('there is something to try out');
  return run;
};
const age = (seconds: number) =>
  pool.query(`UPDATE what_if.job SET seen_at = clock_timestamp() - make_interval(secs => $1)`, [seconds]);

describe('what is asked for', () => {
  it('is known again by its id and request, even if it resolves to something else by then', async () => {
    const id = randomUUID();
    const first = await jobs.ask({ id, ...wish }, 1);
    expect(await jobs.ask({ id, ...wish, asked: { head: 8 } }, 1)).toEqual(first);
    expect(await jobs.ask({ id, ...wish, requestHash: 'other' }, 1)).toBe('another');
    expect(await jobs.ask({ id, ...wish, askedBy: 'somebody' }, 1)).toBe('another');
    expect(await jobs.ask({ ...wish, id: randomUUID() }, 1)).toBe('too many');
    await jobs.cancel(id);
    expect(await jobs.ask({ ...wish, id: randomUUID() }, 1)).toMatchObject({ state: 'waiting' });
  });

  it('is listed newest first, behind one of them', async () => {
    const ids = [await asked(), await asked(), await asked()].reverse();
    expect((await jobs.list(undefined, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await jobs.list(ids[1], 9)).map(({ id }) => id)).toEqual(ids.slice(2));
  });
});

describe('a job', () => {
  it('is in one hand, and one at a time, even if many reach for it at once', async () => {
    const first = await asked();
    await asked();
    const runs = await Promise.all(Array.from({ length: 8 }, () => jobs.takeUp(randomUUID(), 'in vain')));
    expect(runs.flatMap((run) => run?.job.id ?? [])).toEqual([first]);
  });

  it('ends with all of its results, in their order', async () => {
    const id = await asked();
    const run = await takenUp();
    expect(await run.progress(5, 10)).toBe(true);
    expect(await jobs.one(id)).toMatchObject({ state: 'running', events: 5, total: 10 });
    const results = Array.from({ length: 2500 }, (_, n) => ({ name: `chi hội ${n}` }));
    expect(await run.finish(10, { risen: 3 }, results)).toBe(true);
    expect(await jobs.one(id)).toMatchObject({ state: 'done', events: 10, summary: { risen: 3 } });
    const kept = [...(await jobs.results(id, 1, 2000)), ...(await jobs.results(id, 2001, 2000))];
    expect(kept).toEqual(results.map((result, n) => ({ ...result, nth: n + 1 })));
  });

  it.each([
    ['cancelled', (id: string) => jobs.cancel(id)],
    ['taken over', () => age(16).then(() => takenUp())],
  ])('that was %s meanwhile keeps nothing of what its process writes late', async (_what, meanwhile) => {
    const id = await asked();
    const run = await takenUp();
    await meanwhile(id);
    expect(await run.progress(1, 2)).toBe(false);
    expect(await run.finish(2, { risen: 1 }, [{ name: 'a' }])).toBe(false);
    await run.fail('late');
    expect(await jobs.one(id)).toMatchObject({ summary: null, reason: null });
    expect(await jobs.results(id, 1, 10)).toEqual([]);
  });

  it('keeps nothing of results that cannot all be kept', async () => {
    const id = await asked();
    const run = await takenUp();
    const unkeepable = [{ name: 'a' }, { name: '\u0000' }];
    await expect(run.finish(2, { risen: 1 }, unkeepable)).rejects.toThrow();
    expect(await jobs.one(id)).toMatchObject({ state: 'running', summary: null });
    expect(await jobs.results(id, 1, 10)).toEqual([]);
  });

  it('that never ends is given up after a few tries, and holds up no other', async () => {
    const id = await asked();
    const next = await asked();
    for (let n = 1; n <= MOST_ATTEMPTS; n += 1) {
      expect((await takenUp()).job.id).toBe(id);
      expect(await jobs.takeUp(randomUUID(), 'in vain')).toBeUndefined();
      await age(16);
    }
    expect((await takenUp()).job.id).toBe(next);
    expect(await jobs.one(id)).toMatchObject({ state: 'failed', reason: 'in vain' });
  });

  it('that a process hands back as it ends is begun by another at once, any number of times', async () => {
    const id = await asked();
    for (let n = 0; n <= MOST_ATTEMPTS; n += 1) await (await takenUp()).handBack();
    const run = await takenUp();
    expect(run.job.id).toBe(id);
    await run.finish(1, { risen: 0 }, []);
    await run.handBack();
    expect(await jobs.one(id)).toMatchObject({ state: 'done' });
  });

  it('is nobody’s whose clock was set back', async () => {
    const id = await asked();
    await takenUp();
    await age(-3600);
    expect((await takenUp()).job.id).toBe(id);
  });

  it('that ended a month ago is forgotten with its results, one of yesterday is not', async () => {
    const [old, new_] = [await asked(), await asked()];
    for (const _ of [old, new_]) await (await takenUp()).finish(1, { risen: 0 }, [{ name: 'a' }]);
    await pool.query(`UPDATE what_if.job SET ended_at = ended_at - interval '31 days' WHERE id = $1`, [old]);
    await jobs.takeUp(randomUUID(), 'in vain');
    expect(await jobs.one(old)).toBeUndefined();
    expect(await jobs.results(old, 1, 10)).toEqual([]);
    expect(await jobs.one(new_)).toMatchObject({ state: 'done' });
  });

  it('is not kept in part by a connection that is cut in the midst of it, and can be kept by another one', async () => {
    const id = await asked();
    const run = await takenUp();
    const locker = await pool.connect();
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE what_if.result');
    const finished = run.finish(1, { risen: 0 }, [{ name: 'a' }]);
    const outcome = finished.then(
      () => 'kept',
      () => 'cut',
    );
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO what_if.result%'`;
    while ((await pool.query(cut)).rowCount === 0);
    expect(await outcome).toBe('cut');
    await locker.query('ROLLBACK');
    locker.release();
    expect(await jobs.one(id)).toMatchObject({ state: 'running', summary: null });
    expect(await run.finish(1, { risen: 0 }, [{ name: 'a' }])).toBe(true);
    expect(await jobs.results(id, 1, 10)).toEqual([{ name: 'a', nth: 1 }]);
  });
});
