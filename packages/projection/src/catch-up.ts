import type { EventStore, Position } from '@sohoi/event-store';
import type { PoolClient } from 'pg';
import { CheckpointMoved, passOver, writeBatch } from './checkpoint.js';
import type { Tenure } from './checkpoint.js';
import type { Writer } from './projection.js';
import { readOn } from './read-on.js';
import { idAt } from './same-log.js';

/** Where a build stands, with the id of the event if it was read on the way, and the writer that knows it. */
export type Reached = {
  readonly position: Position;
  readonly eventId: string | null;
  readonly writer: Writer | undefined;
};

/** Whose lease is over by now finds no row, also where there is nothing to catch up. */
const OWN = `
  SELECT FROM read.checkpoint
   WHERE (name, version, build) = ($1, $2, $3) AND token = $4 AND position = $5 FOR UPDATE`;

/** Applies what lies between, and not one event more; less, if the log ends before. */
export const catchUp = async (
  client: PoolClient,
  store: EventStore,
  tenure: Tenure,
  from: Position,
  writer: Writer | undefined,
  to: Position,
): Promise<Reached> => {
  const { projection, build, token, skipped } = tenure;
  const own = await client.query(OWN, [projection.name, projection.version, build, token, from]);
  if (own.rowCount !== 1) throw new CheckpointMoved(tenure, from);
  let reached: Reached = { position: from, eventId: null, writer };
  if (from >= to) return reached;
  for await (const step of readOn((after) => store.readAll(after), from, skipped ?? new Map())) {
    if ('passed' in step) {
      const { position, id } = step.passed;
      if (position > to) break;
      await passOver(client, tenure, reached.position, step.passed);
      reached = { ...reached, position, eventId: id };
      continue;
    }
    const due = step.events.filter(({ position }) => position <= to);
    const last = due.at(-1);
    if (!last) break;
    const next = await writeBatch(client, tenure, reached.writer, reached.position, due);
    reached = { position: last.position, eventId: last.id, writer: next };
    if (last.position >= to) break;
  }
  return reached;
};

/** What queries see of a projection. */
export type Live = {
  readonly build: number;
  readonly version: number;
  readonly position: Position;
  readonly eventId: string | null;
};

export const LIVE = `
  SELECT build, version, position, event_id AS "eventId" FROM read.checkpoint WHERE name = $1 AND live`;

/** Whether the event that the live build stands at is in this log; `unseen` while that cannot be told. */
export const mayHold = async (store: EventStore, { position, eventId }: Live, unseen: boolean): Promise<boolean> => {
  if ((await store.head()) < position) return false;
  const found = await idAt(store, position);
  return found === null ? unseen : eventId === null || found === eventId;
};
