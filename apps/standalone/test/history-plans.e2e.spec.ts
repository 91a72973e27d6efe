import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadModels } from '@sohoi/nest';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { commune, foundTwoCommunes, home, idOf } from './two-communes.js';

type Node = {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
};

/** Rows of the index of events beside those of the test, a row for each of two units. */
const OTHERS = 50_000;

/** Fewer by far than there are. */
const FEW = 1000;

let ledger: TestLedger;
let member: string;

/** Events of others: none of them is in the log, for it is only asked how they are passed over. */
const OTHER_EVENTS = `
  CREATE TEMP TABLE other ON COMMIT DROP AS
  SELECT lpad((1000000 + n)::text, 20, '0') AS position, 'member-' || md5((n / 10)::text)::uuid AS stream,
         CASE n % 1000 WHEN 0 THEN 'UnitRenamed' ELSE 'DuesRecorded' END AS type,
         'actor-' || n % 500 AS actor, md5((n / 40)::text) AS correlation, n,
         timestamptz '2024-01-01' + n * interval '1 minute' AS recorded_at, date '2010-01-01' + n % 1000 AS at
    FROM generate_series(1, ${OTHERS}) AS n`;

const fill = async (): Promise<void> => {
  const { rows } = await ledger.pool.query<{ name: string }>(
    String.raw`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^event_(entry|unit)_\d+$' ORDER BY 1`,
  );
  const [entries, units] = rows.map(({ name }) => `read.${name}`);
  const client = await ledger.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(OTHER_EVENTS);
    await client.query(
      `INSERT INTO ${entries} SELECT position, type, stream, actor, correlation, recorded_at, at FROM other`,
    );
    for (const body of ['chapter', 'unit']) {
      await client.query(
        `INSERT INTO ${units} SELECT position, md5('${body}' || n % 97)::uuid, type, stream, recorded_at FROM other`,
      );
    }
    await client.query('COMMIT');
    await client.query(`ANALYZE ${entries}, ${units}`);
  } finally {
    client.release();
  }
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await foundTwoCommunes(ledger);
  const person = { fullName: 'Lò Thị Ví Dụ', gender: 'female' };
  member = idOf(await ledger.post('/v1/members', { chapterId: home, person, at: '2023-03-08' }));
  for (const [regular, at] of [
    [true, '2023-04-01'],
    [false, '2023-05-01'],
  ]) {
    idOf(await ledger.post(`/v1/members/${member}/participation`, { regular, at }));
  }
  expect((await ledger.get(`/v1/events?limit=1&atLeast=${await ledger.store.head()}`)).status).toBe(200);
  await fill();
}, 60_000);
afterAll(() => ledger.close());

/** The queries with which a request is answered. */
const queriesOf = async (path: string): Promise<readonly (readonly [sql: string, parameters: unknown[]])[]> => {
  const dataSource = ledger.app.get(ReadModels, { strict: false })['dataSource'];
  const { logger } = dataSource;
  const asked: (readonly [string, unknown[]])[] = [];
  const heard = (sql: string, parameters?: unknown[]): void => void asked.push([sql, parameters ?? []]);
  dataSource.logger = Object.assign(Object.create(logger) as typeof logger, { logQuery: heard });
  try {
    expect((await ledger.get(path, { as: 'auditor' })).status).toBe(200);
  } finally {
    dataSource.logger = logger;
  }
  return asked.filter(([sql]) => sql.includes('event_'));
};

const readIn = (node: Node): number => {
  const ofIndex = /^event_(entry|unit)_/.test(node['Relation Name'] ?? '');
  const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return (ofIndex ? rows : 0) + (node.Plans ?? []).reduce((sum, below) => sum + readIn(below), 0);
};

/** How many rows of the index of events are read to answer a request. */
const rowsReadFor = async (path: string): Promise<number> => {
  let sum = 0;
  for (const [sql, parameters] of await queriesOf(path)) {
    const { rows } = await ledger.pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    sum += readIn(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Actual Rows': Infinity, 'Actual Loops': 1 });
  }
  return sum;
};

describe('a history', () => {
  it.each([
    ['of one thing', () => `/v1/history/member/${member}`],
    ['of one thing, of one type', () => `/v1/history/member/${member}?type=RegularParticipationRecorded`],
    ['of one thing, by the day', () => `/v1/history/member/${member}?from=2023-04-01&to=2023-06-01`],
    ['of the log, from its beginning', () => '/v1/history?limit=5'],
    ['of the log, of a rare type', () => '/v1/history?type=UnitMoved'],
    ['of the log, of one actor', () => '/v1/history?actor=actor-7'],
    ['of the log, of one import', () => '/v1/history?correlation=c4ca4238a0b923820dcc509a6f75849b'],
    ['of the log, of one hour', () => '/v1/history?recordedFrom=2024-01-05T00:00:00Z&recordedTo=2024-01-05T01:00:00Z'],
    ['of the log, of some days', () => '/v1/history?from=2023-03-01&to=2023-06-01'],
    ['of a commune', () => `/v1/history?unit=${commune}`],
    ['of a chapter, of one type', () => `/v1/history?unit=${home}&type=MemberAdmitted`],
    ['of a chapter, by the day', () => `/v1/history?unit=${home}&from=2023-03-01`],
  ])('%s reads few rows of the index of events', async (_what, path) => {
    const read = await rowsReadFor(path());
    expect(read).toBeLessThan(FEW);
  });

  it('would be caught if it read them all', async () => {
    const { rows } = await ledger.pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) FROM read.event_entry WHERE actor LIKE '%7'`,
    );
    expect(readIn(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Actual Rows': 0, 'Actual Loops': 0 })).toBeGreaterThan(OTHERS);
  });
});
