import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { UnitEntity } from './unit.entity.js';

/** Subtrees of the unit tree by their ltree paths, none within another. The path `''` is the whole organisation. */
export type Scope = readonly string[];

export const isWithin = (path: string, subtree: string): boolean =>
  subtree === '' || path === subtree || path.startsWith(`${subtree}.`);

/** Only the outermost of the subtrees, each once. */
export const scopeOf = (paths: readonly string[]): Scope =>
  [...new Set(paths)].filter((path, _n, all) => !all.some((other) => other !== path && isWithin(path, other)));

/** What two scopes have in common. */
export const common = (one: Scope, other: Scope): Scope =>
  scopeOf([
    ...one.filter((path) => other.some((subtree) => isWithin(path, subtree))),
    ...other.filter((path) => one.some((subtree) => isWithin(path, subtree))),
  ]);

/**
 * That `path` (a column) lies in the scope. The paths are bound as parameters named after `name`: of a sub-select the
 * planner cannot know how much of the tree it is, and reads all rows for a commune.
 */
export const pathWithin = (path: string, scope: Scope, name = 'scope'): string => {
  if (scope.includes('')) return 'TRUE';
  if (scope.length === 0) return 'FALSE';
  return `(${scope.map((_path, n) => `${path} <@ :${name}${n}::public.ltree`).join(' OR ')})`;
};

/** The parameters of `pathWithin`. */
export const scopeParameters = (scope: Scope, name = 'scope'): ObjectLiteral =>
  scope.includes('') ? {} : Object.fromEntries(scope.map((path, n) => [`${name}${n}`, path]));

/** Joins the unit or chapter that `column` names as `place`, and keeps the rows whose place lies in the scope. */
export const withinScope = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  column: string,
  scope: Scope,
): SelectQueryBuilder<T> =>
  query
    .innerJoin(UnitEntity, 'place', `place.id = ${column}`)
    .andWhere(pathWithin('place.path', scope), scopeParameters(scope));
