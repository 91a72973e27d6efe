import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { serve } from '@sohoi/nest';
import { AuditModule, auditEntities, auditStreams } from './module.js';

await serve({
  name: 'audit',
  module: AuditModule,
  entities: auditEntities,
  streams: auditStreams,
  openLog: openEventLog,
});
