import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { columnsOf, Keyset, ListQueries, momentShown, oneOf, pageAsOfQuery, pageOf, readAsOfQuery } from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';
import { TrainingClassEntity } from './training-class.entity.js';

const trainingClass = z.object({
  classId: id,
  unitId: id,
  planId: id.nullable(),
  name: z.string(),
  place: z.string().nullable(),
  from: z.iso.date(),
  to: z.iso.date(),
  sessions: z.int(),
  status: z.enum(['open', 'closed', 'cancelled']),
  enrolled: z.int(),
  attendances: z.int().meta({ description: 'Attendances (lượt): one for each trainee at each session.' }),
  persons: z.int().optional().meta({ description: 'Different persons who attended.' }),
  reportedPersons: z.int().nullable().meta({ description: 'As a report gives it, without names.' }),
  certificates: z.int().meta({ description: 'Certificates issued and not revoked.' }),
  streamVersion: z.int(),
});
type TrainingClass = z.infer<typeof trainingClass>;

const example: TrainingClass = {
  classId: '2c9d4a10-5e3f-5b17-a8d6-90f1b2c3d4e5',
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  planId: null,
  name: 'Lớp bồi dưỡng nghiệp vụ công tác Hội đối với đội ngũ cán bộ Hội các cấp năm 2023',
  place: 'Trung tâm Bồi dưỡng chính trị quận Lê Chân',
  from: '2023-07-12',
  to: '2023-07-14',
  sessions: 6,
  status: 'open',
  enrolled: 2,
  attendances: 11,
  persons: 2,
  reportedPersons: 500,
  certificates: 1,
  streamVersion: 9,
};
const position = '00000000000000000042';

export const trainingClassPage = pageOf(trainingClass)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const trainingClassAnswer = oneOf(trainingClass)
  .extend(momentShown)
  .meta({ example: { data: example, position } });

export const trainingClassesQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  unit: id.optional().meta({ description: 'Only classes of this unit and of what lies below it.' }),
  status: trainingClass.shape.status.optional(),
});

const byFirstDay = new Keyset({ 'class.from': z.iso.date(), 'class.classId': id });

const classes: Listed = {
  projections: ['training-classes', 'units'],
  entity: TrainingClassEntity,
  alias: 'class',
  columns: columnsOf('class', trainingClass),
  id: 'class.classId',
  within: 'class.unitId',
  // Each report of attendance carries the number of persons as of its recording.
  past: { withoutByDay: ['persons'] },
};

@Injectable()
export class TrainingClassQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  list(actor: Actor, filter: z.infer<typeof trainingClassesQuery>) {
    return this.queries.page<TrainingClass>(classes, byFirstDay, actor, filter, {
      equal: { 'class.status': filter.status },
    });
  }

  one(actor: Actor, classId: string, asked: z.infer<typeof readAsOfQuery>) {
    return this.queries.one<TrainingClass>(classes, actor, classId, asked);
  }
}
