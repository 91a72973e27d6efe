import { Inject, Injectable } from '@nestjs/common';
import { actorId, right, role } from '@sohoi/access/events';
import type { Right, Role } from '@sohoi/access/events';
import { id, plainDate } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  momentShown,
  pageAsOfQuery,
  pageOf,
  pathWithin,
  problems,
  scopeParameters,
  UnitEntity,
} from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';
import { RightEntity } from './right.entity.js';

const recordedRight = z.object({
  ...right.shape,
  actorId,
  grantedBy: actorId,
  grantedAt: z.iso.date(),
  grantReason: z.string().nullable(),
  withdrawnBy: actorId.nullable(),
  withdrawnAt: z.iso.date().nullable(),
  withdrawalReason: z.string().nullable(),
  streamVersion: z.int(),
});
type RecordedRight = z.infer<typeof recordedRight>;

const example: RecordedRight = {
  rightId: '0197a7c0-0000-7000-8000-00000000a001',
  role: 'commune-cadre',
  unitId: '0197a7c0-0000-7000-8000-0000000000a1',
  capture: true,
  sensitive: true,
  mayGrant: false,
  topics: [],
  from: '2026-01-01',
  to: '2026-12-31',
  actorId: 'f3b1c1ac-36a5-4d0a-9a0e-0c54f8b7b6c1',
  grantedBy: '0d7f6c52-1c55-4b59-8f0e-1f0a3f6d2b90',
  grantedAt: '2026-01-01',
  grantReason: 'Phân công cán bộ Hội LHPN xã',
  withdrawnBy: null,
  withdrawnAt: null,
  withdrawalReason: null,
  streamVersion: 1,
};

export const rightPage = pageOf(recordedRight)
  .extend(momentShown)
  .meta({
    example: { data: [example], next: null, position: '00000000000000000042' },
  });

const validOn = plainDate.optional().meta({ description: 'Only rights that hold on this day and are not withdrawn.' });

export const rightsOfActorQuery = z.strictObject({ ...pageAsOfQuery.shape, validOn });

export const rightsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  actor: actorId.optional().meta({ description: 'Only rights of this actor.' }),
  unit: id.optional().meta({ description: 'Only rights on this unit and on what lies below it.' }),
  role: role.optional(),
  validOn,
});
type RightsFilter = z.infer<typeof rightsQuery>;

const { from: _from, to: _to, ...sameNames } = columnsOf('right', recordedRight);

const rights: Listed = {
  projections: ['rights', 'units'],
  entity: RightEntity,
  alias: 'right',
  columns: { ...sameNames, from: 'right.validFrom', to: 'right.validTo' },
  id: 'right.id',
  // A right on the whole organisation is on no unit, so only who may see all of it sees that right.
  within: (query, scope) =>
    query
      .leftJoin(UnitEntity, 'place', 'place.id = right.unitId')
      .andWhere(pathWithin('place.path', scope), scopeParameters(scope)),
  place: 'right.unitId',
};

/** All rights of one actor, for herself. */
const own: Listed = { ...rights, within: (query) => query };

const byId = new Keyset({ 'right.rightId': id, 'right.actorId': actorId });

const readers: readonly Role[] = ['auditor', 'central-officer', 'data-protection-officer'];

@Injectable()
export class RightQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  /** @throws Problem role-not-allowed for who may neither read nor grant */
  list(actor: Actor, filter: RightsFilter) {
    const visible = actor.rights.filter((held) => held.mayGrant || readers.includes(held.role));
    if (visible.length === 0) throw problems.roleNotAllowed(rolesOf(actor.rights), readers);
    return this.page(rights, { ...actor, rights: visible }, filter);
  }

  /** Everybody sees her own, wherever they are. */
  ofActor(actor: Actor, of: string, filter: z.infer<typeof rightsOfActorQuery>) {
    if (of === actor.id) return this.page(own, actor, { ...filter, actor: of });
    return this.list(actor, { ...filter, actor: of });
  }

  private page(listed: Listed, actor: Actor, { actor: of, role: ofRole, validOn: day, ...filter }: RightsFilter) {
    return this.queries.page<RecordedRight>(listed, byId, actor, filter, {
      equal: { 'right.actorId': of, 'right.role': ofRole },
      and: (query) => {
        if (day === undefined) return;
        query
          .andWhere('right.validFrom <= :day AND (right.validTo IS NULL OR right.validTo >= :day)', { day })
          .andWhere('(right.withdrawnAt IS NULL OR right.withdrawnAt > :day)');
      },
    });
  }
}

const rolesOf = (held: readonly Right[]): readonly Role[] => [...new Set(held.map(({ role: one }) => one))];
