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
  openLog: openEventLog,
});
