import { setTimeout as delay } from 'node:timers/promises';
import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { CheckpointMoved, commitBatch, readCheckpoint } from './checkpoint.js';
import { backoff, isOutage } from './outage.js';
import type { Ownership } from './ownership.js';
import { labelOf } from './projection.js';
import type { Projection, Writer } from './projection.js';
import { goLive } from './read-schema.js';
import { inTransaction } from './transaction.js';
import { wakeReaders } from './wake-up.js';

/**
 * The states of a running projection:
 *
 *   waiting  → running   the lock is ours
 *   running  → waiting   another process moved the checkpoint, or the connection that held the lock is gone
 *   waiting, running → retrying   the database or the way to it failed; nothing of the batch in flight was written
 *   retrying → waiting   after a pause that doubles up to 5 s, partly by chance
 *   running  → failed    an event could not be applied: the checkpoint stands right before it; a person must act
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

export type Run = {
  readonly projection: Projection;
  state: ProjectionState;
  /** Where the tables stood when this process last knew. */
  position: Position;
};

export type RunContext = {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly owner: Ownership;
  readonly signal: AbortSignal;
  readonly onChange: (run: Run) => void;
};

/** Milliseconds after which one that is not the owner asks again. */
const ASK_AGAIN = 1000;

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
  const { owner, signal } = context;
  const label = labelOf(run.projection);
  const become = (state: ProjectionState): void => {
    run.state = state;
    context.onChange(run);
  };
  let attempt = 0;
  while (!signal.aborted) {
    try {
      const lost = await owner.acquire(label);
      if (lost) {
        become({ state: 'running' });
        await follow(context, run, lost, () => {
          attempt = 0;
        });
        if (signal.aborted) break;
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
        await owner.release(label).catch(() => undefined);
        become(failureOf(error));
        return;
      }
    }
  }
  become({ state: 'stopped' });
};

const follow = async (context: RunContext, run: Run, lost: AbortSignal, onCommitted: () => void): Promise<void> => {
  const { pool, store, signal } = context;
  const checkpoint = await readCheckpoint(pool, run.projection);
  let live = checkpoint.live;
  run.position = checkpoint.position;

  let writer: Writer | undefined;
  const apply = async (batch: readonly RecordedEvent[]): Promise<void> => {
    const last = batch.at(-1);
    if (!last) return;
    try {
      writer = await commitBatch(pool, run.projection, writer, run.position, batch);
    } catch (error) {
      writer = undefined;
      if (error instanceof CheckpointMoved || isOutage(error)) throw error;
      if (batch.length === 1) throw new Unappliable(last.position, error);
      const half = Math.ceil(batch.length / 2);
      await apply(batch.slice(0, half));
      await apply(batch.slice(half));
      return;
    }
    run.position = last.position;
    onCommitted();
    wakeReaders();
  };
  const showIfCaughtUp = async (): Promise<void> => {
    if (live || run.position < (await store.head())) return;
    await inTransaction(pool, (client) => goLive(client, run.projection));
    live = true;
    wakeReaders();
  };

  await showIfCaughtUp();
  for await (const batch of store.subscribe(run.position, AbortSignal.any([signal, lost]))) {
    await apply(batch);
    await showIfCaughtUp();
    if (signal.aborted || lost.aborted) return;
  }
};

const failureOf = (error: unknown): ProjectionState =>
  error instanceof Unappliable
    ? { state: 'failed', position: error.position, reason: reasonOf(error.cause) }
    : { state: 'failed', position: null, reason: reasonOf(error) };

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

export const newRun = (projection: Projection): Run => ({
  projection,
  state: { state: 'waiting' },
  position: BEGINNING,
});
