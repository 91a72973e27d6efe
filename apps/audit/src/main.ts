import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { serve } from '@sohoi/nest';
import { AuditModule, auditEntities, auditStreams } from './module.js';

await serve({
  name: 'audit',
  module: AuditModule,
  entities: auditEntities,
  streams: auditStreams,
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
