import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { serve } from '@sohoi/nest';
import { AuditModule, auditEntities } from './module.js';

await serve({
  name: 'audit',
  module: AuditModule,
  entities: auditEntities,
  streams: [],
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
