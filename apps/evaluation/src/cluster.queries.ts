import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { Keyset, oneOf, pageOf, pageQuery, problems, ReadModels, readQuery } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
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

export const clusterPage = pageOf(cluster).meta({ example: { data: [example], next: null, position } });
export const clusterAnswer = oneOf(cluster).meta({ example: { data: example, position } });

export const clustersQuery = z.strictObject({
  ...pageQuery.shape,
  member: id.optional().meta({ description: 'Only clusters that this unit is or was in.' }),
});

const byName = new Keyset({ 'cluster.name': z.string(), 'cluster.clusterId': id });

/** The scope is that of the unit tree, so both must be there. */
const PROJECTIONS = ['clusters', 'units'];

const SCOPE = '(SELECT path FROM read.units WHERE id = :actorUnit)';
const FORMED_WITHIN = `EXISTS (SELECT FROM read.units former WHERE former.id = cluster.unitId AND former.path <@ ${SCOPE})`;
const HAS_MEMBER_WITHIN = `EXISTS (
  SELECT FROM jsonb_array_elements(cluster.members) AS stay
    JOIN read.units AS unit ON unit.id = (stay ->> 'unitId')::uuid
   WHERE unit.path <@ ${SCOPE})`;

/** A cluster is seen from above, by the units below the one that formed it only if they are in it. */
export const visibleTo = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, actor: Actor): SelectQueryBuilder<T> =>
  query.andWhere(`(${FORMED_WITHIN} OR ${HAS_MEMBER_WITHIN})`, { actorUnit: actor.unitId });

@Injectable()
export class ClusterQueries {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  async list(actor: Actor, filter: z.infer<typeof clustersQuery>) {
    const query = this.clustersOf(actor);
    if (filter.member) {
      query.andWhere('cluster.members @> :stay::jsonb', { stay: JSON.stringify([{ unitId: filter.member }]) });
    }
    const read = await this.reads.read<Cluster>(PROJECTIONS, byName.apply(query, filter), filter.atLeast);
    return byName.page(read, filter.limit);
  }

  async one(actor: Actor, clusterId: string, { atLeast }: z.infer<typeof readQuery>) {
    const query = this.clustersOf(actor).andWhere('cluster.clusterId = :id', { id: clusterId });
    const { rows, position: at } = await this.reads.read<Cluster>(PROJECTIONS, query, atLeast);
    if (!rows[0]) throw problems.notFound('id', clusterId);
    return { data: rows[0], position: at };
  }

  private clustersOf(actor: Actor) {
    const [first = 'clusterId', ...others] = Object.keys(cluster.shape);
    const query = this.reads.manager.createQueryBuilder(ClusterEntity, 'cluster').select(`cluster.${first}`, first);
    for (const column of others) query.addSelect(`cluster.${column}`, column);
    return visibleTo(query, actor);
  }
}
