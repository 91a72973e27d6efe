import { randomUUID } from 'node:crypto';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { leases } from './lease.js';
import { labelOf } from './projection.js';
import type { BuildKey, Projection } from './projection.js';
import { answerRequests } from './requests.js';
import { showCompleteSets } from './shard-sets.js';
import { projectionNamed } from './shards.js';
import { noSkips } from './skips.js';
import type { Skips } from './skips.js';
import { newRun, runProjection } from './run-projection.js';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProjectionState, Run, Timings } from './run-projection.js';
import { spreadShards } from './spread-shards.js';
import { troubles } from './troubles.js';
import type { Chore, Troubles } from './troubles.js';

export type RunOptions = {
  /**
   * At least two connections (five for a rebuild): one renews the leases, the rest are shared, whatever the number of
   * projections. Its `query_timeout` ends what waits for a connection that is dead without a word.
   */
  readonly pool: Pool;
  readonly store: EventStore;
  /** Installed before by `installReadSchema`. */
  readonly projections: readonly Projection[];
  /** Once aborted, each projection finishes the batch in flight and stops. */
  readonly signal: AbortSignal;
  /** Decisions to pass over events; without them a projection that has failed stays so until the next start. */
  readonly skips?: Skips;
  /** How many events lie after `from` up to `to`; known to engines whose positions can be counted. */
  readonly eventsBetween?: (from: Position, to: Position) => number;
  /** Shorter for specs. */
  readonly timings?: Partial<Timings>;
  /** Called at each change of a projection's state. */
  readonly onChange?: (name: string, version: number, state: ProjectionState, build: number) => void;
  /** Called after each batch that was committed. */
  readonly onApplied?: (key: BuildKey, events: number) => void;
  /** Called when what is done beside the projections fails for a new reason, and with null once that is over. */
  readonly onTrouble?: (chore: Chore, reason: string | null) => void;
};

export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
  /** Told of a second build and later ones. */
  readonly build?: number;
  readonly state: ProjectionState;
  /** Position of the last event that the tables contain. */
  readonly checkpoint: Position;
  /** Position of the log's last event; null if the log cannot be reached. */
  readonly head: Position | null;
  /** Events between the two; null if it cannot be known. */
  readonly behind: number | null;
};

export type RunningProjections = {
  status(): Promise<readonly ProjectionStatus[]>;
  /** What is done beside the projections and fails, with the reason. */
  troubles(): ReturnType<Troubles['now']>;
  /** Resolves after the signal, when every projection has stopped or failed, and the leases are given back. */
  readonly ended: Promise<void>;
};

const TIMINGS: Timings = { patience: 10_000, lookAgain: 30_000 };

/** Runs the projections side by side; one that fails does not stop the others. */
export const runProjections = (options: RunOptions): RunningProjections => {
  const { pool, store, projections, signal, onChange, onApplied } = options;
  const owner = randomUUID();
  const held = leases(pool, owner);
  const runs = new Map<string, Run>();
  const told = troubles(options.onTrouble);
  const chores = { ...options, troubles: told };
  const context = {
    pool,
    store,
    leases: held,
    skips: options.skips ?? noSkips,
    timings: { ...TIMINGS, ...options.timings },
    signal,
    onChange: ({ projection, build, state }: Run) => onChange?.(projection.name, projection.version, state, build),
    onApplied: ({ projection: { name, version }, build }: Run, events: number) =>
      onApplied?.({ name, version, build }, events),
  };
  const going: Promise<void>[] = [];
  const start = (projection: Projection, build: number): void => {
    const run = newRun(projection, build);
    runs.set(labelOf({ ...projection, build }), run);
    going.push(runProjection(context, run));
  };
  for (const projection of projections) start(projection, 1);
  const ended = Promise.all([
    followBuilds(chores, runs, start),
    answerRequests(chores, runs),
    showCompleteSets(chores),
    spreadShards({ ...chores, owner, leases: held }, runs),
  ])
    .then(() => Promise.all(going))
    .then(() => held.end());

  const status = async (): Promise<readonly ProjectionStatus[]> => {
    const [stored, head] = await Promise.all([storedPositions(pool), store.head().catch(() => null)]);
    return [...runs.values()].map(({ projection: { name, version }, build, state, position }) => {
      const checkpoint = stored.get(labelOf({ name, version, build })) ?? position;
      return {
        name,
        version,
        ...(build > 1 && { build }),
        state,
        checkpoint,
        head,
        behind: behind(options, checkpoint, head),
      };
    });
  };
  return { status, troubles: told.now, ended };
};

const BUILDS = `
  SELECT c.name, c.version, c.build, c.position, r.state
    FROM read.checkpoint c LEFT JOIN read.rebuild r USING (name, version, build)`;
type Build = BuildKey & { readonly position: Position; readonly state: string | null };

/** Milliseconds between looks for builds that were begun or dropped, by whichever process, or that were set back. */
const LOOK = 500;

const followBuilds = async (
  { pool, projections, signal, troubles: told }: RunOptions & { readonly troubles: Troubles },
  runs: Map<string, Run>,
  start: (projection: Projection, build: number) => void,
): Promise<void> => {
  while (!signal.aborted) {
    const before = new Map([...runs].map(([label, { position }]) => [label, position]));
    const rows = (await told.attempt('builds', () => pool.query<Build>(BUILDS), undefined))?.rows;
    if (signal.aborted) return;
    for (const { name, version, build, position, state } of rows ?? []) {
      const label = labelOf({ name, version, build });
      const projection = projectionNamed(projections, name);
      const run = runs.get(label);
      if (!run && projection?.version === version) start(projection, build);
      if (!run) continue;
      const takesPlace = state === 'building' && !run.takesPlace;
      // A crash of the server undid what it had not yet written, and told only those who were at work.
      const setBack = position < (before.get(label) ?? BEGINNING);
      if (takesPlace || setBack) run.nudge.abort();
    }
    const there = rows && new Set(rows.map(labelOf));
    for (const [label, run] of runs) {
      if (!there || there.has(label)) continue;
      run.dropped.abort();
      runs.delete(label);
    }
    await delay(LOOK, undefined, { signal }).catch(() => undefined);
  }
};

const POSITIONS = `SELECT name, version, build, position FROM read.checkpoint`;

/** What the database says, since another process may be the one that writes; nothing if it cannot be reached. */
const storedPositions = async (pool: Pool): Promise<ReadonlyMap<string, Position>> => {
  const result = await pool.query<BuildKey & { position: Position }>(POSITIONS).catch(() => undefined);
  return new Map(result?.rows.map((row) => [labelOf(row), row.position]));
};

const behind = ({ eventsBetween }: RunOptions, checkpoint: Position, head: Position | null): number | null => {
  if (head === null) return null;
  // The head was read apart from the checkpoint, which may have passed it since.
  if (checkpoint >= head) return 0;
  return eventsBetween?.(checkpoint, head) ?? null;
};
