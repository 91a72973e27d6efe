import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { readers } from '../allowed.js';
import { ExplainQueries } from './explain.queries.js';
import { chapterExplained, explainQuery, explainUnitQuery, unitExplained } from './explain.schemas.js';

/** Why a level is what it is, and what it would take to reach the next. */
@Controller('v1')
@ApiTags('evaluation')
export class ExplainController {
  constructor(@Inject(ExplainQueries) private readonly queries: ExplainQueries) {}

  @Get('standings/chapters/:id/explain')
  @Allow(readers)
  @Answers(chapterExplained)
  @ApiOperation({
    summary: 'Vì sao chi hội được xếp loại như vậy, đến từng sự kiện · Why a chapter has its level, down to the events',
  })
  explainChapter(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) chapterId: string,
    @Query({ schema: explainQuery }) query: z.infer<typeof explainQuery>,
  ) {
    return this.queries.chapter(actor, chapterId, query);
  }

  @Get('emulation-clusters/:id/ranking/explain')
  @Allow(readers)
  @Answers(unitExplained)
  @ApiOperation({
    summary: 'Vì sao đơn vị được điểm và mức như vậy trong cụm · Why a unit has its score and level in a cluster',
  })
  explainUnit(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) clusterId: string,
    @Query({ schema: explainUnitQuery }) query: z.infer<typeof explainUnitQuery>,
  ) {
    return this.queries.unit(actor, clusterId, query);
  }
}
