import { BEGINNING, UnreadableRecord } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { LIVE } from './catch-up.js';
import type { Live } from './catch-up.js';
import { buildingOf, CheckpointMoved, claimCheckpoint, commitBatch, nameEvent, passOver } from './checkpoint.js';
import type { Building } from './checkpoint.js';
import type { Difference } from './compare-builds.js';
import { compareWithLive } from './compare-with-live.js';
import { causeOf, forgetFailure, keepFailure } from './failures.js';
import type { Lease, Leases } from './lease.js';
import { mayGoOn } from './may-go-on.js';
import { backoff, isOutage } from './outage.js';
import type { Projection, Writer } from './projection.js';
import { goLive, laterIsLive } from './go-live.js';
import { eventAtCheckpoint, LogDiffers } from './same-log.js';
import { setOf } from './shards.js';
import type { Skips } from './skips.js';
import { readOn } from './read-on.js';
import type { Step } from './read-on.js';
import { switchBuild } from './switch-build.js';
import { inTransaction } from './transaction.js';
import { wakeReaders } from './wake-up.js';
import { pause, whileHeld } from './while-held.js';

/**
 * The states of a running projection:
 *
 *   waiting  → running   the lease is ours
 *   running  → waiting   another process has the lease or moved the checkpoint, or the lease could not be renewed
 *   waiting, running → retrying   the database or the way to it failed; nothing of the batch in flight was written
 *   retrying → waiting   after a pause that doubles up to 5 s, partly by chance
 *   running  → failed    an event could not be applied: the checkpoint stands right before it; or the log is not the
 *                        one that the rows were made from, and nothing is written; a person must act
 *   failed   → waiting   somebody decided that the event is passed over
 *   failed   → running   no event was the reason, and as it looked again it was gone
 *   any      → stopped   the signal was aborted, after the batch in flight; a failed one stays failed
 */
export type ProjectionState =
  | { readonly state: 'waiting' }
  | { readonly state: 'running' }
  | { readonly state: 'retrying'; readonly reason: string }
  | {
      readonly state: 'failed';
      /** The event that cannot be applied; null if the log itself could not be read on after the checkpoint. */
      readonly position: Position | null;
      readonly reason: string;
    }
  | { readonly state: 'stopped' };

export type Failed = Extract<ProjectionState, { readonly state: 'failed' }>;

export type Run = {
  readonly projection: Projection;
  readonly build: number;
  /** Aborted once the build is no more. */
  readonly dropped: AbortController;
  /** Aborted to make it look again where its checkpoint stands and whether it is to take the live build's place. */
  nudge: AbortController;
  /** Whether it knows that it is to. */
  takesPlace: boolean;
  state: ProjectionState;
  /** Where the tables stood when this process last knew. */
  position: Position;
};

export type Timings = {
  /** Milliseconds that a new build waits for the live one to come as far as itself, before they count as different. */
  readonly patience: number;
  /**
   * Milliseconds after which a projection that stopped for another reason than an event looks whether it is gone; up to
   * half as many more by chance.
   */
  readonly lookAgain: number;
};

export type RunContext = {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly leases: Leases;
  readonly skips: Skips;
  readonly timings: Timings;
  readonly signal: AbortSignal;
  readonly onChange: (run: Run) => void;
  readonly onApplied: (run: Run, events: number) => void;
};

/** Milliseconds after which one that is not the owner asks again. */
const ASK_AGAIN = 500;

/** Events so few that they are read while the live build stands still; and how often it is tried to come so near. */
const NEAR = 500;
const PASSES = 10;

/** Why the event at this position cannot be applied is its cause. */
class Unappliable extends Error {
  override readonly name = 'Unappliable';
  readonly position: Position;

  constructor(position: Position, cause: unknown) {
    super(`the event at ${position} cannot be applied`, { cause });
    this.position = position;
  }
}

/** Runs one projection until the signal is aborted or it has failed. Never throws. */
export const runProjection = async (context: RunContext, run: Run): Promise<void> => {
  const { leases } = context;
  const signal = AbortSignal.any([context.signal, run.dropped.signal]);
  const key = { name: run.projection.name, version: run.projection.version, build: run.build };
  const become = (state: ProjectionState): void => {
    run.state = state;
    context.onChange(run);
  };
  let attempt = 0;
  while (!signal.aborted) {
    try {
      const lease = await leases.acquire(key);
      if (lease) {
        const told = {
          onStarted: () => become({ state: 'running' }),
          onCommitted: () => {
            attempt = 0;
          },
        };
        await whileHeld(follow({ ...context, signal }, run, lease, told), lease.lost);
        if (signal.aborted) break;
        if (!lease.lost.aborted) continue;
      }
      become({ state: 'waiting' });
      await pause(ASK_AGAIN, signal);
    } catch (error) {
      if (error instanceof CheckpointMoved) {
        become({ state: 'waiting' });
        await pause(ASK_AGAIN, signal);
      } else if (isOutage(error)) {
        attempt += 1;
        become({ state: 'retrying', reason: reasonOf(error) });
        await pause(backoff(attempt), signal);
      } else {
        const failure = failureOf(error);
        const { position } = failure;
        const kept = { ...key, after: run.position, position, cause: causeOf(error, position) };
        await keepFailure(context, kept).catch(() => undefined);
        await leases.release(key).catch(() => undefined);
        become(failure);
        if (!(await mayGoOn(context.skips, context.timings.lookAgain, setOf(run.projection.name), position, signal)))
          return;
      }
    }
  }
  become({ state: 'stopped' });
};

const follow = async (
  context: RunContext,
  run: Run,
  { token, lost }: Lease,
  { onStarted, onCommitted }: { readonly onStarted: () => void; readonly onCommitted: () => void },
): Promise<void> => {
  const { pool, store, signal } = context;
  const skipped = await context.skips.of(setOf(run.projection.name));
  const tenure = { projection: run.projection, build: run.build, token, log: store, skipped, lost };
  const checkpoint = await claimCheckpoint(pool, tenure);
  if (lost.aborted) return;
  run.position = checkpoint.position;
  const eventId = await eventAtCheckpoint(store, checkpoint);
  if (eventId !== checkpoint.eventId && eventId !== null) await nameEvent(pool, tenure, run.position, eventId);
  if (lost.aborted) return;
  await forgetFailure(pool, { ...run.projection, build: run.build });
  onStarted();
  // A second build of a version is shown only once it was compared with the first, and a shard only with its set.
  let live = checkpoint.live || run.build > 1 || run.projection.shard !== undefined;

  let writer: Writer | undefined;
  const apply = async (batch: readonly RecordedEvent[]): Promise<void> => {
    const last = batch.at(-1);
    if (!last) return;
    try {
      writer = await commitBatch(pool, tenure, writer, run.position, batch);
    } catch (error) {
      writer = undefined;
      if (lost.aborted || error instanceof CheckpointMoved || isOutage(error)) throw error;
      if (batch.length === 1) throw new Unappliable(last.position, error);
      const half = Math.ceil(batch.length / 2);
      await apply(batch.slice(0, half));
      await apply(batch.slice(half));
      return;
    }
    run.position = last.position;
    context.onApplied(run, batch.length);
    onCommitted();
    wakeReaders();
  };
  const pass = async (record: UnreadableRecord): Promise<void> => {
    await passOver(pool, tenure, run.position, record);
    run.position = record.position;
    onCommitted();
    wakeReaders();
  };
  const showIfCaughtUp = async (): Promise<void> => {
    if (live || run.position < (await store.head())) return;
    await inTransaction(pool, async (client) => {
      if (!(await laterIsLive(client, tenure))) await goLive(client, run.projection, run.build);
    });
    live = true;
    wakeReaders();
  };

  run.nudge = new AbortController();
  const building = await buildingOf(pool, tenure);
  run.takesPlace = building !== undefined;
  let waitedSince: number | undefined;
  const going = (): boolean => !signal.aborted && !lost.aborted;
  const take = (step: Step): Promise<void> => ('events' in step ? apply(step.events) : pass(step.passed));
  /** To within a few events of the live build; where that one is as fast as this, no nearer than some passes bring it. */
  const readToLive = async (): Promise<void> => {
    for (let pass = 0, read = NEAR; read >= NEAR && pass < PASSES && going(); pass += 1) {
      const goal = (await pool.query<Live>(LIVE, [run.projection.name])).rows[0]?.position ?? BEGINNING;
      read = 0;
      if (run.position >= goal) return;
      for await (const step of readOn((after) => store.readAll(after), run.position, skipped)) {
        read += countOf(step);
        await take(step);
        if (run.position >= goal || !going()) break;
      }
    }
  };
  const compare = async (accepted: Building): Promise<readonly Difference[] | undefined> => {
    waitedSince ??= performance.now();
    const patient = performance.now() - waitedSince < context.timings.patience;
    try {
      const compared = await compareWithLive(context, tenure, run.position, writer, { ...accepted, patient });
      run.position = compared.position;
      writer = compared.writer;
      return compared.differences;
    } catch (error) {
      writer = undefined;
      // Names the event that cannot be applied, if that was the reason.
      if (!(error instanceof CheckpointMoved) && !isOutage(error)) await readToLive();
      throw error;
    }
  };
  /** True once it is decided whether this build takes the live one's place: then the subscription has to begin anew. */
  const takePlace = async (): Promise<boolean> => {
    if (!building) return false;
    let differences: readonly Difference[] | undefined;
    while (going() && !(differences = await compare(building))) await pause(50, signal);
    let decided = differences !== undefined && differences.length > 0 && !building.acceptDifferences;
    while (going() && differences && !decided) {
      // What was recorded while the tables were compared.
      await readToLive();
      const switched = await switchBuild(context, tenure, run.position, writer, differences);
      run.position = switched.position;
      writer = switched.writer;
      decided = switched.shown;
      if (!decided) await pause(50, signal);
    }
    if (!decided) return false;
    run.takesPlace = false;
    wakeReaders();
    return true;
  };

  await showIfCaughtUp();
  if (building && run.position >= (await store.head()) && (await takePlace())) return;
  const until = AbortSignal.any([signal, lost, run.nudge.signal]);
  for await (const step of readOn((after) => store.subscribe(after, until), run.position, skipped)) {
    await take(step);
    await showIfCaughtUp();
    if (!going()) return;
    // A small batch is so near to the end that the rest can be read in one transaction.
    const near = building && (countOf(step) < NEAR || run.position >= (await store.head()));
    if (near && (await takePlace())) return;
  }
};

const countOf = (step: Step): number => ('events' in step ? step.events.length : 1);

const failureOf = (error: unknown): Failed =>
  error instanceof Unappliable
    ? { state: 'failed', position: error.position, reason: reasonOf(error.cause) }
    : error instanceof UnreadableRecord
      ? { state: 'failed', position: error.position, reason: error.message }
      : { state: 'failed', position: null, reason: error instanceof LogDiffers ? error.message : reasonOf(error) };

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

export const newRun = (projection: Projection, build: number): Run => ({
  projection,
  build,
  dropped: new AbortController(),
  nudge: new AbortController(),
  takesPlace: false,
  state: { state: 'waiting' },
  position: BEGINNING,
});
