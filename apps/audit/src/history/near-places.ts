import { pathWithin, scopeParameters, UnitEntity } from '@sohoi/nest';
import type { EntityManager } from 'typeorm';
import type { Opened } from '../opened-events.js';

/** Units and chapters that are asked for one by one, at most; of more, so many of all events are that they are soon found. */
const MOST_PLACES = 3000;

/** All places of a scope, and of which categories of streams their events are opened; null: of any. */
export type Near = { readonly places: readonly string[]; readonly categories: readonly string[] | null };

/**
 * What rights open, as the places themselves. Of a commune the planner cannot know from a path how few of all events are
 * its own, and reads them all.
 * @returns undefined where there are too many places, or something is opened elsewhere too
 */
export const nearPlaces = async (
  opened: readonly Opened[],
  manager: EntityManager,
): Promise<readonly Near[] | undefined> => {
  const near: Near[] = [];
  for (const { scope, categories, everywhere } of opened) {
    if (scope.includes('') || everywhere.length > 0) return undefined;
    const found = await manager
      .createQueryBuilder(UnitEntity, 'place')
      .select('place.id', 'id')
      .where(pathWithin('place.path', scope), scopeParameters(scope))
      .limit(MOST_PLACES + 1)
      .getRawMany<{ id: string }>();
    if (found.length > MOST_PLACES) return undefined;
    near.push({ places: found.map(({ id }) => id), categories });
  }
  return near;
};

/**
 * The positions of what these places' events are, with parameters by name.
 * @param conditions on `named`, a row of the index by unit
 * @param first how many of each place are enough; undefined: all
 */
export const positionsNear = (near: readonly Near[], conditions: readonly string[], first: number | undefined) => {
  const parts = near.map(({ categories }, n) => {
    const all = [...conditions, ...(categories ? [`split_part(named.stream, '-', 1) = ANY(:near${n}of)`] : [])];
    const also = all.map((condition) => ` AND ${condition}`).join('');
    return first === undefined
      ? `SELECT named.position FROM read.event_unit AS named WHERE named.body_id = ANY(:near${n}::uuid[])${also}`
      : `SELECT found.position FROM unnest(:near${n}::uuid[]) AS body(id) CROSS JOIN LATERAL (
           SELECT named.position FROM read.event_unit AS named WHERE named.body_id = body.id${also}
            ORDER BY named.position LIMIT ${first}) AS found`;
  });
  const parameters = near.flatMap(({ places, categories }, n) => [
    [`near${n}`, places] as const,
    ...(categories ? [[`near${n}of`, categories] as const] : []),
  ]);
  return { sql: parts.join(' UNION ALL '), parameters: Object.fromEntries(parameters) };
};
