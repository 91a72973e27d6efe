import { Inject, Injectable } from '@nestjs/common';
import type { Position } from '@sohoi/event-store';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from './actor.js';
import { Moments, shownMoment } from './moment.js';
import type { AskedMoment, Moment, ShownMoment } from './moment.js';
import type { Keyset, Page } from './page.js';
import { fromThePast, idsStoodBelow, liesTodayIn } from './past.sql.js';
import type { KeptForThePast } from './past.sql.js';
import { problems } from './problems.js';
import { ReadModels } from './read-models.js';
import type { Read } from './read-models.js';
import { scopeParameters, withinScope } from './scope.js';
import type { Scope } from './scope.js';
import { UnitScope } from './unit-scope.js';

type Query = SelectQueryBuilder<ObjectLiteral>;

/** A read model as its routes show it. */
export type Listed = {
  /** The projections that its queries read; the scope is that of the unit tree, so `units` is among them. */
  readonly projections: readonly string[];
  readonly entity: new () => object;
  readonly alias: string;
  /** By their names in the answer, e.g. `{ from: 'unit.validFrom' }`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly id: string;
  /** The column that names the unit or chapter in whose scope a row lies; or a predicate of its own. */
  readonly within: string | ((query: Query, scope: Scope) => Query);
  /** The column that names the unit or chapter of a row, where `within` is a predicate. */
  readonly place?: string;
  readonly past?: KeptForThePast;
};

/** How one request narrows it. */
export type Narrowed = {
  /** Columns and what they must equal; undefined: anything. */
  readonly equal?: Readonly<Record<string, string | undefined>>;
  /** All that an equation cannot say. */
  readonly and?: (query: Query) => void;
};

type Asked = AskedMoment & { readonly atLeast?: Position | undefined };

type ListFilter = Asked & {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Only what lies in the subtree of this unit or chapter. */
  readonly unit?: string | undefined;
};

type One<Row> = { readonly data: Row; readonly position: Position } & ShownMoment;

/** Columns that bear in the answer the names that they have in the entity. */
export const columnsOf = (alias: string, { shape }: z.ZodObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(shape).map((name) => [name, `${alias}.${name}`]));

/** Lists and single rows of read models, as far as they lie in the scope of the one who asks. */
@Injectable()
export class ListQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(Moments) private readonly moments: Moments,
  ) {}

  async page<Row extends object>(
    listed: Listed,
    order: Keyset,
    actor: Actor,
    filter: ListFilter,
    narrowed: Narrowed = {},
  ): Promise<Page<Row> & ShownMoment> {
    const { unit, limit } = filter;
    const moment = await this.moments.of(filter);
    const queryOf = async (manager: EntityManager): Promise<Query> => {
      const scope = await this.scope.of(actor, moment ? undefined : unit, manager);
      const query = rowsOf(listed, scope, manager, moment);
      // By the tree of the moment, which may be another than that of now, by which rights go.
      if (moment && unit !== undefined) {
        const stood = await idsStoodBelow(manager, unit, moment);
        // Of one place the rows come in the order of their keys from an index; of several that order is not to be had.
        if (stood.length === 1) query.andWhere(`${placeOf(listed)} = :stood`, { stood: stood[0] });
        else query.andWhere(`${placeOf(listed)} = ANY(:stood)`, { stood });
      }
      return order.apply(narrow(query, narrowed), filter);
    };
    const read = await this.read<Row>(listed, filter, moment, queryOf);
    return { ...order.page(read, limit), ...shownMoment(moment) };
  }

  /** @throws Problem not-found, the same for what does not exist and for what lies outside the actor's scope */
  async one<Row extends object>(
    listed: Listed,
    actor: Actor,
    id: string,
    asked: Asked,
    narrowed: Narrowed = {},
  ): Promise<One<Row>> {
    const moment = await this.moments.of(asked);
    const queryOf = async (manager: EntityManager): Promise<Query> => {
      const query = rowsOf(listed, await this.scope.of(actor, undefined, manager), manager, moment);
      return narrow(query.andWhere(`${listed.id} = :id`, { id }), narrowed);
    };
    const { rows, position } = await this.read<Row>(listed, asked, moment, queryOf);
    if (!rows[0]) throw problems.notFound('id', id);
    return { data: rows[0], position, ...shownMoment(moment) };
  }

  private async read<Row>(
    { projections }: Listed,
    { atLeast }: Asked,
    moment: Moment | undefined,
    queryOf: (manager: EntityManager) => Promise<Query>,
  ): Promise<Read<Row>> {
    if (!moment) return this.reads.read(projections, queryOf, atLeast);
    const { position } = moment;
    // Where things lie for the one who asks goes by the tree of now, which must not be older than the moment.
    const reached = atLeast !== undefined && atLeast > position ? atLeast : position;
    return { ...(await this.reads.read<Row>(['past', ...projections], queryOf, reached)), position };
  }
}

const placeOf = ({ within, place, id }: Listed): string => place ?? (typeof within === 'string' ? within : id);

const rowsOf = (
  { entity, alias, columns, within, id, past = {} }: Listed,
  scope: Scope,
  manager: EntityManager,
  moment: Moment | undefined,
): Query => {
  const query: Query = manager.createQueryBuilder(entity, alias).select([]);
  if (moment) fromThePast(query, moment, past);
  for (const [name, column] of Object.entries(columns)) {
    if (!moment || isTold(name, past, moment)) query.addSelect(column, name);
  }
  if (moment && past.liesToday !== undefined) {
    const { metadata } = query.expressionMap.mainAlias ?? {};
    if (!metadata) throw new Error('a query of the past is made of one entity');
    query.andWhere(liesTodayIn(metadata, id, past.liesToday, scope), scopeParameters(scope));
  }
  return typeof within === 'string' ? withinScope(query, within, scope) : within(query, scope);
};

const isTold = (name: string, { without, withoutByDay }: KeptForThePast, { validAt }: Moment): boolean =>
  !without?.includes(name) && (validAt === null || !withoutByDay?.includes(name));

const narrow = (query: Query, { equal = {}, and }: Narrowed): Query => {
  Object.entries(equal).forEach(([column, value], n) => {
    if (value !== undefined) query.andWhere(`${column} = :equal${n}`, { [`equal${n}`]: value });
  });
  and?.(query);
  return query;
};
