import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { rightsStream } from '@sohoi/access';
import { serve, today } from '@sohoi/nest';
import { AccessModule, accessEntities, foundRights } from './module.js';

await serve({
  name: 'access',
  module: AccessModule,
  entities: accessEntities,
  streams: [rightsStream],
  openStore: async (pool) => {
    await migrateLog(pool);
    const store = createPostgresEventStore({ pool });
    const founder = process.env['SOHOI_FOUNDER'];
    if (founder) await foundRights(store, founder, today());
    return store;
  },
});
