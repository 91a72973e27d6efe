import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import {
  awardStream,
  clusterStream,
  initiativeStream,
  periodStream,
  rubricStream,
  scorecardStream,
  unitReportStream,
} from '@sohoi/evaluation';
import { serve } from '@sohoi/nest';
import { evaluationEntities, EvaluationModule } from './module.js';

await serve({
  name: 'evaluation',
  module: EvaluationModule,
  entities: evaluationEntities,
  streams: [
    awardStream,
    clusterStream,
    initiativeStream,
    periodStream,
    rubricStream,
    scorecardStream,
    unitReportStream,
  ],
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
