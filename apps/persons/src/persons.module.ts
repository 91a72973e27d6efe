import { Module } from '@nestjs/common';
import { DecisionController } from './decision.controller.js';
import { ExtractController } from './extract/extract.controller.js';
import { PersonalExtracts } from './extract/personal-extracts.js';
import { GrantedEffects } from './granted.effects.js';
import { HolidaysController } from './holidays.controller.js';
import { PersonRequestController } from './person-request.controller.js';
import { PersonRequestDesk } from './person-request.desk.js';
import { PersonRequestHandler } from './person-request.handler.js';
import { PersonRequestQueries } from './person-request.queries.js';
import { PersonScope } from './person-scope.js';
import { PersonController } from './person.controller.js';
import { HolidaysHandler, PersonHandler } from './person.handler.js';
import { PersonQueries } from './person.queries.js';
import { ReadingController } from './reading.controller.js';
import { ReadingQueries } from './reading.queries.js';
import { StreamsOfPersons } from './streams-of-persons.js';
import { UnfinishedGrants } from './unfinished-grants.js';

/** Requests of persons, what was decided about their data, extracts, and who read sensitive fields. */
@Module({
  controllers: [
    PersonRequestController,
    DecisionController,
    PersonController,
    ExtractController,
    HolidaysController,
    ReadingController,
  ],
  providers: [
    GrantedEffects,
    HolidaysHandler,
    PersonHandler,
    PersonQueries,
    PersonRequestDesk,
    PersonRequestHandler,
    PersonRequestQueries,
    PersonScope,
    PersonalExtracts,
    ReadingQueries,
    StreamsOfPersons,
    UnfinishedGrants,
  ],
})
export class PersonsModule {}
