import type { Column, ColumnType, Row, TableSchema } from '@sohoi/exports';
import type { Body } from '@sohoi/replay';
import type { Compared } from '@sohoi/what-if';

/** Stands in each row, so that no part of a result can be taken for an official one. */
export const WATERMARK = 'mô phỏng · simulation';

const column = (name: string, type: ColumnType, description: string): Column => ({ name, type, description });

export const resultSchema: TableSchema = {
  name: 'simulation',
  description: 'One row for each chapter, or unit in a cluster: the official result beside a simulated one.',
  columns: [
    column('status', 'text', 'always “mô phỏng · simulation”: this is no official result'),
    column('period_code', 'text', 'of which period, e.g. 2025-H1'),
    column('body', 'text', 'chapter or unit'),
    column('id', 'text', 'id of the chapter or unit'),
    column('name', 'text', 'its last name'),
    column('unit_id', 'text', 'of a chapter its commune; of a unit itself'),
    column('unit_name', 'text', 'name of that'),
    column('cluster_id', 'text', 'of a unit the cluster in which it is ranked'),
    column('cluster_name', 'text', 'name of that'),
    column('official_score', 'real', 'points; empty: not rated, which is not zero'),
    column('simulated_score', 'real', 'points under what was supposed'),
    column('change', 'real', 'simulated less official, at two decimals'),
    column('official_level', 'text', 'code of the level'),
    column('simulated_level', 'text', 'code of the level; of an alternative rubric its own'),
    column('official_rank', 'integer', 'of a unit its place in the cluster'),
    column('simulated_rank', 'integer', 'the same under what was supposed'),
    column('places', 'integer', 'more than zero where it rises'),
  ],
};

export const rowOf = (
  body: Body,
  periodCode: string,
  names: ReadonlyMap<string, string>,
  { id, groupId, official, simulated, change, places }: Compared,
): Row => {
  const unitId = (simulated ?? official)?.unitId ?? '';
  return {
    ...{ status: WATERMARK, period_code: periodCode, body, id, name: names.get(id) },
    ...{ unit_id: unitId, unit_name: names.get(unitId), cluster_id: groupId, change, places },
    cluster_name: groupId === null ? null : names.get(groupId),
    ...{ official_score: official?.score, simulated_score: simulated?.score },
    ...{ official_level: official?.level, simulated_level: simulated?.level },
    ...{ official_rank: official?.rank, simulated_rank: simulated?.rank },
  };
};
