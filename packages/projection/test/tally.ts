import type { EventCatalog } from '@sohoi/decider';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import fc from 'fast-check';
import { Pool } from 'pg';
import { foldedTable, installReadSchema, rowProjection } from '../src/index.js';
import type { EventsOf, Projection } from '../src/index.js';
import type { Said } from './list-log.js';

const schemaOf = <T>() => ({ '~standard': { types: undefined as unknown as { output: T } } });

const catalog = {
  Added: { schemaVersion: 1, schema: schemaOf<{ box: string; amount: number; label?: string }>() },
  Poured: { schemaVersion: 1, schema: schemaOf<{ from: string; to: string; amount: number }>() },
  Emptied: { schemaVersion: 1, schema: schemaOf<{ box: string }>() },
} as const satisfies EventCatalog;
type TallyEvent = EventsOf<typeof catalog>;

export type BoxRow = { box: string; total: number; history: string[]; label?: string; lastFrom: string | null };

const evolve = (row: BoxRow | undefined, event: TallyEvent, box: string): BoxRow | undefined => {
  const { total, history, ...rest } = row ?? { box, total: 0, history: [], lastFrom: null };
  switch (event.type) {
    case 'Added':
      return {
        ...rest,
        total: total + event.data.amount,
        history: [...history, `+${event.data.amount}`],
        ...(event.data.label === undefined ? {} : { label: event.data.label }),
      };
    case 'Poured': {
      if (event.data.from === event.data.to) return row;
      const change = event.data.from === box ? -event.data.amount : event.data.amount;
      const lastFrom = event.data.to === box ? event.data.from : rest.lastFrom;
      return { ...rest, total: total + change, history: [...history, `${change}`], lastFrom };
    }
    case 'Emptied':
      return undefined;
  }
};

/** Counts what is in boxes: rows that come and go, and events that touch two rows. */
export const tallyProjection = (name = 'tally', version = 1, mine: (box: string) => boolean = () => true): Projection =>
  rowProjection({
    name,
    version,
    streams: [{ category: 'tally', catalog }],
    tables: [
      foldedTable<BoxRow, TallyEvent>({
        name: name.replaceAll('-', '_'),
        key: 'box',
        columns: { box: 'text', total: 'integer', history: 'text[]', label: 'text?', lastFrom: 'text null' },
        derived: ['label_folded text GENERATED ALWAYS AS (read.vn_fold(label)) STORED'],
        indexes: (table) => [`CREATE INDEX ON ${table} USING gin (label_folded public.gin_trgm_ops)`],
        keysOf: ({ data }) => ('box' in data ? [data.box] : [data.from, data.to]).filter(mine),
        evolve,
      }),
    ],
  });

/** The same, and it can be cut into shards: by the last letter of the box. */
export const cutTally = (name = 'tally', version = 1): Projection => ({
  ...tallyProjection(name, version),
  openShard: ({ index, of }) =>
    tallyProjection(name, version, (box) => (box.codePointAt(box.length - 1) ?? 0) % of === index - 1).open,
});

/** The rows as a fold of the whole history in memory gives them. */
export const folded = (history: readonly Said[]): readonly BoxRow[] => {
  const rows = new Map<string, BoxRow>();
  for (const { stream, ...event } of history) {
    if (!stream.startsWith('tally-')) continue;
    const { data } = event as TallyEvent;
    for (const box of new Set('box' in data ? [data.box] : [data.from, data.to])) {
      const row = evolve(rows.get(box), event as TallyEvent, box);
      if (row) rows.set(box, row);
      else rows.delete(box);
    }
  }
  return [...rows.values()].sort((a, b) => (a.box < b.box ? -1 : 1));
};

export const added = (box: string, amount: number, label?: string): Said => ({
  stream: 'tally-1',
  type: 'Added',
  data: { box, amount, ...(label === undefined ? {} : { label }) },
});

const box = fc.constantFrom('a', 'b', 'c', 'd');
const amount = fc.integer({ min: 1, max: 9 });

/** Histories of boxes, with events of other streams between. */
export const histories: fc.Arbitrary<readonly Said[]> = fc.array(
  fc.oneof(
    fc.tuple(box, amount, fc.constantFrom(undefined, 'Đào', 'Hải Phòng')).map(([b, n, label]) => added(b, n, label)),
    fc.record({ from: box, to: box, amount }).map((data) => ({ stream: 'tally-1', type: 'Poured', data })),
    box.map((b) => ({ stream: 'tally-1', type: 'Emptied', data: { box: b } })),
    fc.constant({ stream: 'other-1', type: 'Unheard', data: {} }),
  ),
  { maxLength: 40 },
);

export type TestPool = { readonly pool: Pool; readonly url: string; readonly close: () => Promise<void> };

/** A database of its own with the schema `read` and these projections. */
export const openDatabase = async (...projections: readonly Projection[]): Promise<TestPool> => {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url, max: 6 });
  // Idle connections may be cut by a test; the next query gets a new one.
  pool.on('error', () => undefined);
  await installReadSchema(pool, projections);
  return {
    pool,
    url: database.url,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

export const rowsIn = async (pool: Pool, table = 'read.tally'): Promise<readonly BoxRow[]> => {
  const { rows } = await pool.query<BoxRow & { label: string | null }>(
    `SELECT box, total, history, label, last_from AS "lastFrom" FROM ${table} ORDER BY box COLLATE "C"`,
  );
  return rows.map(({ label, ...row }) => (label === null ? row : { ...row, label }));
};

export const checkpointIn = async (pool: Pool, name = 'tally'): Promise<{ position: string; events: number }> => {
  const { rows } = await pool.query<{ position: string; events: string }>(
    'SELECT position, events FROM read.checkpoint WHERE name = $1 AND live',
    [name],
  );
  return { position: rows[0]?.position ?? 'none', events: Number(rows[0]?.events) };
};

/** Looks until it is so; the test's own time-out is the limit. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
};

/** Writes before anybody has taken the lease. */
export const tenure = (projection: Projection, token = '0') => ({
  ...{ projection, build: 1, token },
  log: { readAt: () => Promise.resolve([]) },
});
