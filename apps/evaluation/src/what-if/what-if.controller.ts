import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, ViewersToo } from '@sohoi/nest';
import type { Actor, CommandRequest, Role } from '@sohoi/nest';
import type { z } from 'zod';
import { WhatIfDesk } from './what-if.desk.js';
import { jobAnswer, jobsAnswer, noBody, resultsAnswer, resultsQuery, whatIf, whatIfsQuery } from './what-if.schemas.js';

const askers = ['analyst'] as const satisfies readonly Role[];
const readers = [...askers, 'central-officer', 'auditor'] as const satisfies readonly Role[];

/** What the results would have been: simulations, apart from all that is official. */
@Controller('v1/what-if')
@ApiTags('evaluation')
export class WhatIfController {
  constructor(@Inject(WhatIfDesk) private readonly desk: WhatIfDesk) {}

  @Post()
  @HttpCode(202)
  @Allow(askers)
  @ViewersToo(true)
  @Answers(jobAnswer, 202)
  @ApiOperation({ summary: 'Yêu cầu một mô phỏng · Ask for a simulation' })
  askWhatIf(@FromRequest() request: CommandRequest, @Body({ schema: whatIf }) body: z.infer<typeof whatIf>) {
    return this.desk.ask(request, body);
  }

  @Get()
  @Allow(readers)
  @Answers(jobsAnswer)
  @ApiOperation({ summary: 'Các mô phỏng, mới nhất trước · Simulations, newest first' })
  listWhatIfs(@FromActor() actor: Actor, @Query({ schema: whatIfsQuery }) query: z.infer<typeof whatIfsQuery>) {
    return this.desk.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(jobAnswer)
  @ApiOperation({ summary: 'Một mô phỏng: tiến độ, tóm tắt · A simulation: progress, summary' })
  oneWhatIf(@FromActor() actor: Actor, @Param('id', { schema: id }) jobId: string) {
    return this.desk.one(actor, jobId);
  }

  @Get(':id/results')
  @Allow(readers)
  @Answers(resultsAnswer)
  @ApiOperation({ summary: 'Kết quả mô phỏng bên kết quả chính thức · Simulated results beside the official ones' })
  whatIfResults(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) jobId: string,
    @Query({ schema: resultsQuery }) query: z.infer<typeof resultsQuery>,
  ) {
    return this.desk.results(actor, jobId, query);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow(askers)
  @ViewersToo(true)
  @Answers(jobAnswer)
  @ApiOperation({ summary: 'Hủy một mô phỏng · Cancel a simulation' })
  cancelWhatIf(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) jobId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.cancel(request, jobId);
  }
}
