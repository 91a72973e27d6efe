import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { chapterStream, groupStream, unitStream } from '@sohoi/organization';
import { serve } from '@sohoi/nest';
import { OrganizationModule, organizationEntities } from './module.js';

await serve({
  name: 'organization',
  module: OrganizationModule,
  entities: organizationEntities,
  streams: [chapterStream, groupStream, unitStream],
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
