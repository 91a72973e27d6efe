import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { buildsOf, rebuilds, runProjections } from '../src/index.js';
import { ListLog } from './list-log.js';
import { added, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();

/** Where the comparison of tables waits, as though they were a nation's. */
let gate: { readonly entered: () => boolean; readonly open: () => void; readonly enter: () => Promise<void> };
const newGate = (): typeof gate => {
  let entered = false;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const enter = (): Promise<void> => {
    entered = true;
    return opened;
  };
  return { entered: () => entered, open, enter };
};

class SlowComparison extends Client {
  constructor(config?: ConstructorParameters<typeof Client>[0]) {
    super(config);
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    const query = (...args: unknown[]): unknown => {
      const [first] = args;
      const text = typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : '';
      return text.includes('EXCEPT ALL') ? gate.enter().then(() => ask(...args)) : ask(...args);
    };
    Object.assign(this, { query });
  }
}

describe('builds that are compared', () => {
  let database: TestPool;
  let pool: Pool;
  let log: ListLog;
  let stopping: AbortController;
  let ended: Promise<void>;
  beforeEach(async () => {
    database = await openDatabase(tally);
    pool = new Pool({ connectionString: database.url, max: 8, Client: SlowComparison });
    pool.on('error', () => undefined);
    gate = newGate();
    log = new ListLog(() => 7);
    stopping = new AbortController();
    ({ ended } = runProjections({ pool, store: log, projections: [tally], signal: stopping.signal }));
  });
  afterEach(async () => {
    gate.open();
    stopping.abort();
    await ended;
    await pool.end();
    await database.close();
  });
  const fill = (count: number): string => {
    let last = '';
    for (let n = 0; n < count; n += 1) last = log.say(added(`box-${n % 10}`, 1));
    return last;
  };
  const builds = () => buildsOf(database.pool, 'tally');
  const liveReaches = (position: string) => until(async () => (await builds())[0]?.position === position);

  it('do not keep the live one from going on, and what it reads meanwhile is in the new one as it is shown', async () => {
    await liveReaches(fill(30));
    await rebuilds(database.pool, [tally]).start('tally', false);
    await until(gate.entered);
    const end = fill(900);
    await liveReaches(end);
    expect((await builds())[1]).toMatchObject({ live: false, state: 'building' });
    gate.open();
    await until(async () => (await builds())[1]?.live === true);
    expect((await builds())[1]).toMatchObject({ state: 'switched', differences: [], position: end, events: 930 });
    expect(await rowsIn(database.pool, 'read.tally_1_b2')).toEqual(await rowsIn(database.pool, 'read.tally_1'));
  }, 20_000);

  it('are compared as they stood at one event, whatever comes meanwhile', async () => {
    await liveReaches(fill(30));
    await database.pool.query(`UPDATE read.tally_1 SET total = 999 WHERE box = 'box-3'`);
    await rebuilds(database.pool, [tally]).start('tally', false);
    await until(gate.entered);
    await liveReaches(fill(50));
    gate.open();
    await until(async () => (await builds())[1]?.state === 'differs');
    expect((await builds())[1]?.differences).toEqual([
      { table: 'tally', onlyLive: 1, onlyNew: 1, first: [{ box: 'box-3' }] },
    ]);
  }, 20_000);
});
