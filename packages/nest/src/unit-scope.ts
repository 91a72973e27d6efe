import { Inject, Injectable } from '@nestjs/common';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Actor } from './actor.js';
import { problems } from './problems.js';
import { ReadModels } from './read-models.js';
import { UnitEntity } from './unit.entity.js';

/** A unit or chapter as a command needs it. `unitId`: the unit itself, or the unit of the chapter. */
export type Place = Pick<UnitEntity, 'id' | 'kind' | 'level' | 'parentId' | 'status' | 'validTo'> & {
  readonly unitId: string;
};

/** The actor's subtree as an SQL predicate: `column` names a unit or a chapter. */
export const withinScope = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  column: string,
  actor: Actor,
): SelectQueryBuilder<T> =>
  query
    .innerJoin(UnitEntity, 'place', `place.id = ${column}`)
    .andWhere('place.path <@ (SELECT path FROM read.units WHERE id = :actorUnit)', { actorUnit: actor.unitId });

/** The same for a subtree that a filter asks for. */
export const withinUnit = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  unitId: string | undefined,
): SelectQueryBuilder<T> =>
  unitId ? query.andWhere('place.path <@ (SELECT path FROM read.units WHERE id = :unitId)', { unitId }) : query;

/** Finds the places that commands name, inside the actor's subtree. */
@Injectable()
export class UnitScope {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  /** @throws Problem not-found, the same for an unknown place and for one outside the actor's subtree */
  async placeWithin(actor: Actor, field: string, id: string, kind?: Place['kind']): Promise<Place> {
    const place = await this.find(id, kind, actor);
    if (!place) throw problems.notFound(field, id);
    return place;
  }

  /** For the far end of a change that reaches outside the actor's subtree, e.g. the chapter a member moves to. */
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

  private find(id: string, kind: Place['kind'] | undefined, actor?: Actor): Promise<Place | undefined> {
    return this.reads.findUpToDate(['units'], async (manager) => {
      const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = :id', { id });
      if (kind) query.andWhere('unit.kind = :kind', { kind });
      const row = await (actor ? withinScope(query, 'unit.id', actor) : query).getOne();
      return row ? { ...row, unitId: unitOf(row) } : undefined;
    });
  }
}

const unitOf = ({ kind, id, parentId }: UnitEntity): string => (kind === 'chapter' && parentId ? parentId : id);
