import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication, createMetrics, DEFAULT_EDGES, MetricsModule } from '@sohoi/nest';
import { askProjector, checkpoints } from '@sohoi/projection';
import { createProjector, subscriptionMetrics } from '@sohoi/projection-host';
import { ProjectorModule } from '../src/module.js';
import { carryOutAll, metadata } from './act.js';
import { central, groundwork } from './random-ledger.js';
import { notaryOf, openReadSide, projections } from './read-side.js';
import type { ReadSide } from './read-side.js';

@Module({})
class Root {}

const names = projections.map(({ name }) => name);
const MEMBERS = 'projection="members",version="3",build="1"';

describe('the metrics of the projector', () => {
  let side: ReadSide;
  let app: NestExpressApplication;
  const subscriptions = [
    { state: 'connecting', delivered: '', why: 'the log is away', trouble: 'unreachable', attempts: 3 },
  ] as const;
  beforeEach(async () => {
    side = await openReadSide();
    const metrics = createMetrics();
    metrics.pool('projector', side.pool);
    subscriptionMetrics(metrics, { subscriptions: () => subscriptions });
    const projector = createProjector({ pool: side.pool, store: side.store, projections, metrics });
    const root = { module: Root, imports: [ProjectorModule.of(projector, notaryOf(side.pool))] };
    const edges = { ...DEFAULT_EDGES, metrics: { host: '127.0.0.1', port: 0 } };
    app = await createApplication(root, false, edges, [], metrics);
    await app.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    await app.close();
    await side.close();
  });

  const read = async (): Promise<string> => {
    const { port } = app.get(MetricsModule, { strict: false });
    return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  };
  /** The metrics once they have these lines at once, but for their values where none are given. */
  const having = async (...lines: readonly string[]): Promise<string> => {
    for (;;) {
      const text = await read();
      const there = text.split('\n');
      if (lines.every((line) => there.some((one) => one === line || one.startsWith(`${line} `)))) return text;
    }
  };
  const valueOf = (text: string, series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1),
    );
  const strange = () =>
    side.store.append('member-strange', 0, [
      { id: central, type: 'MemberKnighted', schemaVersion: 1, data: { fullName: 'Planted Name' }, metadata },
    ]);

  it('tell of each projection that it runs, that it is at the end, and how much it has read', async () => {
    await carryOutAll(side.store, groundwork);
    await checkpoints(side.pool).waitUntil(names, await side.store.head(), 10_000);
    const text = await having(`sohoi_projection_lag_events{${MEMBERS}} 0`);
    for (const name of names) expect(text).toContain(`sohoi_projection_live{projection="${name}",`);
    expect(text).toContain(`sohoi_projection_state{${MEMBERS},state="running"} 1`);
    expect(text).toContain(`sohoi_projection_state{${MEMBERS},state="failed"} 0`);
    expect(text).toContain(`sohoi_projection_lease_held{${MEMBERS}} 1`);
    expect(text).toContain(`sohoi_projection_lag_seconds{${MEMBERS}} 0`);
    expect(text).toContain('sohoi_projections_known 1');
    expect(text).toContain('sohoi_pool_waiting{pool="projector"} 0');
    const events = Number(await side.store.head());
    expect(valueOf(text, `sohoi_projection_events_total{${MEMBERS}}`)).toBe(events);
    const batches = valueOf(text, `sohoi_projection_batches_total{${MEMBERS}}`);
    expect(batches).toBeGreaterThan(0);
    expect(batches).toBeLessThanOrEqual(events);
    expect(text).not.toContain('sohoi_projection_failed{');
  });

  it('tell of one that has stopped the position, why in a word, and for how long, and nothing of the event', async () => {
    await carryOutAll(side.store, groundwork);
    const { position } = await strange();
    const failed = `sohoi_projection_failed{${MEMBERS},position="${position}",cause="unreadable-event"}`;
    // The reason is written down first, then the lease is given back, then it is told as its state.
    const text = await having(
      `${failed} 1`,
      `sohoi_projection_state{${MEMBERS},state="failed"} 1`,
      `sohoi_projection_lag_events{${MEMBERS}} 1`,
      `sohoi_projection_lease_held{${MEMBERS}} 0`,
    );
    expect(text).not.toMatch(/Planted|MemberKnighted/);
    const before = valueOf(text, `sohoi_projection_lag_seconds{${MEMBERS}}`);
    expect(before).toBeGreaterThan(0);
    const since = valueOf(await read(), `sohoi_projection_lag_seconds{${MEMBERS}}`);
    expect(since).toBeGreaterThan(before);
    await askProjector(side.pool, 'members', 'skip', { skip: { position, reason: 'Ghi nhầm' } });
    // What is known of the failure is taken back with the next step of the checkpoint.
    let after = await having(`sohoi_projection_lag_events{${MEMBERS}} 0`);
    while (after.includes(`sohoi_projection_failed{${MEMBERS}`)) after = await read();
    expect(after).toContain(`sohoi_projection_state{${MEMBERS},state="running"} 1`);
  }, 30_000);

  it('tell which build is shown', async () => {
    await carryOutAll(side.store, groundwork);
    await askProjector(side.pool, 'units', 'rebuild');
    await having(`sohoi_projection_live{projection="units",version="${unitsVersion}",build="2"} 1`);
  }, 30_000);

  it('tell how the readers of the log are', async () => {
    const text = await read();
    expect(text).toContain('sohoi_log_subscriptions{state="connecting"} 1');
    expect(text).toContain('sohoi_log_subscriptions{state="failed"} 0');
    expect(text).toContain('sohoi_log_troubles{trouble="unreachable"} 1');
    expect(text).toContain('sohoi_log_troubles{trouble="login"} 0');
    expect(text).toContain('sohoi_log_connections_lost 3');
    expect(text).not.toContain('the log is away');
  });

  it('tell nothing of projections while the database cannot be asked, and the rest all the same', async () => {
    await having(`sohoi_projection_live{${MEMBERS}} 1`);
    await side.pool.query('ALTER TABLE read.checkpoint RENAME TO gone');
    const text = await having('sohoi_projections_known 0');
    expect(text).not.toContain('sohoi_projection_live{');
    expect(text).toContain('sohoi_pool_connections{pool="projector"}');
    await side.pool.query('ALTER TABLE read.gone RENAME TO checkpoint');
    await having('sohoi_projections_known 1');
  });
});

const unitsVersion = projections.find(({ name }) => name === 'units')?.version;
