import { AppendOutcomeUnknown, BEGINNING } from '@sohoi/event-store';
import type { NewEvent } from '@sohoi/event-store';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createLogDatabase, holdAppendOpen } from '../test/log-database.js';
import { createPostgresEventStore } from './index.js';
import type { PostgresEventStore } from './index.js';

let pool: Pool;
let store: PostgresEventStore;
let close: () => Promise<void>;

beforeEach(async () => {
  const database = await createLogDatabase();
  ({ pool, close } = database);
  store = createPostgresEventStore({ connectionString: database.url });
});

afterEach(async () => {
  await store.close();
  await close();
});

/** Ends the connections of the store, whatever they are doing. */
const killStore = async (): Promise<number> => {
  const { rowCount } = await pool.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%log.%' AND query NOT LIKE '%pg_stat_activity%'
      AND pid <> ALL (SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction')`);
  return rowCount ?? 0;
};

const untilWaiting = async (): Promise<void> => {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await pool.query(waiting)).rowCount === 0);
};

const appendUntilAnswered = async (stream: string, events: readonly NewEvent[]): Promise<void> => {
  for (;;) {
    try {
      await store.append(stream, 0, events);
      return;
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown)) throw error;
    }
  }
};

const expectGapless = async (count: number): Promise<void> => {
  const { rows } = await pool.query(`
    SELECT count(*)::int AS count, max(event.position)::int AS last, (SELECT position::int FROM log.head) AS head
    FROM log.event`);
  expect(rows).toEqual([{ count, last: count, head: count }]);
};

describe('a log whose connections are lost', () => {
  it('goes on without a gap when the backend of an open append is killed', async () => {
    await store.append('note-0', 0, newEvents(1));
    const held = await holdAppendOpen(pool, 'held-1', newEvent());
    const behind = store.append('note-1', 0, newEvents(1));
    await untilWaiting();
    await pool.query('SELECT pg_terminate_backend($1)', [held.backend]);
    expect(await behind).toMatchObject({ position: '00000000000000000002' });
    await expectGapless(2);
  });

  it('says that an outcome is unknown when the backend is killed, and the same events can be appended again', async () => {
    const held = await holdAppendOpen(pool, 'held-1', newEvent());
    const events = newEvents(2);
    const lost = store.append('note-1', 0, events);
    lost.catch(() => undefined);
    await untilWaiting();
    expect(await killStore()).toBeGreaterThan(0);
    await expect(lost).rejects.toMatchObject({
      name: 'AppendOutcomeUnknown',
      stream: 'note-1',
      cause: { code: '57P01' },
    });
    await held.finish();
    expect(await store.append('note-1', 0, events)).toMatchObject({ streamVersion: 2, repeated: false });
    await expectGapless(3);
  });

  it('records every event once and without a gap while connections are killed again and again', async () => {
    const all = Array.from({ length: 300 }, () => newEvents(2));
    let answered = 0;
    let killed = 0;
    const callers = all.map((events, n) => appendUntilAnswered(`note-${n}`, events).then(() => (answered += 1)));
    while (answered < all.length && killed < 20) killed += await killStore();
    await Promise.all(callers);
    expect(killed).toBeGreaterThan(0);
    await expectGapless(600);
  });

  it('is followed on from where the follower was', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const events = newEvents(30);
    await store.append('note-0', 0, events.slice(0, 1));
    for await (const batch of store.subscribe(BEGINNING, stop.signal)) {
      seen.push(...batch.map(({ id }) => id));
      if (seen.length === events.length) stop.abort();
      else {
        await killStore();
        const n = seen.length;
        await appendUntilAnswered(`note-${n}`, events.slice(n, n + 1));
      }
    }
    expect(seen).toEqual(events.map(({ id }) => id));
  });

  it('answers the neighbours of an append that the database cannot take', async () => {
    const deep = JSON.parse(`${'['.repeat(4000)}${']'.repeat(4000)}`) as unknown;
    const [bad, good] = await Promise.allSettled([
      store.append('note-1', 0, [newEvent({ data: deep })]),
      store.append('note-2', 0, newEvents(1)),
    ]);
    expect(good).toMatchObject({ status: 'fulfilled' });
    // How deep it can go is the server's setting; if it can, that is an answer too.
    if (bad?.status === 'rejected') expect(bad.reason).toMatchObject({ name: 'InvalidAppend' });
    await expectGapless(bad?.status === 'fulfilled' ? 2 : 1);
  });
});
