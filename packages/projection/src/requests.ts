import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { EventStore, Position } from '@sohoi/event-store';
import { isOutage } from './outage.js';
import type { Projection } from './projection.js';
import { rebuilds, RebuildRefused } from './rebuilds.js';
import type { RebuildRefusal } from './rebuilds.js';
import type { Run } from './run-projection.js';
import { idAt } from './same-log.js';
import { setOf } from './shards.js';
import type { Skips } from './skips.js';
import { inTransaction } from './transaction.js';
import type { Troubles } from './troubles.js';

/**
 * `accept`: rebuild, and show it even if it differs. `skip`: pass over the event that stopped the projection. `shards`: cut
 * it into so many.
 */
export type RequestKind = 'rebuild' | 'accept' | 'rollback' | 'drop' | 'skip' | 'shards';

/** Which event is to be passed over, and why; asked with `skip` alone. */
export type SkipWish = { readonly position: Position; readonly reason: string };

/** No projector took the request in time; it was withdrawn. */
export class NobodyAnswers extends Error {
  override readonly name = 'NobodyAnswers';
}

const LOOK = 500;
/** PostgreSQL's word for it. */
const NOT_PERMITTED = '42501';

/** What nobody took in a minute is stale: whoever asked has gone. */
const OPEN = `
  SELECT id, name, what, made_by AS "madeBy", position, reason, shards,
         EXISTS (SELECT FROM read.checkpoint WHERE projection = request.name) AS known
    FROM read.request
   WHERE answered_at IS NULL AND made_at > clock_timestamp() - interval '1 minute' ORDER BY id
   FOR UPDATE SKIP LOCKED`;
const ANSWER = 'UPDATE read.request SET answered_at = clock_timestamp(), refusal = $2 WHERE id = $1';
type AnswerOptions = {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  readonly skips?: Skips;
  readonly signal: AbortSignal;
  readonly troubles: Troubles;
};

/** Of a process that is paused as it carries something out, another one gets the request. */
const CUT_OFF = `SET LOCAL idle_in_transaction_session_timeout TO 60000`;

/** `known` to the database: then to a process that runs it, which may be another one. */
type Open = { id: string; name: string; madeBy: string; known: boolean } & (
  { what: Exclude<RequestKind, 'skip' | 'shards'> } | ({ what: 'skip' } & SkipWish) | { what: 'shards'; shards: number }
);

/**
 * Carries out what is asked, until the signal is aborted. Of several projectors one takes a request, and holds it until it
 * is answered. To skip is left to one whose projection has stopped there.
 */
export const answerRequests = async (
  { pool, store, projections, skips, signal, troubles }: AnswerOptions,
  runs: ReadonlyMap<string, Run>,
): Promise<void> => {
  const admin = rebuilds(pool, projections);
  const stopped = (name: string, position: Position): Run | undefined =>
    [...runs.values()].find(
      ({ projection, state }) =>
        setOf(projection.name) === name && state.state === 'failed' && state.position === position,
    );
  const skip = async (projection: string, { madeBy: by, position, reason }: Open & SkipWish): Promise<void> => {
    const run = stopped(projection, position);
    const eventId = await idAt(store, position);
    if (!run || !skips || eventId === null) throw new RebuildRefused(projection, 'the projector could not do it');
    try {
      await skips.record({ projection, version: run.projection.version, position, eventId, reason, by });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === NOT_PERMITTED)) throw error;
      throw new RebuildRefused(projection, 'the projector may not write to the log');
    }
  };
  const carryOut = (open: Open): Promise<void> => {
    switch (open.what) {
      case 'rebuild':
      case 'accept':
        return admin.start(open.name, open.what === 'accept');
      case 'rollback':
        return admin.rollback(open.name);
      case 'drop':
        return admin.drop(open.name);
      case 'shards':
        return admin.cut(open.name, open.shards);
      case 'skip':
        return skip(open.name, open);
    }
  };
  const answerNext = (): Promise<boolean> => inTransaction(pool, answerOne);
  const answerOne = async (client: PoolClient): Promise<boolean> => {
    await client.query(CUT_OFF);
    const { rows } = await client.query<Open>(OPEN);
    const open = rows.find((one) =>
      one.what === 'skip'
        ? skips && stopped(one.name, one.position)
        : !one.known || projections.some(({ name }) => name === one.name),
    );
    if (!open) return false;
    const refusal = await carryOut(open).then(
      () => null,
      (error: unknown) => {
        if (error instanceof RebuildRefused) return error.refusal;
        // The request stays open, and is carried out once the database is there.
        if (isOutage(error)) throw error;
        troubles.tell('requests', error);
        return 'the projector could not do it';
      },
    );
    await client.query(ANSWER, [open.id, refusal]);
    return true;
  };
  while (!signal.aborted) {
    const answered = await troubles.attempt('requests', answerNext, false);
    if (!answered) await delay(LOOK, undefined, { signal }).catch(() => undefined);
  }
};

const ASK = 'INSERT INTO read.request (name, what, position, reason, shards) VALUES ($1, $2, $3, $4, $5) RETURNING id';
/** All that a login needs to be allowed that asks for people who have none. */
const ASK_FOR = 'INSERT INTO read.request (name, what, made_by) VALUES ($1, $2, $3) RETURNING id';
const WITHDRAW = `
  DELETE FROM read.request
   WHERE id IN (SELECT id FROM read.request WHERE id = $1 AND answered_at IS NULL FOR UPDATE SKIP LOCKED)`;
/** None while a projector has it in hand. */
const FREE = `SELECT FROM read.request WHERE id = $1 AND answered_at IS NULL FOR UPDATE SKIP LOCKED`;
const LOOK_AT = 'SELECT answered_at IS NOT NULL AS answered, refusal FROM read.request WHERE id = $1';

type AskOptions = {
  /** Milliseconds within which a projector has to take it in hand. */
  readonly timeoutMs?: number;
  /** Told once, if what is asked takes longer than a moment. */
  readonly onTaken?: () => void;
  readonly signal?: AbortSignal;
  /** With `skip`, and only with it. */
  readonly skip?: SkipWish;
  /** With `shards`, and only with it. */
  readonly shards?: number;
  /** Who asks, if that is not the login: of what is neither `skip` nor `shards`. */
  readonly madeBy?: string;
};

/** Milliseconds after which it is told that it is being carried out. */
const MOMENT = 1000;

/**
 * Asks the projector, whichever process it is, and waits for the answer for as long as it is being carried out. Once the
 * signal is aborted it waits no longer: what nobody has in hand is withdrawn, the rest goes on.
 * @throws RebuildRefused, NobodyAnswers
 */
export const askProjector = async (
  pool: Pool,
  name: string,
  what: RequestKind,
  { timeoutMs = 15_000, signal, skip, shards, onTaken, madeBy }: AskOptions = {},
): Promise<void> => {
  const { rows } =
    madeBy === undefined
      ? await pool.query<{ id: string }>(ASK, [name, what, skip?.position, skip?.reason, shards])
      : await pool.query<{ id: string }>(ASK_FOR, [name, what, madeBy]);
  const id = rows[0]?.id;
  const deadline = performance.now() + timeoutMs;
  const isAnswered = async (): Promise<boolean> => {
    const { rows: found } = await pool.query<{ answered: boolean; refusal: RebuildRefusal | null }>(LOOK_AT, [id]);
    const refusal = found[0]?.refusal ?? null;
    if (refusal !== null) throw new RebuildRefused(name, refusal);
    return found[0]?.answered === true;
  };
  const inHand = async (): Promise<boolean> => (await pool.query(FREE, [id])).rowCount === 0;
  for (let tellAt = performance.now() + MOMENT; !signal?.aborted;) {
    if (await isAnswered()) return;
    const now = performance.now();
    if (now > tellAt && (await inHand())) {
      tellAt = Infinity;
      onTaken?.();
    }
    if (now > deadline && !(await inHand())) break;
    await delay(100, undefined, signal && { signal }).catch(() => undefined);
  }
  if ((await pool.query(WITHDRAW, [id])).rowCount === 1) throw new NobodyAnswers('no projector answers');
  // It was answered in the meantime, or is being carried out.
  await isAnswered();
};
