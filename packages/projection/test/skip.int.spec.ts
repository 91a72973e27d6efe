import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnreadableRecord } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';
import { askProjector, buildsOf, NobodyAnswers, runProjections } from '../src/index.js';
import type { RunningProjections, Skip, Skips } from '../src/index.js';
import { ListLog } from './list-log.js';
import { added, checkpointIn, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();

/** A log in which one record is no event. */
class DamagedLog extends ListLog {
  damaged = '';
  override async *readAll(after: string): AsyncGenerator<readonly RecordedEvent[]> {
    for await (const batch of super.readAll(after)) {
      const bad = batch.findIndex(({ position }) => position === this.damaged);
      if (bad > 0) yield batch.slice(0, bad);
      const record = batch[bad];
      if (record) throw new UnreadableRecord({ ...record, reason: 'no JSON' });
      yield batch;
    }
  }
  override async readAt(positions: readonly string[]): Promise<readonly RecordedEvent[]> {
    const found = await super.readAt(positions);
    const record = found.find(({ position }) => position === this.damaged);
    if (record) throw new UnreadableRecord({ ...record, reason: 'no JSON' });
    return found;
  }
}

describe('an event that stopped a projection', () => {
  let database: TestPool;
  let log: DamagedLog;
  let recorded: Skip[];
  let stopping: AbortController;
  let running: RunningProjections;
  const skips: Skips = {
    of: (name) =>
      Promise.resolve(
        new Map(recorded.flatMap((skip) => (skip.projection === name ? [[skip.position, skip.eventId] as const] : []))),
      ),
    record: (skip) => Promise.resolve(void recorded.push(skip)),
  };
  beforeEach(async () => {
    database = await openDatabase(tally);
    log = new DamagedLog(() => 1);
    recorded = [];
    stopping = new AbortController();
    const { pool } = database;
    running = runProjections({ pool, store: log, projections: [tally], signal: stopping.signal, skips });
  });
  afterEach(async () => {
    stopping.abort();
    await running.ended;
    await database.close();
  });
  const failedAt = (position: string) =>
    until(async () => {
      const state = (await running.status())[0]?.state;
      return state?.state === 'failed' && state.position === position;
    });
  const reached = (position: string) => until(async () => (await checkpointIn(database.pool)).position === position);
  const skip = (position: string, timeoutMs = 10_000) =>
    askProjector(database.pool, 'tally', 'skip', { timeoutMs, skip: { position, reason: 'entered by mistake' } });

  it('is passed over once somebody has decided so, and by later builds too', async () => {
    log.say(added('a', 1));
    const bad = log.say({ stream: 'tally-1', type: 'Unheard', data: {} });
    const end = log.say(added('a', 2));
    await failedAt(bad);
    await skip(bad);
    expect(recorded).toEqual([
      {
        ...{ projection: 'tally', version: 1, position: bad, eventId: log.events[1]?.id },
        ...{ reason: 'entered by mistake', by: expect.any(String) },
      },
    ]);
    await reached(end);
    expect((await rowsIn(database.pool))[0]).toMatchObject({ total: 3, history: ['+1', '+2'] });
    expect((await checkpointIn(database.pool)).events).toBe(3);
    await askProjector(database.pool, 'tally', 'rebuild');
    await until(async () => (await buildsOf(database.pool, 'tally')).some(({ build, live }) => live && build === 2));
  }, 20_000);

  it('is passed over too if the log itself cannot give it', async () => {
    const [, bad, end] = [log.say(added('a', 1)), log.say(added('a', 5)), log.say(added('a', 2))];
    log.damaged = bad;
    await failedAt(bad);
    expect((await running.status())[0]?.state).toMatchObject({ reason: expect.stringContaining('no JSON') });
    await skip(bad);
    await reached(end);
    expect((await rowsIn(database.pool))[0]).toMatchObject({ total: 3 });
  }, 20_000);

  it("is passed over by a later build too as it takes the live one's place, and nothing else is", async () => {
    const [, , bad, end] = [1, 2, 3, 4].map((amount) => log.say(added('a', amount)));
    log.damaged = bad ?? '';
    await failedAt(log.damaged);
    await skip(log.damaged);
    await reached(end ?? '');
    await askProjector(database.pool, 'tally', 'rebuild');
    await until(async () => (await buildsOf(database.pool, 'tally'))[1]?.state !== 'building');
    expect((await buildsOf(database.pool, 'tally'))[1]).toMatchObject({ live: true, differences: [], events: 4 });
    expect((await rowsIn(database.pool))[0]).toMatchObject({ total: 7, history: ['+1', '+2', '+4'] });
  }, 20_000);

  it('is that one alone: no other is passed over, and nothing is recorded', async () => {
    log.say(added('a', 1));
    const bad = log.say({ stream: 'tally-1', type: 'Unheard', data: {} });
    const after = log.say(added('a', 2));
    await failedAt(bad);
    await expect(skip(after, 1500)).rejects.toThrow(NobodyAnswers);
    expect(recorded).toEqual([]);
    recorded.push({ projection: 'tally', version: 1, position: bad, eventId: 'another', reason: '', by: '' });
    await until(async () => (await running.status())[0]?.state.state === 'failed');
    expect((await checkpointIn(database.pool)).position).toBe(log.events[0]?.position);
  }, 20_000);
});
