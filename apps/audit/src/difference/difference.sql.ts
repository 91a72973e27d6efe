import { rowsShownAt as at } from '@sohoi/nest';

/** `$1` is the unit or chapter, `$2` and `$3` the positions before and after, `$4` the paths that the asker may see. */
const UNITS = (position: '$2' | '$3'): string => at('units', 'id', position);

const MAY_SEE = (id: string): string =>
  `EXISTS (SELECT FROM read.units AS place WHERE place.id = ${id} AND place.path <@ ANY($4::public.ltree[]))`;

/** The row before and after, as JSON; null where it was not there. */
export const ROWS = `
  SELECT (SELECT to_json(one) FROM (${UNITS('$2')}) AS one WHERE one.id = $1) AS before,
         (SELECT to_json(one) FROM (${UNITS('$3')}) AS one WHERE one.id = $1) AS after`;

const CHILDREN = (position: '$2' | '$3'): string =>
  `(SELECT * FROM (${UNITS(position)}) AS child WHERE child.parent_id = $1 AND child.status = 'active' AND ${MAY_SEE('child.id')})`;

/** What stood right below it, as far as the asker may see it: what came, and what went. What is closed went. */
export const BELOW = `
  SELECT coalesce(json_agg(later) FILTER (WHERE earlier.id IS NULL), '[]') AS begun,
         coalesce(json_agg(earlier) FILTER (WHERE later.id IS NULL), '[]') AS ended
    FROM ${CHILDREN('$2')} AS earlier FULL JOIN ${CHILDREN('$3')} AS later ON later.id = earlier.id`;

/** Holdings of its posts that began, and that ended; one that did both is in both. */
export const HOLDERS = `
  SELECT coalesce(json_agg(later) FILTER (WHERE earlier.holding_id IS NULL), '[]') AS begun,
         coalesce(json_agg(later) FILTER (WHERE later.valid_to IS NOT NULL AND earlier.valid_to IS NULL), '[]') AS ended
    FROM (${at('post_holders', 'holding_id', '$3')}) AS later
    LEFT JOIN (${at('post_holders', 'holding_id', '$2')}) AS earlier ON earlier.holding_id = later.holding_id
   WHERE later.body_id = $1`;

const TREE = (name: string, position: '$2' | '$3'): string => `
  ${name}_units AS NOT MATERIALIZED (${UNITS(position)}),
  ${name} AS (
    SELECT id FROM ${name}_units WHERE id = $1
    UNION
    SELECT child.id FROM ${name} AS above JOIN ${name}_units AS child ON child.parent_id = above.id
  )`;

const ACTIVE = (name: string, position: '$2' | '$3'): string => `
  SELECT member.member_id FROM touched
    JOIN (${at('members', 'member_id', position)}) AS member ON member.member_id = touched.id
   WHERE member.status = 'active' AND member.chapter_id IN (SELECT id FROM ${name}) AND ${MAY_SEE('member.chapter_id')}`;

/** Members whom one question goes over at most. */
export const MOST_MOVED = 50_000;

/**
 * Members who came to what stands in the subtree, and who left it, by events that say so. No event is counted: a count of all
 * of them tells of those that are left out of every feed.
 */
export const MOVEMENTS = `
  WITH RECURSIVE ${TREE('earlier', '$2')}, ${TREE('later', '$3')},
  touched AS (
    SELECT DISTINCT substr(event.stream, 8)::uuid AS id FROM read.event_unit AS event
     WHERE event.body_id IN (SELECT id FROM earlier UNION SELECT id FROM later)
       AND event.position > $2 AND event.position <= $3 AND ${MAY_SEE('event.body_id')}
       AND event.type IN ('MemberAdmitted', 'HonoraryMemberRecognised', 'HonoraryRecognitionAnnulled', 'MemberTransferred',
                          'MembershipEnded', 'MemberReinstated')
     LIMIT ${MOST_MOVED + 1}
  ),
  was AS (${ACTIVE('earlier', '$2')}),
  is_now AS (${ACTIVE('later', '$3')})
  SELECT (SELECT count(*)::integer FROM touched) AS touched,
         (SELECT count(*)::integer FROM is_now WHERE member_id NOT IN (SELECT member_id FROM was)) AS joined,
         (SELECT count(*)::integer FROM was WHERE member_id NOT IN (SELECT member_id FROM is_now)) AS left`;
