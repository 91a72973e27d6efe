import { Module } from '@nestjs/common';
import { EventController } from './event.controller.js';
import { EventQueries } from './event.queries.js';

/** History over HTTP, read only. */
@Module({ controllers: [EventController], providers: [EventQueries] })
export class AuditModule {}
