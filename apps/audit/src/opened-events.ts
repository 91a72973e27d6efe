import { pathWithin, scopeParameters, UnitEntity } from '@sohoi/nest';
import type { Right, Scope } from '@sohoi/nest';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** The streams, by category, whose events a subscriber of a topic is sent. */
const categoriesOf: { readonly [T in Right['topics'][number]]: readonly string[] } = {
  organization: ['unit', 'chapter', 'group'],
  membership: ['member'],
  training: ['trainingPlan', 'trainingClass'],
  evaluation: ['rubric', 'period', 'initiative', 'unitReport', 'scorecard', 'cluster', 'award'],
};

/** Events that some rights open: of streams of these categories, or of any if they are null, in this scope. */
export type Opened = { readonly categories: readonly string[] | null; readonly scope: Scope };

/** The rights, those together that open the same categories. */
export const byCategories = (rights: readonly Right[]) => {
  const groups = new Map<string, { categories: Opened['categories']; rights: Right[] }>();
  for (const right of rights) {
    const categories = right.role === 'subscriber' ? right.topics.flatMap((topic) => categoriesOf[topic]) : null;
    const key = String(categories);
    const group = groups.get(key) ?? { categories, rights: [] };
    group.rights.push(right);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** Only events that are opened. A scope that is everything has in it what concerns no unit, too. */
export const keepOpened = <T extends ObjectLiteral>(
  index: SelectQueryBuilder<T>,
  opened: readonly Opened[],
): SelectQueryBuilder<T> => {
  const predicates = opened.map(({ categories, scope }, n) => {
    const within = pathWithin('place.path', scope, `scope${n}at`);
    return categories ? `(${within} AND split_part(index.stream, '-', 1) = ANY(:categories${n}))` : within;
  });
  const parameters = opened.map(({ categories, scope }, n) => ({
    ...scopeParameters(scope, `scope${n}at`),
    ...(categories && { [`categories${n}`]: categories }),
  }));
  return index
    .leftJoin(UnitEntity, 'place', 'place.id = index.bodyId')
    .andWhere(`(${predicates.join(' OR ') || 'FALSE'})`, Object.assign({}, ...parameters) as ObjectLiteral);
};
