import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { serve } from '@sohoi/nest';
import { migrateReadings } from '@sohoi/readings';
import { heldCatalogs } from './extract/held-events.js';
import { PersonsModule, personsEntities } from './module.js';

await serve({
  name: 'persons',
  module: PersonsModule,
  entities: personsEntities,
  streams: Object.entries(heldCatalogs).map(([category, catalog]) => ({ category, catalog })),
  openLog: async (options) => {
    await migrateReadings(options.pool);
    return openEventLog(options);
  },
});
