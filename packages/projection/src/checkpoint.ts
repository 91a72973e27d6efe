import type { Position, RecordedEvent } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { categoryOf, labelOf, tablesOf } from './projection.js';
import type { EarlierEvents, Projection, Writer } from './projection.js';
import { BEGIN_RELAXED, inTransaction } from './transaction.js';

/** A build that this process writes, and the token of the lease under which it does. */
export type Tenure = {
  readonly projection: Projection;
  readonly build: number;
  readonly token: string;
  readonly log: EarlierEvents;
  /** Ids of events to be passed over, by position. */
  readonly skipped?: ReadonlyMap<Position, string>;
  /** Aborted once the lease is another's: what is in flight then is cut. */
  readonly lost?: AbortSignal;
};

/** Somebody else moved this build's checkpoint, or holds its lease by now: nothing was written here. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  readonly from: Position;

  constructor({ projection, build }: Tenure, from: Position) {
    super(`the checkpoint of ${labelOf({ ...projection, build })} at '${from}' is another process's by now`);
    this.from = from;
  }
}

export type Checkpoint = {
  readonly position: Position;
  /** Id of the event at the position; null if there is none, or if it was never written down. */
  readonly eventId: string | null;
  readonly live: boolean;
};

/** Waits for a batch in flight. From here on nobody with a smaller token moves the checkpoint. */
const CLAIM = `
  UPDATE read.checkpoint SET token = $4
   WHERE (name, version, build) = ($1, $2, $3) AND token <= $4
  RETURNING position, event_id AS "eventId", live`;

/** Guarded: of two writers that start from one position, the second one finds no row; so does an older token. */
const ADVANCE = `
  UPDATE read.checkpoint SET position = $6, event_id = $7, events = events + $8, updated_at = now()
   WHERE (name, version, build) = ($1, $2, $3) AND token = $4 AND position = $5`;

/** The same as a transaction of its own that does not wait for the disk. */
const ADVANCE_ALONE = ADVANCE.replace(
  /(?=WHERE)/,
  "FROM (SELECT set_config('synchronous_commit', 'off', true)) AS relaxed ",
);

const keyOf = ({ projection: { name, version }, build, token }: Tenure): unknown[] => [name, version, build, token];

/** @throws CheckpointMoved if a later owner has claimed it */
export const claimCheckpoint = async (pool: Pool, tenure: Tenure): Promise<Checkpoint> => {
  const { rows } = await pool.query<Checkpoint>(CLAIM, keyOf(tenure));
  const checkpoint = rows[0];
  if (!checkpoint) throw new CheckpointMoved(tenure, '');
  return checkpoint;
};

const NAME_EVENT = `
  UPDATE read.checkpoint SET event_id = $6
   WHERE (name, version, build) = ($1, $2, $3) AND token = $4 AND position = $5 AND event_id IS NULL`;

/** Writes down which event a checkpoint of before this was done stands at. */
export const nameEvent = async (pool: Pool, tenure: Tenure, position: Position, eventId: string): Promise<void> => {
  await pool.query(NAME_EVENT, [...keyOf(tenure), position, eventId]);
};

/**
 * Writes one batch and moves the checkpoint from `from` to the batch's last event, both or neither. The checkpoint
 * goes first: its row is the lock that makes a second writer wait, and then lose before it has written anything.
 * @param writer the one that wrote the batch before, in whose memory the tables stand at `from`; else one is opened
 * @param batch at least one event
 * @returns the writer for the next batch; where nothing concerned it, the one that was handed in
 * @throws CheckpointMoved if the checkpoint is not at `from`, or was claimed under another token
 */
export const commitBatch = async (
  pool: Pool,
  tenure: Tenure,
  writer: Writer | undefined,
  from: Position,
  batch: readonly RecordedEvent[],
): Promise<Writer | undefined> => {
  if (!concerns(tenure.projection, batch)) {
    await advance(pool, ADVANCE_ALONE, tenure, from, batch);
    return writer;
  }
  const options = { begin: BEGIN_RELAXED, until: tenure.lost } as const;
  return inTransaction(pool, (client) => writeBatch(client, tenure, writer, from, batch), options);
};

/** As `commitBatch`, in a transaction of the caller's. */
export const writeBatch = async (
  client: PoolClient,
  tenure: Tenure,
  writer: Writer | undefined,
  from: Position,
  batch: readonly RecordedEvent[],
): Promise<Writer> => {
  const { projection, build, log } = tenure;
  await advance(client, ADVANCE, tenure, from, batch);
  const next = writer ?? (await projection.open(client, tablesOf(projection, build), log));
  const { skipped } = tenure;
  await next.apply(client, skipped?.size ? batch.filter(({ position, id }) => skipped.get(position) !== id) : batch);
  return next;
};

/** Moves the checkpoint over a record that is no event. */
export const passOver = (
  client: Pool | PoolClient,
  tenure: Tenure,
  from: Position,
  record: Pick<RecordedEvent, 'position' | 'id'>,
): Promise<void> => advance(client, ADVANCE, tenure, from, [record]);

const concerns = ({ reads }: Projection, batch: readonly RecordedEvent[]): boolean =>
  reads === undefined || batch.some(({ stream }) => reads.includes(categoryOf(stream)));

const advance = async (
  client: Pool | PoolClient,
  statement: string,
  tenure: Tenure,
  from: Position,
  records: readonly Pick<RecordedEvent, 'position' | 'id'>[],
): Promise<void> => {
  const last = records.at(-1);
  if (!last) throw new Error('a batch has at least one event');
  const { rowCount } = await client.query(statement, [...keyOf(tenure), from, last.position, last.id, records.length]);
  if (rowCount !== 1) throw new CheckpointMoved(tenure, from);
};

const BUILDING = `
  SELECT accept_differences AS "acceptDifferences" FROM read.rebuild
   WHERE (name, version, build) = ($1, $2, $3) AND state = 'building'`;

export type Building = { readonly acceptDifferences: boolean };

/** Whether this build is to take the live one's place; undefined if it is not, or no longer. */
export const buildingOf = async (pool: Pool, { projection, build }: Tenure): Promise<Building | undefined> => {
  const { rows } = await pool.query<Building>(BUILDING, [projection.name, projection.version, build]);
  return rows[0];
};
