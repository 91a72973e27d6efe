import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Metrics, ReadinessCheck } from '@sohoi/nest';
import { installReadSchema, labelOf, runProjections, sharedLog } from '@sohoi/projection';
import type { Projection, ProjectionState, ProjectionStatus, RunningProjections } from '@sohoi/projection';
import { rotateAfterErasures } from '@sohoi/sealing';
import type { MasterKeys } from '@sohoi/sealing';
import type { Pool } from 'pg';
import { projectorMetrics } from './projector.metrics.js';
import { skipsIn } from './skips.js';

export type ProjectorOptions = {
  /** At least two connections; one is held for as long as the projector runs. */
  readonly pool: Pool;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  /** Makes erasures final: looks so often, in milliseconds, whether the master key is to be rotated. */
  readonly rotation?: { readonly masterKeys: MasterKeys; readonly every: number };
  /** Whether positions tell how many events lie between two, which those of EventStoreDB do not. */
  readonly countable?: boolean;
  readonly metrics?: Metrics;
};

export type Projector = {
  /** Brings the schema `read` up to date. */
  install(): Promise<void>;
  start(): void;
  /** Lets each projection, and a rotation, finish the batch in flight. */
  stop(): Promise<void>;
  status(): Promise<readonly ProjectionStatus[]>;
  /**
   * Ready while every projection runs here or in another process; `detail` tells state, checkpoint and lag of each. One that
   * sends to others and waits for them keeps nobody from being served here.
   */
  readonly readiness: ReadinessCheck;
  /** Always ready; `detail` tells what it does beside the projections and fails, such as to answer requests. */
  readonly chores: ReadinessCheck;
};

export const createProjector = ({
  pool,
  store,
  projections,
  rotation,
  countable = true,
  metrics,
}: ProjectorOptions): Projector => {
  const logger = new Logger('projector');
  const stopping = new AbortController();
  const told = new Map<string, ProjectionState>();
  const outward = new Set(projections.filter((one) => one.outward).map(({ name }) => name));
  let running: RunningProjections | undefined;
  let rotating: Promise<void> | undefined;

  const status = async (): Promise<readonly ProjectionStatus[]> => (await running?.status()) ?? [];
  const counted = metrics && projectorMetrics({ metrics, pool, store, status });

  return {
    install: () => installReadSchema(pool, projections),
    start: () => {
      running ??= runProjections({
        pool,
        store: sharedLog(store),
        projections,
        signal: stopping.signal,
        skips: skipsIn(store),
        ...(countable && { eventsBetween }),
        onChange: (name, version, state, build) => {
          counted?.changed({ name, version, build }, state);
          const label = labelOf({ name, version, build });
          // One that waits for its turn asks for it again and again; one that has failed looks again.
          if (AGAIN.has(state.state) && isDeepStrictEqual(told.get(label), state)) return;
          told.set(label, state);
          report(logger, label, state);
        },
        onApplied: (build, events) => counted?.applied(build, events),
        onTrouble: (chore, reason) => {
          if (reason === null) logger.log(`${chore}: all is well again`);
          else logger.warn(`${chore}: ${reason}`);
        },
      });
      if (!rotation) return;
      rotating ??= rotateAfterErasures({
        pool,
        ...rotation,
        signal: stopping.signal,
        onRotated: () => logger.log('erasures are final: the master key was rotated'),
        onError: (error) => logger.error(`the master key was not rotated: ${reasonOf(error)}`),
      });
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([running?.ended, rotating]);
    },
    status,
    readiness: {
      name: 'projections',
      check: async () => {
        const detail = await status();
        const well = ({ name, state: { state } }: ProjectionStatus): boolean =>
          GOOD.has(state) || (state === 'retrying' && outward.has(name));
        return { ready: detail.length > 0 && detail.every(well), detail };
      },
    },
    chores: {
      name: 'projector',
      check: () => {
        const detail = running?.troubles() ?? {};
        return Promise.resolve({ ready: true, ...(Object.keys(detail).length > 0 && { detail }) });
      },
    },
  };
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const AGAIN: ReadonlySet<ProjectionState['state']> = new Set(['waiting', 'failed']);
const GOOD: ReadonlySet<ProjectionState['state']> = new Set(['running', 'waiting']);

/** Positions of the log in PostgreSQL are numbers without a gap. */
const eventsBetween = (from: Position, to: Position): number => Number(to) - Number(from);

/** Nowhere if it is the log as a whole that is wrong. */
const placeOf = (position: Position | null): string => (position === null ? '' : ` before event ${position}`);

const report = (logger: Logger, label: string, state: ProjectionState): void => {
  switch (state.state) {
    case 'failed':
      return logger.error(`${label} has stopped${placeOf(state.position)}: ${state.reason}`);
    case 'retrying':
      return logger.warn(`${label} tries again: ${state.reason}`);
    case 'running':
    case 'stopped':
    case 'waiting':
      return logger.debug(`${label} is ${state.state}`);
  }
};
