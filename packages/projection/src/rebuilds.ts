import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { buildsOf } from './build-status.js';
import type { BuildStatus } from './build-status.js';
import { tableNamer } from './projection.js';
import type { Projection } from './projection.js';
import { goLive, installBuild } from './read-schema.js';
import { inTransaction } from './transaction.js';

/** Why a request about builds cannot be done; nothing was changed. */
export type RebuildRefusal =
  | 'no such projection'
  | 'the live version is another'
  | 'there is a second build'
  | 'there is no second build'
  | 'the second build is not complete'
  | 'the second build is behind'
  | 'the projector may not write to the log';

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
  /** Removes the build that is not shown. */
  drop(name: string): Promise<void>;
};

/** Any fixed number: those who change builds take turns. */
const BUILDS_LOCK = 7305002;
/** Tries to find the kept build as far as the live one. */
const ROLLBACK_TRIES = 100;

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
  /** The build that is shown and the one that is not. */
  const both = async (client: PoolClient | Pool, { name, version }: Projection) => {
    const rows = (await buildsOf(client, name)).filter((build) => build.version === version);
    const live = rows.find((build) => build.live);
    if (!live) throw new RebuildRefused(name, 'the live version is another');
    return { live, second: rows.find((build) => !build.live), rows };
  };

  const start: Rebuilds['start'] = (name, acceptDifferences) =>
    inTurn(async (client) => {
      const projection = find(name);
      const { second, rows } = await both(client, projection);
      const { version } = projection;
      if (second && (second.state === 'building' || (second.state === 'differs' && acceptDifferences))) {
        await client.query(
          `UPDATE read.rebuild SET accept_differences = $4, state = 'building', ended_at = NULL
            WHERE (name, version, build) = ($1, $2, $3)`,
          [name, version, second.build, acceptDifferences],
        );
        return;
      }
      if (second) throw new RebuildRefused(name, 'there is a second build');
      const build = Math.max(...rows.map((one) => one.build)) + 1;
      await installBuild(client, projection, build);
      await client.query(
        'INSERT INTO read.rebuild (name, version, build, accept_differences) VALUES ($1, $2, $3, $4)',
        [...[name, version, build, acceptDifferences]],
      );
    });

  const builds: Rebuilds['builds'] = async (name) => {
    const { name: known } = find(name);
    return buildsOf(pool, known);
  };

  const rollBackIfThere = (projection: Projection): Promise<boolean> =>
    inTurn(async (client) => {
      const { name, version } = projection;
      await client.query('SELECT FROM read.checkpoint WHERE name = $1 AND version = $2 ORDER BY build FOR UPDATE', [
        ...[name, version],
      ]);
      const { live, second } = await both(client, projection);
      if (!second) throw new RebuildRefused(name, 'there is no second build');
      if (second.state !== 'kept') throw new RebuildRefused(name, 'the second build is not complete');
      // Nobody who has read at a position is to read at an earlier one.
      if (second.position < live.position) return false;
      await client.query(`SET LOCAL lock_timeout TO '300ms'`);
      await goLive(client, projection, second.build);
      return true;
    });
  const rollback: Rebuilds['rollback'] = async (name) => {
    const projection = find(name);
    for (let attempt = 1; !(await rollBackIfThere(projection).catch(falseIfBusy)); attempt += 1) {
      if (attempt === ROLLBACK_TRIES) throw new RebuildRefused(name, 'the second build is behind');
      await delay(50);
    }
  };

  const drop: Rebuilds['drop'] = (name) =>
    inTurn(async (client) => {
      const projection = find(name);
      const { second } = await both(client, projection);
      if (!second) throw new RebuildRefused(name, 'there is no second build');
      const { version, tables } = projection;
      // The checkpoint goes first: a batch in flight is waited for, and the next one finds no row.
      await client.query('DELETE FROM read.checkpoint WHERE (name, version, build) = ($1, $2, $3)', [
        ...[name, version, second.build],
      ]);
      for (const table of tables) await client.query(`DROP TABLE ${tableNamer(version, second.build)(table.name)}`);
    });

  return { start, builds, rollback, drop };
};

/** A query held a view too long: the next try may find it free. */
const falseIfBusy = (error: unknown): false => {
  if (error instanceof Error && 'code' in error && error.code === '55P03') return false;
  throw error;
};
