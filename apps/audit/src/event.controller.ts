import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { EventQueries, eventsPage, eventsQuery } from './event.queries.js';

@Controller('v1/events')
@ApiTags('audit')
export class EventController {
  constructor(@Inject(EventQueries) private readonly queries: EventQueries) {}

  @Get()
  @Allow(['auditor', 'analyst', 'central-officer', 'subscriber'])
  @Answers(eventsPage)
  @ApiOperation({ summary: 'Các sự kiện trong phạm vi, theo thứ tự ghi · Events in scope, in the order of the log' })
  listEvents(@FromActor() actor: Actor, @Query({ schema: eventsQuery }) query: z.infer<typeof eventsQuery>) {
    return this.queries.list(actor, query);
  }
}
