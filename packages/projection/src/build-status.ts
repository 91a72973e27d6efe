import type { Pool, PoolClient } from 'pg';
import type { Difference } from './compare-builds.js';

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
  /** ISO instants, by the database's clock; null for a build that no rebuild made, or that has not ended. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

const BUILDS = `
  SELECT c.name, c.build, c.version, c.live, c.position, c.events::float8 AS events,
         CASE WHEN s.state = 'building' THEN 'building' WHEN r.state = 'switched' AND NOT c.live THEN 'kept' ELSE coalesce(r.state, 'kept') END AS state,
         coalesce(r.differences, '[]') AS differences, r.started_at AS "startedAt", r.ended_at AS "endedAt"
    FROM read.checkpoint c LEFT JOIN read.rebuild r USING (name, version, build)
    LEFT JOIN read.shard_set s ON s.projection = c.projection AND s.version = c.version
     AND s.shards::text = split_part(c.name, '-of-', 2)
   WHERE c.projection = $1 AND c.version = (SELECT max(version) FROM read.checkpoint WHERE projection = $1 AND live)
   ORDER BY split_part(c.name, '-of-', 2), length(c.name), c.name, c.build`;

type Stored = Omit<BuildStatus, 'startedAt' | 'endedAt'> & { startedAt: Date | null; endedAt: Date | null };

/** All builds of the version that is shown, shard by shard, oldest first; none of an unknown projection. */
export const buildsOf = async (client: Pool | PoolClient, name: string): Promise<readonly BuildStatus[]> => {
  const { rows } = await client.query<Stored>(BUILDS, [name]);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
};
