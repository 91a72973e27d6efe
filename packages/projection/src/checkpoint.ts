import { BEGINNING } from '@sohoi/event-store';
import type { Position, RecordedEvent } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { labelOf, tableNamer } from './projection.js';
import type { Projection, Writer } from './projection.js';
import { BEGIN_RELAXED, inTransaction } from './transaction.js';

/** Somebody else moved this projection's checkpoint: they own it now, and nothing was written here. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  readonly from: Position;

  constructor(projection: Projection, from: Position) {
    super(`the checkpoint of ${labelOf(projection)} no longer stands at '${from}': another process writes it`);
    this.from = from;
  }
}

export type Checkpoint = { readonly position: Position; readonly live: boolean };

const READ = 'SELECT position, live FROM read.checkpoint WHERE name = $1 AND version = $2';

/** Guarded: of two writers that start from one position, the second one finds no row. */
const ADVANCE = `
  UPDATE read.checkpoint SET position = $4, events = events + $5, updated_at = now()
   WHERE name = $1 AND version = $2 AND position = $3`;

/** @throws Error if the projection was never installed */
export const readCheckpoint = async (pool: Pool, projection: Projection): Promise<Checkpoint> => {
  const { rows } = await pool.query<Checkpoint>(READ, [projection.name, projection.version]);
  const checkpoint = rows[0];
  if (!checkpoint) throw new Error(`projection ${labelOf(projection)} is not installed in this database`);
  return checkpoint;
};

/**
 * Writes one batch and moves the checkpoint from `from` to the batch's last event, both or neither. The checkpoint
 * goes first: its row is the lock that makes a second writer wait, and then lose before it has written anything.
 * @param writer the one that wrote the batch before, in whose memory the tables stand at `from`; else one is opened
 * @returns the writer for the next batch
 * @throws CheckpointMoved if the checkpoint is not at `from`
 */
export const commitBatch = async (
  pool: Pool,
  projection: Projection,
  writer: Writer | undefined,
  from: Position,
  batch: readonly RecordedEvent[],
): Promise<Writer> => {
  const to = batch.at(-1)?.position ?? BEGINNING;
  const { name, version } = projection;
  const write = async (client: PoolClient): Promise<Writer> => {
    const { rowCount } = await client.query(ADVANCE, [name, version, from, to, batch.length]);
    if (rowCount !== 1) throw new CheckpointMoved(projection, from);
    const next = writer ?? (await projection.open(client, tableNamer(version)));
    await next.apply(client, batch);
    return next;
  };
  return inTransaction(pool, write, BEGIN_RELAXED);
};
