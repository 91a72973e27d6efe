import { Module } from '@nestjs/common';
import { EventController } from './event.controller.js';
import { EventQueries } from './event.queries.js';
import { OpenEvents } from './open-events.js';

/** History over HTTP, read only. */
@Module({ controllers: [EventController], providers: [EventQueries, OpenEvents] })
export class AuditModule {}
