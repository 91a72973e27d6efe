import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { serve } from '@sohoi/nest';
import { migrateWebhooks } from '@sohoi/webhooks';
import { AuditModule, auditEntities, auditStreams } from './module.js';

await serve({
  name: 'audit',
  module: AuditModule,
  entities: auditEntities,
  streams: auditStreams,
  openLog: async (options) => {
    await migrateWebhooks(options.pool);
    return openEventLog(options);
  },
});
