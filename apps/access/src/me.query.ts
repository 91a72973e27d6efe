import { Inject, Injectable } from '@nestjs/common';
import { actorId, right } from '@sohoi/access/events';
import { oneOf, ReadModels, readQuery, UnitEntity } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { z } from 'zod';

const me = z.object({
  actorId,
  rights: z.array(
    z.object({
      ...right.shape,
      unitName: z.string().nullable().meta({ description: 'Null for the whole organisation.' }),
    }),
  ),
});
type Me = z.infer<typeof me>;

const example: Me = {
  actorId: 'demo-commune-cadre',
  rights: [
    {
      rightId: '0197a7c0-0000-7000-8000-00000000a001',
      role: 'commune-cadre',
      unitId: '0197a7c0-0000-7000-8000-0000000000a1',
      unitName: 'Ví Dụ 1',
      capture: true,
      sensitive: true,
      mayGrant: false,
      topics: [],
      from: '2026-01-01',
      to: null,
    },
  ],
};

export const meAnswer = oneOf(me).meta({ example: { data: example, position: '00000000000000000042' } });

@Injectable()
export class MeQuery {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  /** The rights are those of the log, by which the request was let in; the names are those of the read model. */
  async of({ id, rights }: Actor, { atLeast }: z.infer<typeof readQuery>) {
    const ids = rights.flatMap(({ unitId }) => unitId ?? []);
    const read = await this.reads.read<{ id: string; name: string }>(
      ['units'],
      (manager) =>
        manager
          .createQueryBuilder(UnitEntity, 'unit')
          .select('unit.id', 'id')
          .addSelect('unit.name', 'name')
          .where('unit.id = ANY(:ids)', { ids }),
      atLeast,
    );
    const names = new Map(read.rows.map((row) => [row.id, row.name]));
    const named = rights.map((one) => ({
      ...one,
      unitName: one.unitId === null ? null : (names.get(one.unitId) ?? null),
    }));
    return { data: { actorId: id, rights: named }, position: read.position };
  }
}
