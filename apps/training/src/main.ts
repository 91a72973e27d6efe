import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { trainingClassStream, trainingPlanStream } from '@sohoi/training';
import { serve } from '@sohoi/nest';
import { trainingEntities, TrainingModule } from './module.js';

await serve({
  name: 'training',
  module: TrainingModule,
  entities: trainingEntities,
  streams: [trainingClassStream, trainingPlanStream],
  openLog: openEventLog,
});
