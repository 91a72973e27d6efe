import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { givingWay } from './give-way.js';
import { showBuilds } from './go-live.js';
import { installBuild } from './install-build.js';
import type { Projection } from './projection.js';
import { setOf, shardsOf } from './shards.js';
import { inTransaction } from './transaction.js';
import type { Troubles } from './troubles.js';
import { wakeReaders } from './wake-up.js';

const BEGUN = 'INSERT INTO read.shard_set (projection, version, shards) VALUES ($1, $2, $3)';

/** The empty tables of all shards of a set, beside what queries see; whichever projectors run fill them. */
export const beginSet = async (client: PoolClient, projection: Projection, of: number): Promise<void> => {
  for (const shard of shardsOf(projection, of)) await installBuild(client, shard, 1);
  await client.query(BEGUN, [projection.name, projection.version, of]);
};

type Row = { readonly name: string; readonly version: number; readonly build: number; readonly position: Position };
type Counted = Row & { readonly events: number };

const LIVE = `
  SELECT name, version, build, position, events::float8 AS events FROM read.checkpoint
   WHERE projection = $1 AND live ORDER BY name`;
const OF_SET = `
  SELECT name, version, build, position, events::float8 AS events FROM read.checkpoint
   WHERE projection = $1 AND version = $2 AND name = ANY($3) AND NOT live ORDER BY name`;

/** Events that the slowest shard may be behind when it is worth to hold the live checkpoints still for it. */
const NEAR = 2000;
/** Milliseconds that they are held, at most, and between looks. */
const HOLD = 300;
const LOOK_WHILE_HELD = 20;

/** `far`: not complete yet. `behind`: the live checkpoints were held still, and in vain. */
export type SetShown = 'shown' | 'far' | 'behind';

/** What holds the live rows and is paused in its midst is cut off after this time. */
const CUT_OFF = `SET LOCAL idle_in_transaction_session_timeout TO 10000`;

const furthest = (rows: readonly Row[]): Position =>
  rows
    .map(({ position }) => position)
    .sort()
    .at(-1) ?? '';
const nearest = (rows: readonly Row[]): Position => rows.map(({ position }) => position).sort()[0] ?? '';
const eventsOf = (rows: readonly Counted[]): readonly number[] => rows.map(({ events }) => events);

/**
 * Lets queries see all shards of a set instead of what they see now, in one transaction, once each of them has read as far
 * as anything that is seen: nobody who has read at a position is to read at an earlier one. The live checkpoints are
 * held still for it, a moment; their owners go on afterwards.
 * @param of how many shards the set has; undefined: the projection that is not cut
 * @returns what came of it; nothing has changed if the set is not shown
 */
export const showSet = (pool: Pool, projection: Projection, of: number | undefined): Promise<SetShown> =>
  inTransaction(pool, async (client) => {
    const names = shardsOf(projection, of).map(({ name }) => name);
    const rowsOf = async (lock: '' | ' FOR UPDATE'): Promise<readonly Counted[]> => {
      const { rows } = await client.query<Counted>(OF_SET + lock, [setOf(projection.name), projection.version, names]);
      return rows.length === names.length ? rows : [];
    };
    const liveRows = async (lock: '' | ' FOR UPDATE'): Promise<readonly Counted[]> =>
      (await client.query<Counted>(LIVE + lock, [setOf(projection.name)])).rows;

    const [there, seen] = [await rowsOf(''), await liveRows('')];
    if (there.length === 0 || Math.max(...eventsOf(seen)) - Math.min(...eventsOf(there)) > NEAR) return 'far';
    await client.query(CUT_OFF);
    const live = await liveRows(' FOR UPDATE');
    const goal = furthest(live);
    for (const deadline = performance.now() + HOLD; nearest(await rowsOf('')) < goal;) {
      if (performance.now() > deadline) return 'behind';
      await delay(LOOK_WHILE_HELD);
    }
    const complete = await rowsOf(' FOR UPDATE');
    if (complete.length === 0 || nearest(complete) < goal) return 'behind';
    await givingWay(client, () => showBuilds(client, projection, complete));
    await client.query(SWITCHED, [setOf(projection.name), projection.version, of]);
    return 'shown';
  });

const SWITCHED = `
  UPDATE read.shard_set SET state = 'switched', ended_at = now() WHERE (projection, version, shards) = ($1, $2, $3)`;

const BUILDING = `SELECT projection, version, shards FROM read.shard_set WHERE state = 'building'`;
type Building = { readonly projection: string; readonly version: number; readonly shards: number };

/** Milliseconds between looks, and after one that held the live checkpoints in vain. */
const LOOK = 500;
const LOOK_AFTER_HOLD = 3000;

/** Shows sets of shards as soon as they are complete, until the signal is aborted. Whichever projector sees it first does. */
export const showCompleteSets = async ({
  pool,
  projections,
  signal,
  troubles,
}: {
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
  readonly troubles: Troubles;
}): Promise<void> => {
  const look = async (): Promise<number> => {
    let pause = LOOK;
    const { rows } = await pool.query<Building>(BUILDING);
    for (const { projection: name, version, shards } of rows) {
      const projection = projections.find((one) => one.name === name && one.version === version);
      const shown = projection?.openShard && (await showSet(pool, projection, shards));
      if (shown === 'shown') wakeReaders();
      if (shown === 'behind') pause = LOOK_AFTER_HOLD;
    }
    return pause;
  };
  while (!signal.aborted) {
    const pause = await troubles.attempt('shard sets', look, LOOK);
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
};
