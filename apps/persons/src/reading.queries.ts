import { Inject, Injectable } from '@nestjs/common';
import { id, text } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  pageOf,
  pageQuery,
  pathWithin,
  scopeParameters,
  UnitEntity,
} from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';
import { ReadingEntity } from './reading.entity.js';

const reading = z.object({
  readAt: z.iso.datetime({ offset: true }),
  actor: z.string(),
  role: z.string(),
  personId: id.nullable().meta({ description: 'Null of a search that found nobody.' }),
  placeId: id
    .nullable()
    .meta({ description: 'Null of a search that found nobody, which those see who see the whole organisation.' }),
  fields: z.array(z.string()),
  purpose: z.string(),
  correlationId: id,
});
type Reading = z.infer<typeof reading>;

const example: Reading = {
  readAt: '2026-11-22T08:00:00.000000+00:00',
  actor: 'demo-data-protection-officer',
  role: 'data-protection-officer',
  personId: '0197a7c0-0000-7000-8000-000000000001',
  placeId: '0197a7c0-0000-7000-8000-0000000000c1',
  fields: ['person.ethnicity'],
  purpose: 'GET /v1/persons/{id}/extract',
  correlationId: '0197a7c0-0000-7000-8000-0000000000d1',
};

export const readingPage = pageOf(reading).meta({
  example: { data: [example], next: null, position: '00000000000000000042' },
});

export const readingsQuery = z.strictObject({
  ...pageQuery.shape,
  unit: id.optional().meta({ description: 'Only readings of persons of this unit or chapter, or of one below it.' }),
  person: id.optional(),
  actor: text(200).optional().meta({ description: 'Who read.' }),
  from: z.iso.datetime().optional().meta({ description: 'The first instant, in UTC.' }),
  until: z.iso.datetime().optional().meta({ description: 'The first instant behind, in UTC.' }),
});

const inOrder = new Keyset({ 'reading.id': z.string().regex(/^\d{1,18}$/) });

const readings: Listed = {
  projections: ['units'],
  entity: ReadingEntity,
  alias: 'reading',
  columns: columnsOf('reading', reading),
  id: 'reading.id',
  // What names no place lies in the whole organisation alone.
  within: (query, scope) =>
    query
      .leftJoin(UnitEntity, 'place', 'place.id = reading.placeId')
      .andWhere(pathWithin('place.path', scope), scopeParameters(scope)),
};

@Injectable()
export class ReadingQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  list(actor: Actor, filter: z.infer<typeof readingsQuery>) {
    const { person, from, until } = filter;
    return this.queries.page<Reading>(readings, inOrder, actor, filter, {
      equal: { 'reading.personId': person, 'reading.actor': filter.actor },
      and: (query) => {
        if (from !== undefined) query.andWhere('reading.readAt >= :from', { from });
        if (until !== undefined) query.andWhere('reading.readAt < :until', { until });
      },
    });
  }
}
