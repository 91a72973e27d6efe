import 'reflect-metadata';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { serve } from '@sohoi/nest';
import { migrateReadings } from '@sohoi/readings';
import { heldCatalogs } from './extract/held-events.js';
import { PersonsModule, personsEntities } from './module.js';

await serve({
  name: 'persons',
  module: PersonsModule,
  entities: personsEntities,
  streams: Object.entries(heldCatalogs).map(([category, catalog]) => ({ category, catalog })),
  openStore: async (pool) => {
    await migrateLog(pool);
    await migrateReadings(pool);
    return createPostgresEventStore({ pool });
  },
});
