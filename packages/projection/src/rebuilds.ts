import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { buildsOf } from './build-status.js';
import type { BuildStatus } from './build-status.js';
import { isBusy } from './give-way.js';
import { goLive } from './go-live.js';
import { installBuild, removeBuild } from './install-build.js';
import type { Projection } from './projection.js';
import { beginSet, showSet } from './shard-sets.js';
import { MAX_SHARDS, projectionNamed, setOf, shardIn, shardsOf } from './shards.js';
import { inTransaction } from './transaction.js';

/** Why a request about builds cannot be done; nothing was changed. */
export type RebuildRefusal =
  | 'no such projection'
  | 'the live version is another'
  | 'there is a second build'
  | 'there is no second build'
  | 'the second build is not complete'
  | 'the second build is behind'
  | 'the projector may not write to the log'
  | 'it cannot be cut into shards'
  | 'it is never built again'
  | 'no such number of shards'
  | 'it has so many shards already'
  /** What was in the way stands in its log. */
  | 'the projector could not do it';

export class RebuildRefused extends Error {
  override readonly name = 'RebuildRefused';
  readonly refusal: RebuildRefusal;

  constructor(name: string, refusal: RebuildRefusal) {
    super(`${name}: ${refusal}`);
    this.refusal = refusal;
  }
}

export type Rebuilds = {
  /** Starts a second build; one that is being built goes on, and one that differs is shown if that is accepted. */
  start(name: string, acceptDifferences: boolean): Promise<void>;
  /** All builds of the version that is shown, oldest first. */
  builds(name: string): Promise<readonly BuildStatus[]>;
  /** Shows the build before again. It has followed the log and is complete. */
  rollback(name: string): Promise<void>;
  /** Removes what is not shown: a build, or a set of shards. */
  drop(name: string): Promise<void>;
  /** Begins a set of so many shards beside what is shown; it is shown once it is complete. */
  cut(name: string, shards: number): Promise<void>;
};

/** Any fixed number: those who change builds take turns. */
const BUILDS_LOCK = 7305002;
/** Tries to find the kept build as far as the live one. */
const ROLLBACK_TRIES = 100;
/** The same of a set of shards; each of them may hold the live checkpoints still for a moment. */
const SET_TRIES = 20;

export const rebuilds = (pool: Pool, projections: readonly Projection[]): Rebuilds => {
  const find = (name: string): Projection => {
    const projection = projections.find((one) => one.name === name);
    if (!projection) throw new RebuildRefused(name, 'no such projection');
    return projection;
  };
  const inTurn = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> =>
    inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [BUILDS_LOCK]);
      return work(client);
    });

  const start: Rebuilds['start'] = (name, acceptDifferences) =>
    inTurn(async (client) => {
      if (find(name).outward) throw new RebuildRefused(name, 'it is never built again');
      const { parts, secondSet } = await buildsBy(client, find(name));
      const going = parts.filter(
        ({ second }) => second?.state === 'building' || (second?.state === 'differs' && acceptDifferences),
      );
      if (going.length === 0 && (secondSet || parts.some(({ second }) => second))) {
        throw new RebuildRefused(name, 'there is a second build');
      }
      for (const { projection, second } of going) {
        await client.query(
          `UPDATE read.rebuild SET accept_differences = $4, state = 'building', ended_at = NULL
            WHERE (name, version, build) = ($1, $2, $3)`,
          [projection.name, projection.version, second?.build, acceptDifferences],
        );
      }
      if (going.length > 0) return;
      for (const { projection, live } of parts) {
        const build = live.build + 1;
        await installBuild(client, projection, build);
        await client.query(
          'INSERT INTO read.rebuild (name, version, build, accept_differences) VALUES ($1, $2, $3, $4)',
          [...[projection.name, projection.version, build, acceptDifferences]],
        );
      }
    });

  const builds: Rebuilds['builds'] = async (name) => {
    const { name: known } = find(name);
    return buildsOf(pool, known);
  };

  const rollBackPart = (projection: Projection): Promise<boolean> =>
    inTurn(async (client) => {
      const { name, version } = projection;
      await client.query('SELECT FROM read.checkpoint WHERE name = $1 AND version = $2 ORDER BY build FOR UPDATE', [
        ...[name, version],
      ]);
      const rows = (await buildsOf(client, setOf(name))).filter((build) => build.name === name);
      const [live, second] = [rows.find((build) => build.live), rows.find((build) => !build.live)];
      if (!live || !second) throw new RebuildRefused(name, 'there is no second build');
      if (second.state !== 'kept') throw new RebuildRefused(name, 'the second build is not complete');
      // Nobody who has read at a position is to read at an earlier one.
      if (second.position < live.position) return false;
      await client.query(`SET LOCAL lock_timeout TO '300ms'`);
      await goLive(client, projection, second.build);
      return true;
    });
  const untilDone = async (name: string, most: number, attempt: () => Promise<boolean>): Promise<void> => {
    for (let tries = 1; !(await attempt().catch(falseIfBusy)); tries += 1) {
      if (tries === most) throw new RebuildRefused(name, 'the second build is behind');
      await delay(50);
    }
  };
  const rollback: Rebuilds['rollback'] = async (name) => {
    const projection = find(name);
    const { parts, secondSet } = await buildsBy(pool, projection);
    const due = secondSet ? secondSet.rows : parts.flatMap(({ second }) => (second ? [second] : []));
    if (due.length === 0) throw new RebuildRefused(name, 'there is no second build');
    if (due.some(({ state }) => state !== 'kept')) throw new RebuildRefused(name, 'the second build is not complete');
    if (secondSet) {
      return untilDone(name, SET_TRIES, async () => (await showSet(pool, projection, secondSet.of)) === 'shown');
    }
    for (const part of parts) {
      if (part.second) await untilDone(name, ROLLBACK_TRIES, () => rollBackPart(part.projection));
    }
  };

  const drop: Rebuilds['drop'] = (name) =>
    inTurn(async (client) => {
      const projection = find(name);
      const { parts, secondSet } = await buildsBy(client, projection);
      if (secondSet) return removeSet(client, projection, secondSet);
      const second = parts.flatMap((part) => (part.second ? [{ ...part, build: part.second.build }] : []));
      if (second.length === 0) throw new RebuildRefused(name, 'there is no second build');
      for (const { projection: part, build } of second) await removeUnseen(client, part, build);
    });

  const cut: Rebuilds['cut'] = (name, shards) =>
    inTurn(async (client) => {
      const projection = find(name);
      if (!projection.openShard) throw new RebuildRefused(name, 'it cannot be cut into shards');
      if (!Number.isSafeInteger(shards) || shards < 1 || shards > MAX_SHARDS) {
        throw new RebuildRefused(name, 'no such number of shards');
      }
      const { parts, secondSet } = await buildsBy(client, projection);
      if (secondSet?.of === shards && secondSet.rows.some(({ state }) => state === 'building')) return;
      if (parts.length === shards) throw new RebuildRefused(name, 'it has so many shards already');
      if (secondSet || parts.some(({ second }) => second)) throw new RebuildRefused(name, 'there is a second build');
      await beginSet(client, projection, shards);
    });

  return { start, builds, rollback, drop, cut };
};

/** A whole, or one shard of the set that is shown: its build that is shown, and the one that is not. */
type Part = { readonly projection: Projection; readonly live: BuildStatus; readonly second: BuildStatus | undefined };

/** Cut otherwise than what is shown; `of` is undefined if it is not cut. */
type SecondSet = { readonly of: number | undefined; readonly rows: readonly BuildStatus[] };

const buildsBy = async (
  client: PoolClient | Pool,
  projection: Projection,
): Promise<{ readonly parts: readonly Part[]; readonly secondSet: SecondSet | undefined }> => {
  const rows = (await buildsOf(client, projection.name)).filter(({ version }) => version === projection.version);
  const shown = rows.find(({ live }) => live);
  if (!shown) throw new RebuildRefused(projection.name, 'the live version is another');
  const of = shardIn(shown.name)?.of;
  const parts = shardsOf(projection, of).map((part) => {
    const own = rows.filter(({ name }) => name === part.name);
    return { projection: part, live: own.find(({ live }) => live) ?? shown, second: own.find(({ live }) => !live) };
  });
  const others = rows.filter(({ name }) => shardIn(name)?.of !== of);
  const secondSet = others[0] && { of: shardIn(others[0].name)?.of, rows: others };
  return { parts, secondSet };
};

const removeSet = async (client: PoolClient, projection: Projection, { of, rows }: SecondSet): Promise<void> => {
  for (const { name, build } of rows) {
    const part = projectionNamed([projection], name);
    if (part) await removeUnseen(client, part, build);
  }
  await client.query('DELETE FROM read.shard_set WHERE (projection, version, shards) = ($1, $2, $3)', [
    ...[projection.name, projection.version, of],
  ]);
};

/** What was shown since it was looked at stays, and so does all else: who asked for the other did not mean it. */
const removeUnseen = async (client: PoolClient, projection: Projection, build: number): Promise<void> => {
  if (await removeBuild(client, projection, build)) return;
  throw new RebuildRefused(setOf(projection.name), 'there is no second build');
};

/** A query held a view too long: the next try may find it free. */
const falseIfBusy = (error: unknown): false => {
  if (isBusy(error)) return false;
  throw error;
};
