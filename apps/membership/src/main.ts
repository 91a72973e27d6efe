import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { memberStream } from '@sohoi/membership';
import { serve } from '@sohoi/nest';
import { MembershipModule, membershipEntities } from './module.js';

await serve({
  name: 'membership',
  module: MembershipModule,
  entities: membershipEntities,
  streams: [memberStream],
  openLog: openEventLog,
});
