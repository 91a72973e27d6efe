import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { memberStream } from '@sohoi/membership';
import { serve } from '@sohoi/nest';
import { MembershipModule, membershipEntities } from './module.js';

await serve({
  name: 'membership',
  module: MembershipModule,
  entities: membershipEntities,
  streams: [memberStream],
  openStore: async (pool) => {
    await migrateLog(pool);
    return createPostgresEventStore({ pool });
  },
});
