import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { trainingClassStream, trainingPlanStream } from '@sohoi/training';
import { serve } from '@sohoi/nest';
import { trainingEntities, TrainingModule } from './module.js';

await serve({
  name: 'training',
  module: TrainingModule,
  entities: trainingEntities,
  streams: [trainingClassStream, trainingPlanStream],
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
