import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, Position } from '@sohoi/event-store';
import type { Checkpoints } from '@sohoi/projection';
import { DataSource } from 'typeorm';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { EVENT_STORE } from './command.js';
import { problems } from './problems.js';

export const CHECKPOINTS = Symbol('Checkpoints');

/** How long a reader waits for a position that it asked for with `atLeast`. */
const AT_LEAST_TIMEOUT_MS = 5_000;

type Query = SelectQueryBuilder<ObjectLiteral>;

export type Read<Row> = { readonly position: Position; readonly rows: readonly Row[] };

/** Reads that say which position of the log they reflect. */
@Injectable()
export class ReadModels {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * The rows of a query and the position they reflect, all of one snapshot: whatever `queryOf` reads to build the
   * query, it reads there too. Dates come as `yyyy-mm-dd`, numerics as numbers. The aliases of the selected columns
   * are the keys of the rows.
   * @param names the projections that the query reads
   * @throws Problem position-not-reached if they do not reach `atLeast` within 5 s
   */
  async read<Row>(
    names: readonly string[],
    queryOf: (manager: EntityManager) => Query | Promise<Query>,
    atLeast?: Position,
  ): Promise<Read<Row>> {
    await this.reach(names, atLeast);
    return this.dataSource.transaction('REPEATABLE READ', async (manager) =>
      rowsOf(names, manager, await queryOf(manager)),
    );
  }

  /** The same of a query that is made without reading: one statement is a snapshot by itself. */
  async readOnce<Row>(
    names: readonly string[],
    queryOf: (manager: EntityManager) => Query,
    atLeast?: Position,
  ): Promise<Read<Row>> {
    await this.reach(names, atLeast);
    const { manager } = this.dataSource;
    return rowsOf(names, manager, queryOf(manager));
  }

  /**
   * What is found in one snapshot of the read models in which they have reached a position, or are further.
   * @throws Problem position-not-reached if they do not reach it within 5 s
   */
  async snapshotAt<T>(
    names: readonly string[],
    position: Position,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    await this.reach(names, position);
    return this.dataSource.transaction('REPEATABLE READ', work);
  }

  /**
   * What the query finds; if it finds nothing, once more after the projections have reached the log's end, so that
   * a command may name what was recorded a moment ago.
   */
  async findUpToDate<T>(
    names: readonly string[],
    query: (manager: EntityManager) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const found = await query(this.dataSource.manager);
    return found === undefined ? this.upToDate(names, query) : found;
  }

  /** What the query finds after the projections have reached the log's end. @throws Problem position-not-reached */
  async upToDate<T>(names: readonly string[], query: (manager: EntityManager) => Promise<T>): Promise<T> {
    await this.reach(names, await this.store.head());
    return query(this.dataSource.manager);
  }

  /** The same; nothing if they do not reach it in that time. */
  async ifUpToDate<T>(
    names: readonly string[],
    query: (manager: EntityManager) => Promise<T>,
    timeoutMs: number,
  ): Promise<T | undefined> {
    const waited = await this.checkpoints.waitUntil(names, await this.store.head(), timeoutMs);
    return waited.reached ? query(this.dataSource.manager) : undefined;
  }

  private async reach(names: readonly string[], position: Position | undefined): Promise<void> {
    if (position === undefined) return;
    const waited = await this.checkpoints.waitUntil(names, position, AT_LEAST_TIMEOUT_MS);
    if (!waited.reached) throw problems.positionNotReached(position);
  }
}

const rowsOf = async <Row>(names: readonly string[], manager: EntityManager, query: Query): Promise<Read<Row>> => {
  const [sql, parameters] = query.getQueryAndParameters();
  const [read] = await manager.query<Read<Row>[]>(
    `SELECT (SELECT min(position) FROM read.checkpoint WHERE live AND split_part(name, '/', 1) = ANY($${parameters.length + 1})) AS position,
            (SELECT coalesce(json_agg(row), '[]') FROM (${sql}) AS row) AS rows`,
    [...parameters, names],
  );
  if (!read) throw new Error('a SELECT without FROM gave no row');
  return read;
};
