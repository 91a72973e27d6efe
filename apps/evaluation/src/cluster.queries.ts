import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  momentShown,
  oneOf,
  pageAsOfQuery,
  pageOf,
  pathWithin,
  readAsOfQuery,
  scopeParameters,
} from '@sohoi/nest';
import type { Actor, Listed, Scope } from '@sohoi/nest';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { ClusterEntity } from './cluster.entity.js';

const cluster = z.object({
  clusterId: id,
  name: z.string(),
  unitId: id.meta({ description: 'The unit that formed the cluster.' }),
  formedAt: z.iso.date(),
  members: z.array(
    z.object({
      unitId: id,
      from: z.iso.date(),
      to: z.iso.date().nullable().meta({ description: 'The first day no longer in the cluster; null: still in it.' }),
    }),
  ),
  streamVersion: z.int(),
});
type Cluster = z.infer<typeof cluster>;

const example: Cluster = {
  clusterId: '0000000a-0000-5000-8000-00000000000c',
  name: 'Cụm thi đua Trung bộ',
  unitId: '00000000-0000-5000-8000-000000000001',
  formedAt: '2022-01-01',
  members: [{ unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801', from: '2022-01-01', to: null }],
  streamVersion: 2,
};
const position = '00000000000000000042';

export const clusterPage = pageOf(cluster)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const clusterAnswer = oneOf(cluster)
  .extend(momentShown)
  .meta({ example: { data: example, position } });

export const clustersQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  member: id.optional().meta({ description: 'Only clusters that this unit is or was in.' }),
});

const byName = new Keyset({ 'cluster.name': z.string(), 'cluster.clusterId': id });

/** A cluster is seen from above, by the units below the one that formed it only if they are in it. */
export const visibleIn = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, scope: Scope): SelectQueryBuilder<T> =>
  query.andWhere(
    `(EXISTS (SELECT FROM read.units former WHERE former.id = cluster.unitId AND ${pathWithin('former.path', scope)})
      OR EXISTS (SELECT FROM jsonb_array_elements(cluster.members) AS stay
                   JOIN read.units AS unit ON unit.id = (stay ->> 'unitId')::uuid
                  WHERE ${pathWithin('unit.path', scope)}))`,
    scopeParameters(scope),
  );

const clusters: Listed = {
  projections: ['clusters', 'units'],
  entity: ClusterEntity,
  alias: 'cluster',
  columns: columnsOf('cluster', cluster),
  id: 'cluster.clusterId',
  within: visibleIn,
};

@Injectable()
export class ClusterQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  list(actor: Actor, filter: z.infer<typeof clustersQuery>) {
    const { member } = filter;
    return this.queries.page<Cluster>(clusters, byName, actor, filter, {
      and: (query) => {
        if (member) query.andWhere('cluster.members @> :stay::jsonb', { stay: JSON.stringify([{ unitId: member }]) });
      },
    });
  }

  one(actor: Actor, clusterId: string, asked: z.infer<typeof readAsOfQuery>) {
    return this.queries.one<Cluster>(clusters, actor, clusterId, asked);
  }
}
