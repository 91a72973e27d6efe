import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Answers, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { EventQueries, eventsPage, eventsQuery } from './event.queries.js';
import { OpenEvents } from './open-events.js';
import { PARTY_EVENTS } from './party.js';
import { sentOpen, sentShut } from './sent-event.js';

@Controller('v1/events')
@ApiTags('audit')
export class EventController {
  constructor(
    @Inject(EventQueries) private readonly queries: EventQueries,
    @Inject(OpenEvents) private readonly opened: OpenEvents,
  ) {}

  @Get()
  @Allow(['auditor', 'analyst', 'central-officer', 'subscriber'])
  @Answers(eventsPage)
  @ApiOperation({ summary: 'Các sự kiện trong phạm vi, theo thứ tự ghi · Events in scope, in the order of the log' })
  async listEvents(
    @FromRequest() request: CommandRequest,
    @Query({ schema: eventsQuery }) { open, purpose = '', ...filter }: z.infer<typeof eventsQuery>,
  ) {
    if (open === undefined) {
      const page = await this.queries.list(request.actor, filter, PARTY_EVENTS);
      return { ...page, data: this.opened.leaveShut(page.data).map(sentShut) };
    }
    const page = await this.queries.list(this.opened.entitled(request.actor), filter);
    return { ...page, data: (await this.opened.open(request, purpose, page.data)).map(sentOpen) };
  }
}
