import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkpoints, installReadSchema, runProjections } from '../src/index.js';
import type { ProjectionStatus } from '../src/index.js';
import { ListLog, positionAt } from './list-log.js';
import { added, checkpointIn, openDatabase, rowsIn, tallyProjection, until } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();

describe('a checkpoint', () => {
  let database: TestPool;
  beforeEach(async () => {
    database = await openDatabase(tally);
  });
  afterEach(() => database.close());

  /** Runs the projection until what is looked for is so, and tells how it stands. */
  const follow = async (log: ListLog, so: (status: ProjectionStatus) => boolean): Promise<ProjectionStatus> => {
    const stopping = new AbortController();
    const running = runProjections({ pool: database.pool, store: log, projections: [tally], signal: stopping.signal });
    let status: ProjectionStatus | undefined;
    await until(async () => {
      status = (await running.status())[0];
      return status !== undefined && so(status);
    });
    stopping.abort();
    await running.ended;
    return status as ProjectionStatus;
  };
  const at = (position: string) => (status: ProjectionStatus) =>
    status.state.state === 'running' && status.checkpoint === position;
  const failed = ({ state }: ProjectionStatus) => state.state === 'failed';

  const filled = (...amounts: readonly number[]): ListLog => {
    const log = new ListLog();
    log.say(...amounts.map((amount) => added('a', amount)));
    return log;
  };
  const idIn = async (): Promise<string | null> => {
    const { rows } = await database.pool.query<{ id: string | null }>('SELECT event_id AS id FROM read.checkpoint');
    return rows[0]?.id ?? null;
  };

  it('names the event that it stands at', async () => {
    const log = filled(1, 2);
    await follow(log, at(positionAt(2)));
    expect(await idIn()).toBe(log.events[1]?.id);
  });

  it('is refused by a log that ends before it, with a sentence, and nothing is written', async () => {
    await follow(filled(1, 2, 3), at(positionAt(3)));
    const { state } = await follow(filled(1, 2), failed);
    expect(state).toEqual({
      state: 'failed',
      position: null,
      reason: expect.stringMatching(
        /^the rows reach to position 0+3 \(event .*\), but this log has no event there: it was/,
      ),
    });
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(3), events: 3 });
  });

  it('is refused by a log that has another event there and goes on beyond it', async () => {
    await follow(filled(1, 2), at(positionAt(2)));
    const other = filled(5, 5, 5);
    const second = other.events[1];
    if (second) other.events[1] = { ...second, id: '00000000-0000-4000-9000-000000000000' };
    const { state } = await follow(other, failed);
    expect(state).toMatchObject({ reason: expect.stringContaining('has event 00000000-0000-4000-9000-000000000000') });
    expect((await rowsIn(database.pool))[0]?.total).toBe(3);
    expect((await checkpointIn(database.pool)).events).toBe(2);
  });

  it('is gone on from once the log is the right one, without a new start', async () => {
    await follow(filled(1, 2, 3), at(positionAt(3)));
    const log = filled(1, 2);
    const states: string[] = [];
    const stopping = new AbortController();
    const running = runProjections({
      ...{ pool: database.pool, store: log, projections: [tally], signal: stopping.signal },
      timings: { lookAgain: 50 },
      onChange: (_name, _version, { state }) => states.push(state),
    });
    await until(() => states.filter((state) => state === 'failed').length > 1);
    expect(states).not.toContain('running');
    log.say(added('a', 3), added('a', 4));
    await until(async () => (await checkpointIn(database.pool)).events === 4);
    expect((await running.status())[0]?.state).toEqual({ state: 'running' });
    expect((await rowsIn(database.pool))[0]?.total).toBe(10);
    stopping.abort();
    await running.ended;
  });

  it('of a database that did not name events yet takes the name from the log, once', async () => {
    const log = filled(1, 2);
    await follow(log, at(positionAt(2)));
    await database.pool.query('UPDATE read.checkpoint SET event_id = NULL');
    await follow(log, at(positionAt(2)));
    expect(await idIn()).toBe(log.events[1]?.id);
    await database.pool.query('UPDATE read.checkpoint SET event_id = NULL');
    expect((await follow(filled(1), failed)).state).toMatchObject({ reason: expect.not.stringContaining('(event') });
  });

  it('of the first schema is kept by the step to the second', async () => {
    await database.pool.query(`
      DROP SCHEMA read CASCADE; CREATE SCHEMA read;
      CREATE TABLE read.schema_version (version integer PRIMARY KEY, installed_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO read.schema_version VALUES (1);
      CREATE FUNCTION read.vn_fold(x text) RETURNS text LANGUAGE sql IMMUTABLE STRICT RETURN lower(x);
      CREATE TABLE read.checkpoint (name text NOT NULL, version integer NOT NULL, position text COLLATE "C" NOT NULL
        DEFAULT '', events bigint NOT NULL DEFAULT 0, live boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (name, version));
      CREATE UNIQUE INDEX checkpoint_one_live ON read.checkpoint (name) WHERE live;
      INSERT INTO read.checkpoint (name, version, position, events, live) VALUES ('tally', 1, '${positionAt(1)}', 1, true)`);
    const ddl = tally.tables[0]?.ddl('read.tally_1') ?? '';
    await database.pool.query(`${ddl}; CREATE VIEW read.tally AS SELECT * FROM read.tally_1`);
    await installReadSchema(database.pool, [tally]);
    const log = filled(1, 2);
    await follow(log, at(positionAt(2)));
    expect((await rowsIn(database.pool))[0]?.total).toBe(2);
    expect(await checkpoints(database.pool).positionOf(['tally'])).toBe(positionAt(2));
    expect(await idIn()).toBe(log.events[1]?.id);
  });
});
