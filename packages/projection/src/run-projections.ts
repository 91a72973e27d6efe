import { randomUUID } from 'node:crypto';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { leases } from './lease.js';
import { labelOf } from './projection.js';
import type { BuildKey, Projection } from './projection.js';
import { newRun, runProjection } from './run-projection.js';
import type { ProjectionState, Run } from './run-projection.js';

export type RunOptions = {
  /** At least two connections: one renews the leases, the rest are shared, whatever the number of projections. */
  readonly pool: Pool;
  readonly store: EventStore;
  /** Installed before by `installReadSchema`. */
  readonly projections: readonly Projection[];
  /** Once aborted, each projection finishes the batch in flight and stops. */
  readonly signal: AbortSignal;
  /** How many events lie after `from` up to `to`; known to engines whose positions can be counted. */
  readonly eventsBetween?: (from: Position, to: Position) => number;
  /** Called at each change of a projection's state. */
  readonly onChange?: (name: string, version: number, state: ProjectionState) => void;
};

export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
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
  /** Resolves when every projection has stopped or failed, and the leases are given back. */
  readonly ended: Promise<void>;
};

/** Runs the projections side by side; one that fails does not stop the others. */
export const runProjections = (options: RunOptions): RunningProjections => {
  const { pool, store, projections, signal, onChange } = options;
  const held = leases(pool, randomUUID());
  const runs = projections.map((projection) => newRun(projection, 1));
  const context = {
    pool,
    store,
    leases: held,
    signal,
    onChange: ({ projection, state }: Run) => onChange?.(projection.name, projection.version, state),
  };
  const ended = Promise.all(runs.map((run) => runProjection(context, run))).then(() => held.end());

  const status = async (): Promise<readonly ProjectionStatus[]> => {
    const [stored, head] = await Promise.all([storedPositions(pool), store.head().catch(() => null)]);
    return runs.map(({ projection: { name, version }, state, position }) => {
      const checkpoint = stored.get(labelOf({ name, version })) ?? position;
      return { name, version, state, checkpoint, head, behind: behind(options, checkpoint, head) };
    });
  };
  return { status, ended };
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
