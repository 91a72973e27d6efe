import type { Pool, PoolClient } from 'pg';
import type { Difference } from './compare-builds.js';
import type { FailureCause } from './failures.js';
import { LEASE_MS } from './lease.js';

/**
 * `building`: reads the log, or is compared. `differs`: was compared and not shown; follows the log until it is dropped
 * or its differences are accepted. `switched`: was shown. `kept`: the first build, or one shown before; follows the log.
 * Shards of another set than that which is shown are `building` until all of them can be shown together.
 */
export type BuildState = 'building' | 'differs' | 'switched' | 'kept';

export type BuildStatus = {
  /** The projection's, or that of one of its shards, such as `chapter-strength/2-of-3`. */
  readonly name: string;
  readonly build: number;
  readonly version: number;
  readonly live: boolean;
  readonly state: BuildState;
  readonly position: string;
  /** Events read since the beginning. */
  readonly events: number;
  readonly differences: readonly Difference[];
  /** ISO instants, by the database's clock; null for a build that was made neither by a rebuild nor with a set of shards, or that has not ended. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Whether a projector holds its lease, whichever process that is. */
  readonly attended: boolean;
  /** Where it has stopped, and why; null while it goes on. */
  readonly failure: BuildFailure | null;
};

export type BuildFailure = {
  /** The event that it stands before; null if the log as a whole is the reason. */
  readonly position: string | null;
  readonly eventId: string | null;
  readonly cause: FailureCause;
  readonly failedAt: string;
};

/** One that ends later than any can is from before the clock was set back. */
const ATTENDED = `l.expires_at BETWEEN clock_timestamp() AND clock_timestamp() + '${LEASE_MS} milliseconds'::interval`;

const BUILDS = `
  SELECT c.name, c.build, c.version, c.live, c.position, c.events::float8 AS events,
         CASE WHEN s.state = 'building' THEN 'building' WHEN r.state = 'switched' AND NOT c.live THEN 'kept' ELSE coalesce(r.state, 'kept') END AS state,
         coalesce(r.differences, '[]') AS differences, coalesce(r.started_at, s.started_at) AS "startedAt",
         coalesce(r.ended_at, s.ended_at) AS "endedAt",
         coalesce(${ATTENDED}, false) AS attended, f.cause, f.position AS "failedPosition",
         f.event_id AS "failedEventId", f.failed_at AS "failedAt"
    FROM read.checkpoint c LEFT JOIN read.rebuild r USING (name, version, build)
    LEFT JOIN read.shard_set s ON s.projection = c.projection AND s.version = c.version
     AND s.shards::text = split_part(c.name, '-of-', 2)
    LEFT JOIN read.lease l ON (l.name, l.version, l.build) = (c.name, c.version, c.build)
    LEFT JOIN read.failure f ON (f.name, f.version, f.build, f.after) = (c.name, c.version, c.build, c.position)`;

const OF_ONE = `${BUILDS}
   WHERE c.projection = $1 AND c.version = (SELECT max(version) FROM read.checkpoint WHERE projection = $1 AND live)
   ORDER BY split_part(c.name, '-of-', 2), length(c.name), c.name, c.build`;

const OF_ALL = `${BUILDS}
   WHERE c.version >= (SELECT max(version) FROM read.checkpoint live WHERE live.projection = c.projection AND live.live)
   ORDER BY c.projection, c.version, split_part(c.name, '-of-', 2), length(c.name), c.name, c.build`;

type Stored = Omit<BuildStatus, 'startedAt' | 'endedAt' | 'failure'> & {
  startedAt: Date | null;
  endedAt: Date | null;
  cause: FailureCause | null;
  failedPosition: string | null;
  failedEventId: string | null;
  failedAt: Date;
};

const statusOf = ({ cause, failedPosition, failedEventId, failedAt, ...row }: Stored): BuildStatus => ({
  ...row,
  startedAt: row.startedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  failure: cause && { position: failedPosition, eventId: failedEventId, cause, failedAt: failedAt.toISOString() },
});

/** All builds of the version that is shown, shard by shard, oldest first; none of an unknown projection. */
export const buildsOf = async (client: Pool | PoolClient, name: string): Promise<readonly BuildStatus[]> =>
  (await client.query<Stored>(OF_ONE, [name])).rows.map(statusOf);

/** Those of all projections, and of versions that are to be shown. */
export const allBuilds = async (client: Pool | PoolClient): Promise<readonly BuildStatus[]> =>
  (await client.query<Stored>(OF_ALL)).rows.map(statusOf);
