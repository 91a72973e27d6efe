import { PersonRequestEntity } from './person-request.entity.js';
import { EventPersonEntity, PersonEntity, PersonPlaceEntity } from './person.entity.js';
import { ReadingEntity } from './reading.entity.js';

export { PersonsModule } from './persons.module.js';
export { UnfinishedGrants } from './unfinished-grants.js';

/** What TypeORM must know beside the entities of every service. */
export const personsEntities: readonly (new () => object)[] = [
  PersonRequestEntity,
  PersonEntity,
  EventPersonEntity,
  PersonPlaceEntity,
  ReadingEntity,
];
