import { Module } from '@nestjs/common';
import { ClassDesk } from './class-desk.js';
import { TraineeController } from './trainee.controller.js';
import { TraineeQueries } from './trainee.queries.js';
import { TrainingClassController } from './training-class.controller.js';
import { TrainingClassHandler } from './training-class.handler.js';
import { TrainingClassQueries } from './training-class.queries.js';
import { TrainingPlanController } from './training-plan.controller.js';
import { TrainingPlanHandler } from './training-plan.handler.js';

/** Training plans and classes over HTTP. */
@Module({
  controllers: [TrainingPlanController, TrainingClassController, TraineeController],
  providers: [TrainingPlanHandler, TrainingClassHandler, ClassDesk, TrainingClassQueries, TraineeQueries],
})
export class TrainingModule {}
