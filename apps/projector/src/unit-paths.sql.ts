/**
 * Writes the paths of the units `$1` and of all below them, from the parents as they now stand in the table: the
 * ids from the top down, without their dashes. A unit whose parent is not there stands at the top; should units be
 * below one another in a ring, a path ends before it would repeat.
 */
export const writePaths = (units: string): string => `
  WITH RECURSIVE below AS (
    SELECT id FROM ${units} WHERE id = ANY($1::uuid[])
    UNION
    SELECT child.id FROM below JOIN ${units} AS child ON child.parent_id = below.id
  ), up AS (
    SELECT unit.id, unit.parent_id AS next, ARRAY[unit.id] AS ids FROM below JOIN ${units} AS unit USING (id)
    UNION ALL
    SELECT up.id, parent.parent_id, parent.id || up.ids
      FROM up JOIN ${units} AS parent ON parent.id = up.next AND parent.id <> ALL(up.ids)
  ), whole AS (
    SELECT DISTINCT ON (id) id, replace(array_to_string(ids, '.'), '-', '')::public.ltree AS path
      FROM up ORDER BY id, cardinality(ids) DESC
  )
  UPDATE ${units} AS unit SET path = whole.path
    FROM whole WHERE unit.id = whole.id AND unit.path <> whole.path`;
