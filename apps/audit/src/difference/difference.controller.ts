import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { DifferenceQueries } from './difference.queries.js';
import { differenceAnswer, differenceQuery } from './difference.schemas.js';

@Controller('v1/units')
@ApiTags('audit')
export class DifferenceController {
  constructor(@Inject(DifferenceQueries) private readonly queries: DifferenceQueries) {}

  @Get(':id/difference')
  @Allow(['auditor', 'analyst', 'central-officer', 'province-verifier'])
  @Answers(differenceAnswer)
  @ApiOperation({
    summary: 'Đơn vị đã thay đổi gì giữa hai thời điểm · What has become of a unit between two moments',
  })
  async unitDifference(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) unitId: string,
    @Query({ schema: differenceQuery }) query: z.infer<typeof differenceQuery>,
  ) {
    return { data: await this.queries.ofUnit(actor, unitId, query) };
  }
}
