import 'reflect-metadata';
import { openEventLog } from '@sohoi/event-log';
import { chapterStream, groupStream, unitStream } from '@sohoi/organization';
import { serve } from '@sohoi/nest';
import { OrganizationModule, organizationEntities } from './module.js';

await serve({
  name: 'organization',
  module: OrganizationModule,
  entities: organizationEntities,
  streams: [chapterStream, groupStream, unitStream],
  openLog: openEventLog,
});
