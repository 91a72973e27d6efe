import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import type { EsdbServer } from '@sohoi/event-store-esdb/testing';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { unitId } from '../src/scenario/map.steps.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

jest.setTimeout(240_000);

/** As the server speaks over the wire; the engine itself is not here. */
let server: EsdbServer;
let onEsdb: TestLedger;
let onPostgres: TestLedger;

beforeAll(async () => {
  server = await startEsdbServer();
  const open = async (eventStore?: string): Promise<TestLedger> => {
    const ledger = await openTestLedger({ rights: false, measured: true, ...(eventStore && { eventStore }) });
    await loadScenario(ledger.store, new AbortController().signal);
    return ledger;
  };
  [onEsdb, onPostgres] = await Promise.all([open(server.connectionString), open()]);
  for await (const batch of onPostgres.store.readAll('')) scenario += batch.length;
});

afterAll(async () => {
  await Promise.all([onEsdb.close(), onPostgres.close()]);
  await server.stop();
});

const province = { parentId: unitId('00'), level: 'province', kind: 'Tỉnh', at: '2023-08-01' };

/** Events in the scenario: what comes after them differs. */
let scenario = 0;

/** Without what tells of the log itself. */
const content = ({ status, body }: Answer): unknown => {
  const text = JSON.stringify(body, (key, value: unknown) =>
    ['position', 'asOfPosition', 'recordedAt', 'eventId', 'next'].includes(key) ? undefined : value,
  );
  return { status, body: JSON.parse(text) as unknown };
};

const seen = async (ledger: TestLedger, path: string, role: 'central-officer' | 'auditor' = 'central-officer') => {
  const joint = path.includes('?') ? '&' : '?';
  return content(await ledger.get(`${path}${joint}atLeast=${await ledger.store.head()}`, { as: role }));
};

/** What is measured once it has this line. */
const metricsHaving = async (line: string): Promise<string> => {
  for (;;) {
    const text = await onEsdb.metrics();
    if (text.includes(`\n${line}\n`)) return text;
  }
};

/** The position of the event that so much of the scenario stands before. */
const positionAt = async (ledger: TestLedger, share: number): Promise<string> => {
  const positions: string[] = [];
  for await (const batch of ledger.store.readAll('')) positions.push(...batch.map(({ position }) => position));
  return positions[Math.ceil(scenario * share) - 1] ?? '';
};

describe('the whole ledger on EventStoreDB', () => {
  it.each([
    '/v1/standings/chapters?limit=200&period=2023-H1',
    '/v1/units?limit=200&level=province',
    '/v1/units?limit=200&level=chapter',
    '/v1/training-classes?limit=200',
    '/v1/emulation-clusters?limit=200',
  ])('answers GET %s as the one on PostgreSQL does', async (path) => {
    const answer = await seen(onEsdb, path);
    expect(answer).toMatchObject({ status: 200 });
    expect((answer as { body: { data: unknown[] } }).body.data.length).toBeGreaterThan(0);
    expect(answer).toEqual(await seen(onPostgres, path));
  });

  it.each([
    '/v1/units?limit=200&level=chapter',
    '/v1/members?limit=200',
    '/v1/training-classes?limit=200',
    '/v1/scorecards?limit=50',
    '/v1/emulation-clusters?limit=200',
    '/v1/standings/chapters?limit=200&period=2023-H1',
  ])('answers GET %s as of any moment as the one on PostgreSQL does', async (path) => {
    const told = new Set<string>();
    for (const share of [0.4, 0.7, 1]) {
      const [answer, other] = await Promise.all(
        [onEsdb, onPostgres].map(async (ledger) => {
          return content(await ledger.get(`${path}&asOf=${await positionAt(ledger, share)}`));
        }),
      );
      expect(answer).toMatchObject({ status: 200 });
      expect(answer).toEqual(other);
      told.add(JSON.stringify(answer));
    }
    expect(told.size).toBeGreaterThan(1);
  });

  it('has nothing of its log in PostgreSQL', async () => {
    expect((await onEsdb.pool.query('SELECT 1 FROM log.event LIMIT 1')).rowCount).toBe(0);
    expect((await onPostgres.pool.query('SELECT 1 FROM log.event LIMIT 1')).rowCount).toBe(1);
  });

  it('takes commands, once under one key, and shows them at the position they answered with', async () => {
    const headers = { 'idempotency-key': 'esdb-1' };
    const unit = { ...province, name: 'Tỉnh Thử Nghiệm' };
    const first = await onEsdb.post('/v1/units', unit, { headers });
    expect(first.status).toBe(201);
    const again = await onEsdb.post('/v1/units', unit, { headers });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const { id, position } = first.body as { id: string; position: string };
    expect(position).toMatch(/^\d{20}-\d{20}$/);
    const read = await onEsdb.get(`/v1/units/${id}?atLeast=${position}`);
    expect(read).toMatchObject({ status: 200, body: { data: { name: unit.name } } });
  });

  it('answers that the log is away while it is, and goes on with every projection when it is back', async () => {
    const unit = { ...province, name: 'Tỉnh Trở Lại' };
    const headers = { 'idempotency-key': 'esdb-2' };
    await server.stop();
    const away = await onEsdb.post('/v1/units', unit, { headers });
    expect(away.status).toBe(503);
    const measured = await metricsHaving('sohoi_log_subscriptions{state="live"} 0');
    const count = /^sohoi_log_subscriptions\{state="connecting"\} ([1-9]\d*)$/m.exec(measured)?.[1];
    expect(measured).toContain(`\nsohoi_log_troubles{trouble="unreachable"} ${count}\n`);
    // Who asks for reasons must have a right, and rights are in the log.
    expect(await onEsdb.get('/health/ready', { as: 'nobody' })).toMatchObject({
      status: 503,
      body: { checks: expect.arrayContaining([{ name: 'log', ready: false }]) },
    });
    server = await startEsdbServer({ log: server.log, port: server.port });
    await metricsHaving('sohoi_log_troubles{trouble="unreachable"} 0');
    await metricsHaving('sohoi_log_subscriptions{state="connecting"} 0');
    const { body } = await onEsdb.get('/v1/status', { as: 'operator' });
    expect(body['checks']).toContainEqual({
      name: 'log',
      ready: true,
      detail: {
        engine: 'EventStoreDB',
        head: expect.stringMatching(/^\d{20}-\d{20}$/),
        subscriptions: expect.arrayContaining([expect.objectContaining({ why: null, trouble: null })]),
      },
    });
    const back = await onEsdb.post('/v1/units', unit, { headers });
    expect(back.status).toBe(201);
    const { id, position } = back.body as { id: string; position: string };
    const read = await onEsdb.get(`/v1/units/${id}?atLeast=${position}`);
    expect(read).toMatchObject({ status: 200, body: { data: { name: unit.name } } });
  });
});
