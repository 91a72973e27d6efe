import { Inject, Injectable } from '@nestjs/common';
import { id, text } from '@sohoi/fields';
import {
  Keyset,
  oneOf,
  pageOf,
  pageQuery,
  problems,
  ReadModels,
  readQuery,
  UnitEntity,
  withinScope,
  withinUnit,
} from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
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
  streamVersion: z.int(),
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

export const unitPage = pageOf(unit).meta({ example: { data: [example], next: null, position } });
export const unitAnswer = oneOf(unit).meta({ example: { data: example, position } });

export const unitsQuery = z.strictObject({
  ...pageQuery.shape,
  unit: id.optional().meta({ description: 'Only this unit and what lies below it.' }),
  level: unit.shape.level.optional(),
  status: unit.shape.status.optional(),
  search: text(100).optional().meta({ description: 'Part of the name; accents and case do not matter.' }),
});

const byName = new Keyset({ 'unit.name': z.string(), 'unit.id': id });

const PROJECTIONS = ['units'];

@Injectable()
export class UnitQueries {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  async list(actor: Actor, filter: z.infer<typeof unitsQuery>) {
    const query = withinUnit(this.unitsOf(actor), filter.unit);
    if (filter.level) query.andWhere('unit.level = :level', { level: filter.level });
    if (filter.status) query.andWhere('unit.status = :status', { status: filter.status });
    if (filter.search) {
      query.andWhere('strpos(read.vn_fold(unit.name), read.vn_fold(:search)) > 0', { search: filter.search });
    }
    const read = await this.reads.read<Unit>(PROJECTIONS, byName.apply(query, filter), filter.atLeast);
    return byName.page(read, filter.limit);
  }

  async one(actor: Actor, unitId: string, { atLeast }: z.infer<typeof readQuery>) {
    const query = this.unitsOf(actor).andWhere('unit.id = :id', { id: unitId });
    const { rows, position: at } = await this.reads.read<Unit>(PROJECTIONS, query, atLeast);
    if (!rows[0]) throw problems.notFound('id', unitId);
    return { data: rows[0], position: at };
  }

  private unitsOf(actor: Actor) {
    const query = this.reads.manager
      .createQueryBuilder(UnitEntity, 'unit')
      .select('unit.id', 'id')
      .addSelect('unit.kind', 'kind')
      .addSelect('unit.level', 'level')
      .addSelect('unit.name', 'name')
      .addSelect('unit.officialKind', 'officialKind')
      .addSelect('unit.code', 'code')
      .addSelect('unit.basis', 'basis')
      .addSelect('unit.parentId', 'parentId')
      .addSelect('unit.status', 'status')
      .addSelect('unit.validFrom', 'from')
      .addSelect('unit.validTo', 'to')
      .addSelect('unit.women', 'women')
      .addSelect('unit.streamVersion', 'streamVersion');
    return withinScope(query, 'unit.id', actor);
  }
}
