import { Inject, Injectable } from '@nestjs/common';
import type { Right, Role } from '@sohoi/access/events';
import type { EntityManager } from 'typeorm';
import { inRole } from './actor.js';
import type { Actor } from './actor.js';
import { HEIRS_OF_NEW_PARENTS, PREDECESSORS_AMONG, predecessorsOutside, SUCCESSORS_BELOW } from './predecessors.sql.js';
import { problems } from './problems.js';
import { ReadModels } from './read-models.js';
import { common, scopeOf, withinScope } from './scope.js';
import type { Scope } from './scope.js';
import { UnitEntity } from './unit.entity.js';

/** A unit or chapter as a command needs it. `unitId`: the unit itself, or the unit of the chapter. */
export type Place = Pick<UnitEntity, 'id' | 'kind' | 'level' | 'parentId' | 'status' | 'validTo'> & {
  readonly unitId: string;
};

/**
 * What lies within the actor's subtrees, as the tree stands now, and the places that requests name. What a unit goes on
 * after is among them for who only looks: history is seen, never changed.
 */
@Injectable()
export class UnitScope {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  /**
   * What the actor may see: the subtrees of her rights, and those of the units that units in them go on after, and so
   * on, but for a request that changes something. Of it only the subtree of `unitId`, if that is asked for.
   * @param manager of the transaction that reads the rows, so that the tree is the same for both
   */
  async of(actor: Actor, unitId: string | undefined, manager: EntityManager): Promise<Scope> {
    const own = await subtrees(manager, actor.rights);
    const scope = actor.capturing ? own : await withPredecessors(manager, own);
    return unitId === undefined ? scope : common(scope, await subtrees(manager, [{ unitId }]));
  }

  /**
   * @param asked what the request named, where that is not the place itself
   * @throws Problem not-found, the same for an unknown place and for one outside the actor's subtrees
   */
  async placeWithin(actor: Actor, field: string, id: string, kind?: Place['kind'], asked = id): Promise<Place> {
    const place = await this.find(id, kind, actor);
    if (!place) throw problems.notFound(field, asked);
    return place;
  }

  /** Which of these units and chapters lie within the actor's subtrees; of places that do not exist, none. */
  async idsWithin(actor: Actor, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const found = await this.read(actor, async (manager) => {
      const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = ANY(:ids)', { ids: [...ids] });
      const rows = await withinScope(query, 'unit.id', await this.of(actor, undefined, manager)).getMany();
      return new Set(rows.map((row) => row.id));
    });
    return found ?? new Set();
  }

  /** In which role the actor reaches each of these places: the first of the route's roles with a right that covers it. */
  async rolesOver(actor: Actor, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Role>> {
    const roles = [...new Set(actor.rights.map(({ role }) => role))];
    const found = new Map<string, Role>();
    for (const role of roles) {
      const left = new Set([...ids].filter((id) => !found.has(id)));
      if (left.size === 0) break;
      for (const id of await this.idsWithin(inRole(actor, role), left)) found.set(id, role);
    }
    return found;
  }

  /** For the far end of a change that reaches outside the actor's subtrees, e.g. the chapter a member moves to. */
  async placeAnywhere(field: string, id: string, kind?: Place['kind']): Promise<Place> {
    const place = await this.find(id, kind);
    if (!place) throw problems.notFound(field, id);
    return place;
  }

  /** The same for many places in one query, by id. */
  async placesAnywhere(
    field: string,
    ids: ReadonlySet<string>,
    kind: Place['kind'],
  ): Promise<ReadonlyMap<string, Place>> {
    let missing: string | undefined;
    const places = await this.reads.findUpToDate(['units'], async (manager) => {
      const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = ANY(:ids)', { ids: [...ids] });
      const rows = await query.andWhere('unit.kind = :kind', { kind }).getMany();
      const found = new Map(rows.map((row) => [row.id, { ...row, unitId: unitOf(row) }]));
      missing = [...ids].find((id) => !found.has(id));
      return missing === undefined ? found : undefined;
    });
    if (!places) throw problems.notFound(field, missing ?? '');
    return places;
  }

  /**
   * Of the units that are to go on after one: `returning` those that it goes on after itself, at once or through
   * others; `below` those that stand, or whose successors stand, at or below it or what it goes on after.
   */
  async unfitToSucceed(unitId: string, ids: readonly string[]) {
    return this.reads.upToDate(['units'], async (manager) => {
      const idsOf = async (query: string): Promise<readonly string[]> =>
        (await manager.query<{ id: string }[]>(query, [unitId, ids])).map(({ id }) => id);
      return { returning: await idsOf(PREDECESSORS_AMONG), below: await idsOf(SUCCESSORS_BELOW) };
    });
  }

  /** The units at or below one that go on after what would stand above them once it is moved under `parentId`. */
  async heirsOfNewParents(unitId: string, parentId: string): Promise<readonly string[]> {
    const rows = await this.reads.upToDate(['units'], (manager) =>
      manager.query<{ id: string }[]>(HEIRS_OF_NEW_PARENTS, [unitId, parentId]),
    );
    return rows.map(({ id }) => id);
  }

  private find(id: string, kind: Place['kind'] | undefined, actor?: Actor): Promise<Place | undefined> {
    return this.read(actor, async (manager) => {
      const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = :id', { id });
      if (kind) query.andWhere('unit.kind = :kind', { kind });
      if (actor) withinScope(query, 'unit.id', await this.of(actor, undefined, manager));
      const row = await query.getOne();
      if (!row) return undefined;
      const right = actor && (await rightOver(row, actor, manager));
      if (right) actor.actsBy?.(right);
      return { ...row, unitId: unitOf(row) };
    });
  }

  /** Whose units these are is asked of the tree as of the request where something is to be changed. */
  private read<T>(
    actor: Actor | undefined,
    query: (manager: EntityManager) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    return actor?.capturing ? this.reads.upToDate(['units'], query) : this.reads.findUpToDate(['units'], query);
  }
}

/** The subtrees of these units; the whole organisation if one of them is null. */
const subtrees = async (manager: EntityManager, of: readonly Pick<Right, 'unitId'>[]): Promise<Scope> => {
  const unitIds = of.map(({ unitId }) => unitId);
  if (unitIds.includes(null)) return [''];
  const units = await manager
    .createQueryBuilder(UnitEntity, 'unit')
    .select('unit.path', 'path')
    .where('unit.id = ANY(:unitIds)', { unitIds })
    .getRawMany<{ path: string }>();
  return scopeOf(units.map(({ path }) => path));
};

/** The first of the actor's rights in whose subtrees the place lies; where all are of one role, any of them will do. */
const rightOver = async (place: UnitEntity, actor: Actor, manager: EntityManager): Promise<Right | undefined> => {
  const { rights } = actor;
  if (!actor.actsBy || rights.every(({ role }) => role === rights[0]?.role)) return rights[0];
  const unitIds = rights.map(({ unitId }) => unitId);
  const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = ANY(:unitIds)', { unitIds });
  const above = await query.andWhere('unit.path @> :path::public.ltree', { path: place.path }).getMany();
  return rights.find(({ unitId }) => unitId === null || above.some((unit) => unit.id === unitId));
};

const withPredecessors = async (manager: EntityManager, scope: Scope): Promise<Scope> => {
  if (scope.length === 0 || scope.includes('')) return scope;
  const found = await manager.query<{ path: string }[]>(predecessorsOutside(scope), [...scope]);
  if (found.length === 0) return scope;
  return withPredecessors(manager, scopeOf([...scope, ...found.map(({ path }) => path)]));
};

const unitOf = ({ kind, id, parentId }: UnitEntity): string => (kind === 'chapter' && parentId ? parentId : id);
