import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication, HealthController, READINESS_CHECKS } from '@sohoi/nest';
import { askProjector, checkpoints } from '@sohoi/projection';
import { createProjector } from '@sohoi/projection-host';
import { PROJECTIONS_STATUS, ProjectorModule } from '../src/module.js';
import type { ProjectionsStatus } from '../src/module.js';
import { carryOutAll, metadata } from './act.js';
import { central, groundwork } from './random-ledger.js';
import { notaryOf, openReadSide, projections } from './read-side.js';
import type { ReadSide } from './read-side.js';

@Module({})
class Root {}

const names = projections.map(({ name }) => name);

describe('the projector', () => {
  let side: ReadSide;
  let app: NestExpressApplication;
  let address: string;
  beforeEach(async () => {
    side = await openReadSide();
    const projector = createProjector({ pool: side.pool, store: side.store, projections });
    const root = {
      module: Root,
      imports: [ProjectorModule.of(projector, notaryOf(side.pool))],
      controllers: [HealthController],
      providers: [{ provide: READINESS_CHECKS, useValue: [projector.readiness] }],
    };
    app = await createApplication(root, false);
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
  });
  afterEach(async () => {
    await app.close();
    await side.close();
  });

  const ready = async (): Promise<{ status: number; projections: Awaited<ReturnType<ProjectionsStatus>> }> => {
    const response = await fetch(`${address}/health/ready`);
    expect(await response.json()).toEqual({
      status: response.ok ? 'ready' : 'not ready',
      checks: [{ name: 'projections', ready: response.ok }],
    });
    const projectionsStatus = app.get<ProjectionsStatus>(PROJECTIONS_STATUS, { strict: false });
    return { status: response.status, projections: await projectionsStatus() };
  };

  it('shows on /health/ready that it is well, and knows where each projection stands', async () => {
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    await carryOutAll(side.store, groundwork);
    const head = await side.store.head();
    expect(await checkpoints(side.pool).waitUntil(names, head, 10_000)).toEqual({ reached: true, position: head });
    const answer = await ready();
    expect(answer.status).toBe(200);
    expect(answer.projections).toEqual(
      projections.map(({ name, version }) => ({
        name,
        version,
        state: { state: 'running' },
        checkpoint: head,
        head,
        behind: 0,
      })),
    );
  });

  it('is not ready, and says which event it is, when a projection has stopped at one it cannot read', async () => {
    await carryOutAll(side.store, groundwork);
    const before = await side.store.head();
    const { position } = await side.store.append('member-strange', 0, [
      { id: central, type: 'MemberKnighted', schemaVersion: 1, data: {}, metadata },
    ]);
    const others = ['units', 'training-classes', 'clusters', 'scorecards'];
    expect((await checkpoints(side.pool).waitUntil(others, position, 10_000)).reached).toBe(true);
    // The status is asked for after the answer: only the next answer is sure to know of what it shows.
    while ((await ready()).projections.find(({ name }) => name === 'members')?.state.state !== 'failed');
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(answer.projections.find(({ name }) => name === 'members')).toEqual({
      name: 'members',
      version: 3,
      state: {
        state: 'failed',
        position,
        reason: 'UnreadableEvent: cannot read event MemberKnighted (schema version 1): unknown type',
      },
      checkpoint: before,
      head: position,
      behind: 1,
    });
    expect(answer.projections.find(({ name }) => name === 'units')?.state).toEqual({ state: 'running' });
  });

  it('passes over such an event once somebody has decided so, and the log keeps who did and why', async () => {
    await carryOutAll(side.store, groundwork);
    const { position } = await side.store.append('member-strange', 0, [
      { id: central, type: 'MemberKnighted', schemaVersion: 1, data: {}, metadata },
    ]);
    for (const name of ['members', 'chapter-strength']) {
      while ((await ready()).projections.find((one) => one.name === name)?.state.state !== 'failed');
      await askProjector(side.pool, name, 'skip', { skip: { position, reason: 'Ghi nhầm' } });
      expect(await checkpoints(side.pool).waitUntil([name], position, 10_000)).toMatchObject({ reached: true });
      expect(await side.store.readStream(`projection-${name}`)).toMatchObject([
        {
          type: 'ProjectionEventSkipped',
          metadata: { role: 'operator' },
          data: { projection: name, position, eventId: central, reason: 'Ghi nhầm' },
        },
      ]);
    }
  }, 30_000);

  it('gives up its projections when it is closed', async () => {
    await carryOutAll(side.store, groundwork);
    await checkpoints(side.pool).waitUntil(names, await side.store.head(), 10_000);
    const status = app.get<ProjectionsStatus>(PROJECTIONS_STATUS, { strict: false });
    await app.close();
    expect((await status()).map(({ state }) => state.state)).toEqual(projections.map(() => 'stopped'));
    const { rows } = await side.pool.query<{ held: number }>(
      'SELECT count(*)::integer AS held FROM read.lease WHERE expires_at > clock_timestamp()',
    );
    expect(rows[0]?.held).toBe(0);
  });
});
