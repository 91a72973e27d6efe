import type { Right, Role } from '@sohoi/access/events';

/** What there is to see, by the rules alone: a tree, which units go on after which, and who holds what. */
export type Place = {
  readonly id: string;
  readonly kind: 'unit' | 'chapter';
  readonly level: string;
  readonly parent: string | null;
  readonly closed: boolean;
};

export type Model = {
  readonly places: ReadonlyMap<string, Place>;
  /** Of a unit, those that go on after it. */
  readonly successors: ReadonlyMap<string, readonly string[]>;
  /** Of an actor, what was granted and not withdrawn. */
  readonly rights: ReadonlyMap<string, readonly Right[]>;
};

export const emptyModel: Model = { places: new Map(), successors: new Map(), rights: new Map() };

/** The place itself and all above it. */
export const lineOf = ({ places }: Model, id: string): readonly string[] => {
  const line: string[] = [];
  for (let at = places.get(id); at; at = at.parent === null ? undefined : places.get(at.parent)) line.push(at.id);
  return line;
};

/** Those of the actor's rights that count on `today` for one of these roles. */
export const usable = (
  { rights }: Model,
  actor: string,
  { roles, capture, today }: { roles: readonly Role[]; capture: boolean; today: string },
): readonly Right[] =>
  (rights.get(actor) ?? []).filter(
    (right) =>
      roles.includes(right.role) &&
      (right.capture || !capture) &&
      right.from <= today &&
      (right.to === null || right.to >= today),
  );

/** Where a right reaches: its unit's subtree as the tree is today. */
export const reaches = (model: Model, { unitId }: Pick<Right, 'unitId'>, id: string): boolean =>
  unitId === null || lineOf(model, id).includes(unitId);

/** What lies below the rights may be changed. */
export const changeable = (model: Model, held: readonly Right[]): ReadonlySet<string> =>
  new Set([...model.places.keys()].filter((id) => held.some((right) => reaches(model, right, id))));

/** It may be seen, and so may all that it goes on after, with all below that, and so on. */
export const visible = (model: Model, held: readonly Right[]): ReadonlySet<string> => {
  let seen = changeable(model, held);
  for (;;) {
    const before = [...model.successors].filter(([, after]) => after.some((id) => seen.has(id))).map(([id]) => id);
    const more = [...model.places.keys()].filter(
      (id) => seen.has(id) || before.some((unitId) => reaches(model, { unitId }, id)),
    );
    if (more.length === seen.size) return seen;
    seen = new Set(more);
  }
};

/** Whether one right of the granter's holds today, may be granted, and is as much in every respect. */
export const mayGrant = (model: Model, actor: string, right: Right, today: string): boolean =>
  usable(model, actor, { roles: [right.role], capture: right.capture, today }).some(
    (held) =>
      held.mayGrant &&
      (held.unitId === null || (right.unitId !== null && reaches(model, held, right.unitId))) &&
      held.from <= right.from &&
      (held.to === null || (right.to !== null && right.to <= held.to)) &&
      (held.sensitive || !right.sensitive),
  );
