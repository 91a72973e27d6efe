import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Metrics } from '@sohoi/nest';
import { allBuilds, setOf } from '@sohoi/projection';
import type { ProjectionState, ProjectionStatus } from '@sohoi/projection';
import type { Pool } from 'pg';
import { Counter, Gauge } from 'prom-client';

type Build = { readonly name: string; readonly version: number; readonly build?: number };

/** What is counted where it happens. */
export type ProjectorMetrics = {
  applied(build: Build, events: number): void;
  changed(build: Build, state: ProjectionState): void;
};

type Options = {
  readonly metrics: Metrics;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly status: () => Promise<readonly ProjectionStatus[]>;
};

/** Milliseconds for the database to tell; Prometheus waits ten seconds unless it is told otherwise. */
const PATIENCE = 5_000;

const STATES: readonly ProjectionState['state'][] = ['waiting', 'running', 'retrying', 'failed', 'stopped'];
const OF_BUILD = ['projection', 'version', 'build'] as const;
const labelsOf = ({ name, version, build = 1 }: Build) => ({ projection: name, version, build });

/**
 * How the projections stand. Labels are names of the program, numbers of builds, and of a projection that has stopped the
 * position and a word for why: never what an error says, which may hold what the event does.
 */
export const projectorMetrics = ({ metrics: { registry }, pool, store, status }: Options): ProjectorMetrics => {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `sohoi_projection_${name}_total`, help, labelNames: OF_BUILD, registers });
  const batches = counter('batches', 'Batches written, each with its checkpoint in one transaction.');
  const events = counter('events', 'Events read past, whether they concern the projection or not.');
  const retries = counter('retries', 'Pauses after the database, or the way to it, failed.');
  // All of them are read at once, each waits for the one look at the database.
  let looking: Promise<void> | undefined;
  const collect = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const gauge = (name: string, help: string, more: readonly string[] = []) =>
    new Gauge({ name: `sohoi_projection_${name}`, help, labelNames: [...OF_BUILD, ...more], registers, collect });
  const state = gauge('state', 'In this process: 1 for the state that it is in, 0 for the others.', ['state']);
  const leased = gauge('lease_held', '1 while a process, whichever it is, holds the lease to write it.');
  const live = gauge('live', '1 if queries see this build.');
  const lagEvents = gauge('lag_events', 'Events of the log after the checkpoint, where positions can be counted.');
  const lagSeconds = gauge('lag_seconds', 'Age of the first event after the checkpoint; 0 at the end of the log.');
  const failed = gauge('failed', '1 at the event that it has stopped before, and why.', ['position', 'cause']);
  const progress = gauge('rebuild_progress_ratio', 'Of a build that is being filled: the part of the log it has read.');
  const known = new Gauge({
    name: 'sohoi_projections_known',
    help: '1 if the database told how the projections stand; 0: it could not be asked, and nothing is shown of them.',
    registers,
    collect,
  });
  const all = [state, leased, live, lagEvents, lagSeconds, failed, progress];
  const ageOf = ages(store);

  const look = async (): Promise<void> => {
    const found = await Promise.race([ask().catch(() => undefined), delay(PATIENCE, undefined, { ref: false })]);
    known.set(found ? 1 : 0);
    for (const one of all) one.reset();
    if (found) show(found);
  };
  const ask = async () => {
    const [builds, running] = await Promise.all([allBuilds(pool), status()]);
    const lags = new Map<string, number | null>();
    for (const { checkpoint, head } of running) {
      if (!lags.has(checkpoint)) lags.set(checkpoint, head === null ? null : await ageOf(checkpoint, head));
    }
    return { builds, running, lags };
  };
  const show = ({ builds, running, lags }: Awaited<ReturnType<typeof ask>>): void => {
    const aims = new Map(builds.flatMap((one) => (one.live ? [[setOf(one.name), one.events] as const] : [])));
    for (const one of running) {
      const labels = labelsOf(one);
      for (const name of STATES) state.set({ ...labels, state: name }, one.state.state === name ? 1 : 0);
      if (one.behind !== null) lagEvents.set(labels, one.behind);
      const seconds = lags.get(one.checkpoint);
      if (seconds != null) lagSeconds.set(labels, seconds);
    }
    for (const one of builds) {
      const labels = labelsOf(one);
      leased.set(labels, one.attended ? 1 : 0);
      live.set(labels, one.live ? 1 : 0);
      const { failure } = one;
      if (failure) failed.set({ ...labels, position: failure.position ?? '', cause: failure.cause }, 1);
      const aim = aims.get(setOf(one.name)) ?? 0;
      if (one.state === 'building' && aim > 0) progress.set(labels, Math.min(one.events / aim, 1));
    }
  };

  return {
    applied: (build, count) => {
      batches.inc(labelsOf(build));
      events.inc(labelsOf(build), count);
    },
    changed: (build, { state: now }) => {
      if (now === 'retrying') retries.inc(labelsOf(build));
    },
  };
};

/** Seconds since the log took the first event after a checkpoint, which is asked for once as long as the checkpoint stands. */
const ages = (store: EventStore) => {
  const known = new Map<Position, number>();
  return async (checkpoint: Position, head: Position): Promise<number | null> => {
    if (checkpoint >= head) return 0;
    const at = known.get(checkpoint) ?? (await firstAfter(store, checkpoint));
    if (at === null) return null;
    if (known.size > 100) known.clear();
    known.set(checkpoint, at);
    return Math.max(0, (Date.now() - at) / 1000);
  };
};

/** Null if the log holds there what is no event. */
const firstAfter = async (store: EventStore, checkpoint: Position): Promise<number | null> => {
  try {
    for await (const [first] of store.readAll(checkpoint)) {
      if (first) return Date.parse(first.recordedAt);
    }
  } catch {
    // It is told as the reason why a projection has stopped.
  }
  return null;
};
