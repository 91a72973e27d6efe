import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { readers } from '../allowed.js';
import { Differences } from './differences.js';
import { chapterDifferenceAnswer, clusterDifferenceAnswer, standingDifferenceQuery } from './difference.schemas.js';

type Asked = z.infer<typeof standingDifferenceQuery>;

@Controller('v1')
@ApiTags('evaluation')
export class DifferenceController {
  constructor(@Inject(Differences) private readonly differences: Differences) {}

  @Get('standings/chapters/:id/difference')
  @Allow(readers)
  @Answers(chapterDifferenceAnswer)
  @ApiOperation({
    summary: 'Vì sao xếp loại chi hội thay đổi giữa hai thời điểm · Why a standing changed between two moments',
  })
  chapterStandingDifference(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) chapterId: string,
    @Query({ schema: standingDifferenceQuery }) query: Asked,
  ) {
    return this.differences.ofChapter(actor, chapterId, query);
  }

  @Get('emulation-clusters/:id/ranking/difference')
  @Allow(readers)
  @Answers(clusterDifferenceAnswer)
  @ApiOperation({
    summary: 'Vì sao thứ hạng trong cụm thay đổi giữa hai thời điểm · Why a ranking changed between two moments',
  })
  clusterRankingDifference(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) clusterId: string,
    @Query({ schema: standingDifferenceQuery }) query: Asked,
  ) {
    return this.differences.ofCluster(actor, clusterId, query);
  }
}
