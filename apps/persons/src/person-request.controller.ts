import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, readAsOfQuery } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import { acknowledgeRequest, receiveRequest, withdrawRequest } from '@sohoi/persons';
import type { z } from 'zod';
import { readers, receivers } from './allowed.js';
import { PersonRequestDesk } from './person-request.desk.js';
import { PersonRequestQueries, requestAnswer, requestPage, requestsQuery } from './person-request.queries.js';

/** What persons ask for about their own data: taking it in, answering, taking it back. */
@Controller('v1/person-requests')
@ApiTags('persons')
export class PersonRequestController {
  constructor(
    @Inject(PersonRequestDesk) private readonly desk: PersonRequestDesk,
    @Inject(PersonRequestQueries) private readonly queries: PersonRequestQueries,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(requestPage)
  @ApiOperation({ summary: 'Yêu cầu của chủ thể dữ liệu trong phạm vi · Requests of persons in scope' })
  listRequests(@FromActor() actor: Actor, @Query({ schema: requestsQuery }) query: z.infer<typeof requestsQuery>) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(requestAnswer)
  @ApiOperation({ summary: 'Một yêu cầu · One request' })
  oneRequest(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) requestId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, requestId, query);
  }

  @Post()
  @Allow(receivers)
  @ApiOperation({ summary: 'Tiếp nhận yêu cầu của chủ thể dữ liệu · Take in a request of a person' })
  receiveRequest(
    @FromRequest() request: CommandRequest,
    @Body({ schema: receiveRequest }) body: z.infer<typeof receiveRequest>,
  ) {
    return this.desk.receive(request, body);
  }

  @Post(':id/acknowledge')
  @Allow(receivers)
  @ApiOperation({ summary: 'Ghi việc đã phản hồi người yêu cầu · Record that the person was answered' })
  acknowledgeRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: acknowledgeRequest }) body: z.infer<typeof acknowledgeRequest>,
  ) {
    return this.desk.change(requestId, request, (by) => ({
      type: 'AcknowledgeRequest',
      data: { ...body, requestId, by },
    }));
  }

  @Post(':id/withdraw')
  @Allow(receivers)
  @ApiOperation({ summary: 'Ghi việc rút yêu cầu · Record that the person took the request back' })
  withdrawRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: withdrawRequest }) body: z.infer<typeof withdrawRequest>,
  ) {
    return this.desk.change(requestId, request, (by) => ({
      type: 'WithdrawRequest',
      data: { ...body, requestId, by },
    }));
  }
}
