import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
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
import { migrateWhatIf } from '@sohoi/what-if-jobs';
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
  openLog: async (options) => {
    await migrateWhatIf(options.pool);
    return openEventLog(options);
  },
});
