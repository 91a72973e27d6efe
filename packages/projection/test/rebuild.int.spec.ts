import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askProjector, installReadSchema, NobodyAnswers, rebuilds, runProjections } from '../src/index.js';
import type { RecordedEvent } from '@sohoi/event-store';
import type { BuildStatus, Projection, Rebuilds, RunOptions } from '../src/index.js';
import { ListLog } from './list-log.js';
import { added, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();

/** A node of a log that may not have all of it yet; a single event is asked of another node, which has it. */
class LaggingLog extends ListLog {
  end = Infinity;
  reads = 0;
  override async *readAll(after: string): AsyncGenerator<readonly RecordedEvent[]> {
    this.reads += 1;
    for await (const batch of super.readAll(after)) {
      const there = batch.filter(({ position }) => Number(position) <= this.end);
      if (there.length > 0) yield there;
    }
  }
}

describe('a projection', () => {
  let database: TestPool;
  let log: ListLog;
  let admin: Rebuilds;
  let stops: (() => Promise<void>)[];
  beforeEach(async () => {
    database = await openDatabase(tally);
    log = new ListLog(() => 7);
    admin = rebuilds(database.pool, [tally]);
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    await database.close();
  });

  const run = (projection: Projection = tally, timings: RunOptions['timings'] = {}) => {
    const stopping = new AbortController();
    const projections = [projection];
    const { signal } = stopping;
    const running = runProjections({ pool: database.pool, store: log, projections, signal, timings });
    const stop = async () => {
      stopping.abort();
      await running.ended;
    };
    stops.push(stop);
    return { ...running, stop };
  };
  const buildOf = async (build: number): Promise<BuildStatus | undefined> =>
    (await admin.builds('tally')).find((one) => one.build === build);
  const reaches = (build: number, so: Partial<BuildStatus>) =>
    until(async () => {
      const status = await buildOf(build);
      return status !== undefined && Object.entries(so).every(([key, is]) => status[key as keyof BuildStatus] === is);
    });
  const fill = (count: number): string => {
    let last = '';
    for (let n = 0; n < count; n += 1) last = log.say(added(`box-${n % 10}`, 1), added('all', 1));
    return last;
  };

  it('is built again beside the live one under write load: no query fails, none sees less than before', async () => {
    fill(300);
    run();
    await reaches(1, { position: log.events.at(-1)?.position ?? '' });
    let going = true;
    stops.unshift(() => Promise.resolve(void (going = false)));
    let queries = 0;
    const query = async (): Promise<void> => {
      for (let before = 300; going; queries += 1) {
        const { rows } = await database.pool.query<{ total: number }>(`SELECT total FROM read.tally WHERE box = 'all'`);
        expect(rows[0]?.total).toBeGreaterThanOrEqual(before);
        before = rows[0]?.total ?? 0;
      }
    };
    const write = async (): Promise<void> => {
      while (going) {
        fill(1);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    const load = Promise.all([query(), write()]);
    await admin.start('tally', false);
    await Promise.race([reaches(2, { live: true }), load]);
    for (const enough = queries + 50; queries < enough;) await new Promise((resolve) => setTimeout(resolve, 5));
    going = false;
    await load;
    expect(await buildOf(2)).toMatchObject({ live: true, state: 'switched', differences: [] });
    expect(await buildOf(1)).toMatchObject({ live: false, state: 'kept' });
    const end = log.events.at(-1)?.position ?? '';
    await reaches(1, { position: end });
    await reaches(2, { position: end });
    expect(await rowsIn(database.pool, 'read.tally_1')).toEqual(await rowsIn(database.pool, 'read.tally_1_b2'));
  }, 30_000);

  it('goes on being shown after every restart, though the one before is kept', async () => {
    fill(20);
    const first = run();
    await reaches(1, { position: log.events.at(-1)?.position ?? '' });
    await admin.start('tally', false);
    await reaches(2, { live: true });
    await first.stop();
    const last = fill(1);
    run();
    await reaches(1, { position: last });
    await reaches(2, { position: last });
    expect([(await buildOf(1))?.live, (await buildOf(2))?.live]).toEqual([false, true]);
  });

  it('is not shown while it differs, says where, and is shown once that is accepted', async () => {
    const end = fill(20);
    run();
    await reaches(1, { position: end });
    await database.pool.query(`UPDATE read.tally_1 SET total = 999 WHERE box = 'box-3'`);
    await database.pool.query(`DELETE FROM read.tally_1 WHERE box = 'box-4'`);
    await admin.start('tally', false);
    await reaches(2, { state: 'differs', live: false });
    expect((await buildOf(2))?.differences).toEqual([
      { table: 'tally', onlyLive: 1, onlyNew: 2, first: [{ box: 'box-3' }, { box: 'box-4' }] },
    ]);
    expect((await rowsIn(database.pool)).find(({ box }) => box === 'box-3')?.total).toBe(999);
    await expect(admin.start('tally', false)).rejects.toMatchObject({ refusal: 'there is a second build' });
    await admin.start('tally', true);
    await reaches(2, { state: 'switched', live: true });
    expect((await rowsIn(database.pool)).find(({ box }) => box === 'box-3')?.total).toBe(2);
  }, 20_000);

  it.each([
    ['within its patience', {}],
    ['after it', { patience: 0 }],
  ])(
    'is not compared, nor shown, where the log lags behind the live build: %s',
    async (_when, timings) => {
      const lagging = new LaggingLog();
      log = lagging;
      const end = fill(20);
      const first = run();
      await reaches(1, { position: end });
      await first.stop();
      lagging.end = 12;
      run(tally, timings);
      await admin.start('tally', false);
      await reaches(2, { events: 12 });
      const tried = lagging.reads;
      await until(() => lagging.reads > tried + 4);
      expect(await buildOf(2)).toMatchObject({ state: 'building', live: false });
      lagging.end = Infinity;
      await reaches(2, { state: 'switched', live: true, position: end, events: 40 });
      expect((await buildOf(2))?.differences).toEqual([]);
    },
    20_000,
  );

  it('goes on with a build where it was when its process ended', async () => {
    fill(100);
    const stuck = {
      ...tally,
      open: async (...args: Parameters<Projection['open']>) => {
        const writer = await tally.open(...args);
        const name = args[1]('tally');
        return {
          apply: async (...batch: Parameters<typeof writer.apply>) => {
            if (name.endsWith('_b2') && (batch[1][0]?.position ?? '') > (log.events[99]?.position ?? '')) {
              throw Object.assign(new Error('no room'), { code: '53100' });
            }
            await writer.apply(...batch);
          },
        };
      },
    };
    const first = run(stuck);
    await reaches(1, { events: 200 });
    await admin.start('tally', false);
    await until(async () => ((await buildOf(2))?.events ?? 0) > 90);
    await first.stop();
    const before = (await buildOf(2))?.events ?? 0;
    expect(before).toBeLessThan(200);
    expect(await buildOf(1)).toMatchObject({ live: true });
    run();
    await reaches(2, { live: true, state: 'switched', events: 200 });
  }, 20_000);

  it('can show the build before again, complete, and be rid of the other', async () => {
    run();
    await reaches(1, { position: fill(20) });
    await expect(admin.rollback('tally')).rejects.toMatchObject({ refusal: 'there is no second build' });
    await admin.start('tally', false);
    await reaches(2, { live: true });
    const end = fill(20);
    await reaches(2, { position: end });
    await admin.rollback('tally');
    expect((await rowsIn(database.pool)).find(({ box }) => box === 'all')?.total).toBe(40);
    expect(await buildOf(1)).toMatchObject({ live: true, position: end });
    await admin.drop('tally');
    expect((await admin.builds('tally')).map(({ build }) => build)).toEqual([1]);
    const { rows } = await database.pool.query(`SELECT to_regclass('read.tally_1_b2') AS there`);
    expect(rows).toEqual([{ there: null }]);
    await reaches(1, { position: fill(1) });
  }, 20_000);

  it('whose first build was dropped starts with the one that is shown', async () => {
    const first = run();
    await reaches(1, { position: fill(20) });
    await admin.start('tally', false);
    await reaches(2, { live: true });
    await admin.drop('tally');
    await first.stop();
    await installReadSchema(database.pool, [tally]);
    const again = run();
    await reaches(2, { position: fill(5) });
    await until(async () => (await again.status()).every(({ build }) => build === 2));
  }, 20_000);

  it('is rebuilt though its rows are of another log, if that is accepted', async () => {
    const first = run();
    await reaches(1, { position: fill(20) });
    await first.stop();
    log = new ListLog();
    const end = fill(3);
    const second = run();
    await until(async () => (await second.status())[0]?.state.state === 'failed');
    await admin.start('tally', false);
    await reaches(2, { state: 'differs', position: end });
    expect((await buildOf(2))?.differences).toEqual([{ table: null, onlyLive: 0, onlyNew: 0, first: [] }]);
    await admin.start('tally', true);
    await reaches(2, { live: true });
    expect((await rowsIn(database.pool)).find(({ box }) => box === 'all')?.total).toBe(3);
  }, 20_000);

  it('is rebuilt by whichever projector runs, as asked through the database, and not once nobody waits', async () => {
    const asked = askProjector(database.pool, 'tally', 'rebuild', { timeoutMs: 200 });
    await expect(asked).rejects.toThrow(NobodyAnswers);
    run();
    await reaches(1, { position: fill(20) });
    expect(await buildOf(2)).toBeUndefined();
    await askProjector(database.pool, 'tally', 'rebuild');
    await reaches(2, { live: true });
    await expect(askProjector(database.pool, 'tally', 'rebuild')).rejects.toMatchObject({
      refusal: 'there is a second build',
    });
    await askProjector(database.pool, 'tally', 'rollback');
    expect(await buildOf(1)).toMatchObject({ live: true });
    await askProjector(database.pool, 'tally', 'drop');
    expect(await buildOf(2)).toBeUndefined();
    await expect(askProjector(database.pool, 'unheard', 'drop')).rejects.toMatchObject({
      refusal: 'no such projection',
    });
  }, 20_000);

  it.each([
    ['start', 'no such projection'],
    ['rollback', 'no such projection'],
    ['drop', 'no such projection'],
  ] as const)('of an unknown name: %s is refused', async (what, refusal) => {
    await expect(admin[what]('unheard', false)).rejects.toMatchObject({ refusal });
  });
});
