import { Module } from '@nestjs/common';
import { ActorController } from './actor.controller.js';
import { MeQuery } from './me.query.js';
import { RightController } from './right.controller.js';
import { RightQueries } from './right.queries.js';
import { RightsDesk } from './rights-desk.js';
import { RightsHandler } from './rights.handler.js';

/** Rights and sessions of actors over HTTP. */
@Module({
  controllers: [RightController, ActorController],
  providers: [RightsHandler, RightsDesk, RightQueries, MeQuery],
})
export class AccessModule {}
