import { Inject, Injectable } from '@nestjs/common';
import { id, text } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  momentShown,
  oneOf,
  pageAsOfQuery,
  pageOf,
  readAsOfQuery,
  UnitEntity,
} from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';

const unit = z.object({
  id,
  kind: z.enum(['unit', 'chapter']),
  level: z.enum(['central', 'province', 'district', 'commune', 'chapter']),
  name: z.string(),
  officialKind: z.string().nullable(),
  code: z.string().nullable(),
  basis: z.string().nullable(),
  parentId: id.nullable(),
  status: z.enum(['active', 'closed']),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  women: z.int().nullable(),
  streamVersion: z.int().optional().meta({ description: 'Absent as of another moment.' }),
});
type Unit = z.infer<typeof unit>;

const example: Unit = {
  id: '6f3f1d0e-52e1-5f0c-9d53-0f2f7c1a31d5',
  kind: 'unit',
  level: 'province',
  name: 'Hải Phòng',
  officialKind: 'Thành phố',
  code: '31',
  basis: null,
  parentId: '7b0ad7c5-4c6f-5a4e-8b06-8b4f0f0a2d11',
  status: 'active',
  from: '1930-10-20',
  to: null,
  women: null,
  streamVersion: 1,
};
const position = '00000000000000000042';

export const unitPage = pageOf(unit)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const unitAnswer = oneOf(unit)
  .extend(momentShown)
  .meta({ example: { data: example, position } });

export const unitsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  unit: id.optional().meta({ description: 'Only this unit and what lies below it.' }),
  level: unit.shape.level.optional(),
  status: unit.shape.status.optional(),
  search: text(100).optional().meta({ description: 'Part of the name; accents and case do not matter.' }),
});

const byName = new Keyset({ 'unit.name': z.string(), 'unit.id': id });

const units: Listed = {
  projections: ['units'],
  entity: UnitEntity,
  alias: 'unit',
  columns: { ...columnsOf('unit', unit), from: 'unit.validFrom', to: 'unit.validTo' },
  id: 'unit.id',
  within: 'unit.id',
  // Looked back at day by day, versions would tell when a head of a chapter joined the Party.
  past: { without: ['streamVersion'] },
};

@Injectable()
export class UnitQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  list(actor: Actor, filter: z.infer<typeof unitsQuery>) {
    const { level, status, search } = filter;
    return this.queries.page<Unit>(units, byName, actor, filter, {
      equal: { 'unit.level': level, 'unit.status': status },
      and: (query) => {
        if (search) query.andWhere('strpos(read.vn_fold(unit.name), read.vn_fold(:search)) > 0', { search });
      },
    });
  }

  one(actor: Actor, unitId: string, asked: z.infer<typeof readAsOfQuery>) {
    return this.queries.one<Unit>(units, actor, unitId, asked);
  }
}
