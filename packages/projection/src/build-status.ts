import type { Pool, PoolClient } from 'pg';
import type { Difference } from './compare-builds.js';

/**
 * `building`: reads the log, or is compared. `differs`: was compared and not shown; follows the log until it is dropped
 * or its differences are accepted. `switched`: was shown. `kept`: the first build, or one shown before; follows the log.
 */
export type BuildState = 'building' | 'differs' | 'switched' | 'kept';

export type BuildStatus = {
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
  SELECT c.build, c.version, c.live, c.position, c.events::float8 AS events,
         CASE WHEN r.state = 'switched' AND NOT c.live THEN 'kept' ELSE coalesce(r.state, 'kept') END AS state,
         coalesce(r.differences, '[]') AS differences, r.started_at AS "startedAt", r.ended_at AS "endedAt"
    FROM read.checkpoint c LEFT JOIN read.rebuild r USING (name, version, build)
   WHERE c.name = $1 AND c.version = (SELECT version FROM read.checkpoint WHERE name = $1 AND live)
   ORDER BY c.build`;

type Stored = Omit<BuildStatus, 'startedAt' | 'endedAt'> & { startedAt: Date | null; endedAt: Date | null };

/** All builds of the version that is shown, oldest first; none of an unknown projection. */
export const buildsOf = async (client: Pool | PoolClient, name: string): Promise<readonly BuildStatus[]> => {
  const { rows } = await client.query<Stored>(BUILDS, [name]);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
};
