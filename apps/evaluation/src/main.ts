import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { serve } from '@sohoi/nest';
import { evaluationEntities, EvaluationModule } from './module.js';

await serve({
  name: 'evaluation',
  module: EvaluationModule,
  entities: evaluationEntities,
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
