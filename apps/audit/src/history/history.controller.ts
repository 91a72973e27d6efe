import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { Histories } from './histories.js';
import { historyPage } from './history.answer.js';
import { historyQuery, thingHistoryQuery, thingKind } from './history.query.js';
import type { ThingKind } from './history.query.js';

@Controller('v1/history')
@ApiTags('audit')
export class HistoryController {
  constructor(@Inject(Histories) private readonly histories: Histories) {}

  @Get()
  @Allow(['auditor', 'analyst', 'central-officer'])
  @Answers(historyPage)
  @ApiOperation({
    summary: 'Lịch sử: việc gì, trước và sau, ai, vì sao, khi nào · History: what, before and after, who, why, when',
  })
  listHistory(
    @FromRequest() request: CommandRequest,
    @Query({ schema: historyQuery }) query: z.infer<typeof historyQuery>,
  ) {
    return this.histories.ofLog(request, query);
  }

  @Get(':kind/:id')
  @Allow(['auditor', 'analyst', 'central-officer'])
  @Answers(historyPage)
  @ApiOperation({ summary: 'Lịch sử của một đối tượng · The history of one thing' })
  historyOf(
    @FromRequest() request: CommandRequest,
    @Param('kind', { schema: thingKind }) kind: ThingKind,
    @Param('id', { schema: id }) of: string,
    @Query({ schema: thingHistoryQuery }) query: z.infer<typeof thingHistoryQuery>,
  ) {
    return this.histories.ofThing(request, kind, of, query);
  }
}
