import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import { oneOf, ReadModels, readQuery } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { legalGround } from '@sohoi/persons/events';
import { z } from 'zod';
import { PersonEntity } from './person.entity.js';
import { PersonScope } from './person-scope.js';

const person = z.object({
  personId: id,
  erasedAt: z.iso.date().nullable(),
  restrictedAt: z.iso.date().nullable(),
  holds: z.array(z.object({ holdId: id, legalGround, until: z.iso.date().nullable(), at: z.iso.date() })),
  streamVersion: z.int(),
});
type Person = z.infer<typeof person>;

const example: Person = {
  personId: '0197a7c0-0000-7000-8000-000000000001',
  erasedAt: null,
  restrictedAt: null,
  holds: [
    {
      holdId: '0197a7c0-0000-7000-8000-0000000000f1',
      legalGround: 'retention-table',
      until: '2033-12-31',
      at: '2026-04-28',
    },
  ],
  streamVersion: 1,
};

export const personAnswer = oneOf(person).meta({ example: { data: example, position: '00000000000000000042' } });

@Injectable()
export class PersonQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(PersonScope) private readonly persons: PersonScope,
  ) {}

  /** What was decided about the person's data; nothing was, of a person without a row. */
  async one(actor: Actor, personId: string, { atLeast }: z.infer<typeof readQuery>) {
    await this.persons.placeWithin(actor, 'id', personId);
    const { rows, position } = await this.reads.read<Person>(
      ['persons'],
      (manager) => {
        const query = manager.createQueryBuilder(PersonEntity, 'person').select([]);
        for (const name of Object.keys(person.shape)) query.addSelect(`person.${name}`, name);
        return query.where('person.personId = :personId', { personId });
      },
      atLeast,
    );
    const nothing: Person = { personId, erasedAt: null, restrictedAt: null, holds: [], streamVersion: 0 };
    return { data: rows[0] ?? nothing, position };
  }
}
