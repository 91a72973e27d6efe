import type { OrganizationEvent } from '@sohoi/organization/events';
import type { DataOf } from './events.js';

type Since<T> = { readonly at: string; readonly position: string; readonly value: T };

/** Names and parents of a unit, each from its date on, in order of date and then of position. */
type UnitRecord = { readonly names: readonly Since<string>[]; readonly parents: readonly Since<string | null>[] };

/** The units of the organisation with their past; `children` names all that ever stood directly under a unit. */
export type UnitTree = { readonly units: Map<string, UnitRecord>; readonly children: Map<string, Set<string>> };

export type UnitDocument = { readonly unitId: string; readonly unit: UnitRecord };

export const emptyTree = (): UnitTree => ({ units: new Map(), children: new Map() });

type TreeEvent = {
  [T in 'UnitEstablished' | 'UnitRenamed' | 'UnitMoved']: {
    readonly type: T;
    readonly data: DataOf<OrganizationEvent, T>;
  };
}['UnitEstablished' | 'UnitRenamed' | 'UnitMoved'];

export const growTree = (tree: UnitTree, event: TreeEvent, position: string): void => {
  const { unitId, at } = event.data;
  const unit = tree.units.get(unitId) ?? { names: [], parents: [] };
  const name = 'name' in event.data ? [{ at, position, value: event.data.name }] : [];
  const parent = 'parentId' in event.data ? event.data.parentId : 'to' in event.data ? event.data.to : undefined;
  plant(tree, unitId, {
    names: [...unit.names, ...name].sort(byDate),
    parents: [...unit.parents, ...(parent === undefined ? [] : [{ at, position, value: parent }])].sort(byDate),
  });
};

const byDate = (a: Since<unknown>, b: Since<unknown>): number =>
  a.at === b.at ? (a.position < b.position ? -1 : 1) : a.at < b.at ? -1 : 1;

/** Puts a unit with all its past into the tree. */
export const plant = (tree: UnitTree, unitId: string, unit: UnitRecord): void => {
  tree.units.set(unitId, unit);
  for (const { value: parent } of unit.parents) {
    if (parent === null) continue;
    const siblings = tree.children.get(parent);
    if (siblings) siblings.add(unitId);
    else tree.children.set(parent, new Set([unitId]));
  }
};

/** What held on a date; before the first date, what held first. */
const on = <T>(since: readonly Since<T>[], date: string): T | undefined =>
  (since.findLast(({ at }) => at <= date) ?? since[0])?.value;

export const nameOn = (tree: UnitTree, unitId: string, date: string): string =>
  on(tree.units.get(unitId)?.names ?? [], date) ?? unitId;

/** The organisation has four levels; more steps than this are a circle in the data. */
const DEEPEST = 16;

/** True if a unit is another one or lies somewhere below it on that date. */
export const isWithin = (tree: UnitTree, unitId: string, ancestorId: string, date: string): boolean => {
  let current: string | null | undefined = unitId;
  for (let depth = 0; depth < DEEPEST && current; depth += 1) {
    if (current === ancestorId) return true;
    current = on(tree.units.get(current)?.parents ?? [], date);
  }
  return false;
};

/** The unit right below the top of the tree over a unit on that date, or what stands in its place there. */
export const topOf = (tree: UnitTree, unitId: string, date: string): string => {
  let [top, below] = [unitId, unitId];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const parent = on(tree.units.get(top)?.parents ?? [], date);
    if (!parent) break;
    [top, below] = [parent, top];
  }
  return below;
};

/** The unit and all that ever stood below it. */
export const everBelow = (tree: UnitTree, unitId: string): ReadonlySet<string> => {
  const found = new Set([unitId]);
  for (const id of found) for (const child of tree.children.get(id) ?? []) found.add(child);
  return found;
};
