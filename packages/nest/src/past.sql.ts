import { rowsAsOf, SHOWN } from '@sohoi/projection';
import type { EntityManager, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Moment } from './moment.js';
import { pathWithin } from './scope.js';
import type { Scope } from './scope.js';

const HELD = { position: ':knownAt', day: ':trueOn::date' } as const;

/** How a read model is kept for other moments, where it is not kept as its entity is. */
export type KeptForThePast = {
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** Fields that are not told of other moments, or are had otherwise. */
  readonly without?: readonly string[];
  /** Fields that are not told of a day: they are told as of the recording alone. */
  readonly withoutByDay?: readonly string[];
  /** The column of today's read model that names where a row lies by now, for rows whose history goes with them. */
  readonly liesToday?: string;
};

/** The same query over the rows of its entity as they were at a moment; what it joins stays what it is now. */
export const fromThePast = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { position, validAt }: Moment,
  { parts = {} }: KeptForThePast = {},
): SelectQueryBuilder<T> => {
  const { mainAlias } = query.expressionMap;
  const key = mainAlias?.metadata.primaryColumns[0];
  if (!mainAlias || !key) throw new Error('a query of the past is made of one entity with a key');
  const { tableName } = mainAlias.metadata;
  mainAlias.subQuery = `(${rowsAsOf({ name: tableName, key: key.databaseName, parts, ...HELD })})`;
  return query.setParameters({ knownAt: position, trueOn: validAt ?? SHOWN });
};

/** That the row lies in the scope today, whatever place it had then. */
export const liesTodayIn = (entity: EntityMetadata, id: string, column: string, scope: Scope): string => {
  const key = entity.primaryColumns[0]?.databaseName ?? '';
  return `EXISTS (SELECT FROM read.${entity.tableName} AS today JOIN read.units AS standing ON standing.id = today.${column}
                   WHERE today.${key} = ${id} AND ${pathWithin('standing.path', scope)})`;
};

/** The rows of a read model as they were shown at a position, which is SQL: for queries that are written by hand. */
export const rowsShownAt = (name: string, key: string, position: string): string =>
  rowsAsOf({ name, key, position, day: `'${SHOWN}'` });

const UNITS = rowsAsOf({ name: 'units', key: 'id', position: '$2', day: '$3::date' });

const STOOD_BELOW = `
  WITH RECURSIVE stood AS NOT MATERIALIZED (${UNITS}), below AS (
    SELECT stood.id FROM stood WHERE stood.id = $1
    UNION
    SELECT child.id FROM below JOIN stood AS child ON child.parent_id = below.id
  ) SELECT below.id FROM below`;

/**
 * The units and chapters that stood at or below one at a moment. Bound as a list they tell the planner how many they are:
 * of a sub-select it cannot know, and reads all rows for a chapter.
 */
export const idsStoodBelow = async (
  manager: EntityManager,
  unitId: string,
  { position, validAt }: Moment,
): Promise<readonly string[]> => {
  const rows = await manager.query<{ id: string }[]>(STOOD_BELOW, [unitId, position, validAt ?? SHOWN]);
  return rows.map(({ id }) => id);
};
