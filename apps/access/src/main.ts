import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { projectionStream, rightsStream } from '@sohoi/access';
import { serve, today } from '@sohoi/nest';
import { AccessModule, accessEntities, foundRights } from './module.js';

await serve({
  name: 'access',
  module: AccessModule,
  entities: accessEntities,
  streams: [rightsStream, projectionStream],
  openLog: async (options) => {
    const log = await openEventLog(options);
    const founder = process.env['SOHOI_FOUNDER'];
    if (founder) await foundRights(log.store, founder, today());
    return log;
  },
});
