import { Module } from '@nestjs/common';
import { ActorController } from './actor.controller.js';
import { MeQuery } from './me.query.js';
import { ProjectionController } from './projection.controller.js';
import { ProjectionDesk } from './projection.desk.js';
import { ProjectionHandler } from './projection.handler.js';
import { RightController } from './right.controller.js';
import { RightQueries } from './right.queries.js';
import { RightsDesk } from './rights-desk.js';
import { RightsHandler } from './rights.handler.js';

/** Rights and sessions of actors over HTTP, and what operators do with read models. */
@Module({
  controllers: [RightController, ActorController, ProjectionController],
  providers: [RightsHandler, RightsDesk, RightQueries, MeQuery, ProjectionDesk, ProjectionHandler],
})
export class AccessModule {}
