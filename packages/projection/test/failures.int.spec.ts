import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allBuilds, askProjector, buildsOf, runProjections } from '../src/index.js';
import type { RunningProjections, Skips } from '../src/index.js';
import { ListLog } from './list-log.js';
import { added, openDatabase, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();
const other = tallyProjection('tally-other');

describe('a build that has stopped', () => {
  let database: TestPool;
  let log: ListLog;
  let stopping: AbortController;
  let running: RunningProjections;
  let skipped: Map<string, string>;
  const applied: [string, number][] = [];
  const skips: Skips = { of: () => Promise.resolve(skipped), record: () => Promise.resolve() };
  const start = (): void => {
    stopping = new AbortController();
    const { pool } = database;
    const onApplied = ({ name }: { name: string }, events: number) => void applied.push([name, events]);
    const options = { pool, store: log, skips, signal: stopping.signal, onApplied, timings: { lookAgain: 100 } };
    running = runProjections({ ...options, projections: [tally, other] });
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running.ended;
  };
  beforeEach(async () => {
    database = await openDatabase(tally, other);
    log = new ListLog(() => 1);
    skipped = new Map();
    applied.length = 0;
    start();
  });
  afterEach(async () => {
    await stop();
    await database.close();
  });
  const build = async () => (await buildsOf(database.pool, 'tally'))[0];
  const failure = async () => (await build())?.failure;

  it('is seen from any process, with the event it stands before, and why in one word', async () => {
    log.say(added('a', 1));
    await until(async () => (await build())?.attended === true);
    expect(await failure()).toBeNull();
    const bad = log.say({ stream: 'tally-1', type: 'Unheard', data: { box: 'planted' } });
    await until(async () => (await failure()) !== null);
    const found = await build();
    expect(found).toMatchObject({
      attended: false,
      failure: { position: bad, eventId: log.events[1]?.id, cause: 'unreadable-event' },
    });
    expect(JSON.stringify(await allBuilds(database.pool))).not.toContain('planted');
  });

  it('is told since when it stands there, however often it is tried again', async () => {
    log.say({ stream: 'tally-1', type: 'Unheard', data: {} });
    await until(async () => (await failure()) !== null);
    const first = await failure();
    await stop();
    start();
    await until(async () => (await running.status())[0]?.state.state === 'failed');
    expect(await failure()).toEqual(first);
  });

  it('is told no longer once the event is passed over', async () => {
    const bad = log.say({ stream: 'tally-1', type: 'Unheard', data: {} });
    const end = log.say(added('a', 2));
    await until(async () => (await failure()) !== null);
    skipped = new Map([[bad, log.events[0]?.id ?? '']]);
    await until(async () => (await build())?.position === end);
    expect(await failure()).toBeNull();
    await until(() => Promise.resolve(applied.filter(([name]) => name === 'tally').length === 2));
  });

  it('is told of a log that is another one, until it is the right one again', async () => {
    const position = log.say(added('a', 1));
    await until(async () => (await build())?.position === position);
    await stop();
    await database.pool.query(`UPDATE read.checkpoint SET event_id = 'another' WHERE name = 'tally'`);
    start();
    await until(async () => (await failure()) !== null);
    expect(await failure()).toMatchObject({ position: null, eventId: null, cause: 'other-log' });
    await stop();
    await database.pool.query(`UPDATE read.checkpoint SET event_id = $1 WHERE name = 'tally'`, [log.events[0]?.id]);
    start();
    await until(async () => (await failure()) === null);
  });

  it('is asked for by people who have no login, in their name', async () => {
    await askProjector(database.pool, 'tally', 'rebuild', { madeBy: 'actor-1' });
    const { rows } = await database.pool.query('SELECT name, what, made_by FROM read.request');
    expect(rows).toEqual([{ name: 'tally', what: 'rebuild', made_by: 'actor-1' }]);
  });
});
