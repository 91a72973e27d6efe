import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import type { EventStore } from '@sohoi/event-store';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import { newEvents } from '@sohoi/event-store/testing';
import { openEventLog } from '@sohoi/event-log';
import type { Projection, ProjectionStatus } from '@sohoi/projection';
import { createProjector } from '@sohoi/projection-host';
import { Pool } from 'pg';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const openDatabase = async (): Promise<Pool> => {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => undefined);
  closing.push(() => pool.end().then(database.drop));
  return pool;
};

/** An empty log of another instance at each call. */
const engines = {
  PostgreSQL: async (): Promise<EventStore> => {
    const log = await openEventLog({ pool: await openDatabase() });
    closing.push(() => log.close());
    return log.store;
  },
  EventStoreDB: async (): Promise<EventStore> => {
    const server = await startEsdbServer();
    // A place at which no record begins is refused by servers since 23.10.
    server.faults.invalidPosition = Infinity;
    const log = await openEventLog({ pool: readModels, address: server.connectionString });
    closing.push(() => log.close().then(() => server.stop()));
    return log.store;
  },
} as const;

const seen: Projection = {
  name: 'seen',
  version: 1,
  tables: [{ name: 'seen', ddl: (table) => `CREATE TABLE ${table} (id uuid)` }],
  open: async (_client, table) => ({
    apply: async (client, batch) => {
      await client.query(`INSERT INTO ${table('seen')} SELECT unnest($1::uuid[])`, [batch.map(({ id }) => id)]);
    },
  }),
};

let readModels: Pool;
beforeEach(async () => {
  written.splice(0);
  Logger.overrideLogger({ log: unsaid, warn: unsaid, error: (line: string) => written.push(line) });
  readModels = await openDatabase();
});

const rows = async (): Promise<number> => (await readModels.query('SELECT FROM read.seen')).rowCount ?? 0;

/** What the projector writes down for operators. */
const written: string[] = [];
const unsaid = (): void => undefined;

/** Runs the projector on a log until the projection is so, and tells how it stands, and whether it is ready. */
const runUntil = async (store: EventStore, so: (one: ProjectionStatus) => boolean | Promise<boolean>) => {
  const projector = createProjector({ pool: readModels, store, projections: [seen], countable: false });
  await projector.install();
  projector.start();
  try {
    for (;;) {
      const [status] = await projector.status();
      if (status && (await so(status))) return { status, ready: (await projector.readiness.check()).ready };
    }
  } finally {
    await projector.stop();
  }
};

/** Read models of a log with three events. */
const projected = async (store: EventStore): Promise<void> => {
  await store.append('note-1', 0, newEvents(3));
  await runUntil(store, async ({ state }) => state.state === 'running' && (await rows()) === 3);
};

const failed = ({ state }: ProjectionStatus): boolean => state.state === 'failed';

const expectRefused = async ({ status, ready }: Awaited<ReturnType<typeof runUntil>>): Promise<void> => {
  expect(status.state).toMatchObject({
    position: null,
    reason: expect.stringMatching(
      /^the rows reach to position \S+ \(event \S+\), but this log has (no event|event \S+) there: it was restored to an earlier state, or belongs to another instance; give the right log, or rebuild the read models$/,
    ),
  });
  expect(ready).toBe(false);
  expect(written).toEqual([expect.stringMatching(/^seen@1 has stopped: the rows reach to position /)]);
  expect(await rows()).toBe(3);
  const { rows: failures } = await readModels.query('SELECT cause FROM read.failure');
  expect(failures).toEqual([{ cause: 'other-log' }]);
};

describe.each(['PostgreSQL', 'EventStoreDB'] as const)('read models of a log in %s', (engine) => {
  const other = engine === 'PostgreSQL' ? 'EventStoreDB' : 'PostgreSQL';

  it('are not gone on with over a log of another instance that has as many events, of the same sizes', async () => {
    await projected(await engines[engine]());
    const second = await engines[engine]();
    await second.append('note-1', 0, newEvents(3));
    await second.append('note-2', 0, newEvents(3));
    await expectRefused(await runUntil(second, failed));
  });

  it('are not gone on with over one whose events stand at other places', async () => {
    await projected(await engines[engine]());
    const second = await engines[engine]();
    const longer = newEvents(9).map((event, n) => ({ ...event, data: { text: 'x'.repeat(n * 7) } }));
    await second.append('note-1', 0, longer);
    await expectRefused(await runUntil(second, failed));
  });

  it('are not gone on with over one that is empty', async () => {
    await projected(await engines[engine]());
    await expectRefused(await runUntil(await engines[engine](), failed));
  });

  it(`are not gone on with over one in ${other}`, async () => {
    await projected(await engines[engine]());
    const second = await engines[other]();
    await second.append('note-1', 0, newEvents(5));
    await expectRefused(await runUntil(second, failed));
  });
});
