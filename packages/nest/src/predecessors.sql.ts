import type { Scope } from './scope.js';

const within = (path: string, scope: Scope): string =>
  scope.map((_subtree, n) => `${path} <@ $${n + 1}::public.ltree`).join(' OR ');

/**
 * The subtrees of the units outside the scope that units in it go on after; its paths are the parameters. Where the
 * scope holds every unit that has none above it, nothing lies outside and nothing else is read.
 */
export const predecessorsOutside = (scope: Scope): string => `
  SELECT DISTINCT predecessor.path::text AS path
    FROM read.units AS successor
    JOIN read.unit_successions AS succession ON succession.successor_id = successor.id
    JOIN read.units AS predecessor ON predecessor.id = succession.unit_id
   WHERE (${within('successor.path', scope)})
     AND NOT (${within('predecessor.path', scope)})
     AND EXISTS (SELECT FROM read.units AS root WHERE root.parent_id IS NULL AND NOT (${within('root.path', scope)}))`;

/**
 * Those of the units `$2` that stand at or below the unit `$1` or one that it goes on after, or whose own successors do,
 * at once or through others: the holders of what stands there would see all that stands beside them.
 */
export const SUCCESSORS_BELOW = `
  WITH RECURSIVE before AS (
    SELECT $1::uuid AS unit_id
    UNION
    SELECT earlier.unit_id FROM before JOIN read.unit_successions AS earlier ON earlier.successor_id = before.unit_id
  ), after AS (
    SELECT named, named AS unit_id FROM unnest($2::uuid[]) AS named
    UNION
    SELECT after.named, later.successor_id FROM after JOIN read.unit_successions AS later ON later.unit_id = after.unit_id
  )
  SELECT DISTINCT after.named AS id
    FROM after
    JOIN read.units AS heir ON heir.id = after.unit_id
    JOIN read.units AS gone ON heir.path <@ gone.path
    JOIN before ON before.unit_id = gone.id
   ORDER BY id`;

/**
 * The units at or below the unit `$1` that go on, at once or through others, after one that would come to stand above
 * them: after the unit `$2`, or one above it, which does not stand above `$1` already.
 */
export const HEIRS_OF_NEW_PARENTS = `
  WITH RECURSIVE above AS (
    SELECT one.id
      FROM read.units AS target, read.units AS moved, read.units AS one
     WHERE target.id = $2 AND moved.id = $1 AND target.path <@ one.path AND NOT moved.path <@ one.path
  ), after AS (
    SELECT succession.successor_id FROM above JOIN read.unit_successions AS succession ON succession.unit_id = above.id
    UNION
    SELECT later.successor_id
      FROM after JOIN read.unit_successions AS later ON later.unit_id = after.successor_id
  )
  SELECT heir.id
    FROM after
    JOIN read.units AS heir ON heir.id = after.successor_id
    JOIN read.units AS moved ON heir.path <@ moved.path
   WHERE moved.id = $1
   ORDER BY heir.id`;

/** Those of the units `$2` that the unit `$1` goes on after, at once or through others. */
export const PREDECESSORS_AMONG = `
  WITH RECURSIVE before AS (
    SELECT unit_id FROM read.unit_successions WHERE successor_id = $1
    UNION
    SELECT earlier.unit_id FROM before JOIN read.unit_successions AS earlier ON earlier.successor_id = before.unit_id
  )
  SELECT unit_id AS id FROM before WHERE unit_id = ANY($2::uuid[]) ORDER BY unit_id`;
