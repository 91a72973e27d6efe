import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Leases } from './lease.js';
import type { Run } from './run-projection.js';
import type { Troubles } from './troubles.js';

/** Milliseconds between looks, and after which a process that was not seen counts as gone. */
const LOOK = 1000;
const GONE = 5000;

const SEEN = `
  WITH gone AS (DELETE FROM read.projector WHERE seen_at < clock_timestamp() - interval '1 minute'),
       seen AS (INSERT INTO read.projector (owner, seen_at) VALUES ($1, clock_timestamp())
                ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at)
  SELECT count(*)::integer AS others FROM read.projector
   WHERE owner <> $1 AND seen_at > clock_timestamp() - $2::interval`;
const LEAVES = 'DELETE FROM read.projector WHERE owner = $1';

type SpreadOptions = {
  readonly pool: Pool;
  readonly owner: string;
  readonly leases: Leases;
  readonly signal: AbortSignal;
  readonly troubles: Troubles;
};

/**
 * Gives leases of shards back, one a look, while this process holds more than its part of them, until the signal is
 * aborted: the others ask for them all the time. Without shards it asks nothing.
 */
export const spreadShards = async (
  { pool, owner, leases, signal, troubles }: SpreadOptions,
  runs: ReadonlyMap<string, Run>,
): Promise<void> => {
  let known = false;
  const leave = async (): Promise<void> => {
    if (known) await pool.query(LEAVES, [owner]);
    known = false;
  };
  const look = async (): Promise<void> => {
    const shards = [...runs.values()].filter(({ projection }) => projection.shard);
    if (shards.length === 0) return;
    // One that fails is no help: nobody is to give it leases that it gives back at once.
    if (shards.some(({ state }) => state.state === 'failed' || state.state === 'retrying')) return leave();
    known = true;
    const { rows } = await pool.query<{ others: number }>(SEEN, [owner, `${GONE} milliseconds`]);
    const part = Math.ceil(shards.length / (1 + (rows[0]?.others ?? 0)));
    const mine = shards.filter(({ state }) => state.state === 'running');
    const surplus = mine.length > part ? mine.at(-1) : undefined;
    if (surplus) await leases.release({ ...surplus.projection, build: surplus.build });
  };
  while (!signal.aborted) {
    await troubles.attempt('spread of shards', look, undefined);
    await delay(LOOK, undefined, { signal }).catch(() => undefined);
  }
  await leave().catch(() => undefined);
};
