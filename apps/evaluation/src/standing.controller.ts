import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { readers } from './allowed.js';
import { standingAnswer, standingPage, standingQuery, standingsQuery } from './standing.answers.js';
import { StandingQueries } from './standing.queries.js';

/** How strong each chapter is, and why. */
@Controller('v1/standings/chapters')
@ApiTags('evaluation')
export class StandingController {
  constructor(@Inject(StandingQueries) private readonly queries: StandingQueries) {}

  @Get()
  @Allow(readers)
  @Answers(standingPage)
  @ApiOperation({ summary: 'Xếp loại các chi hội trong phạm vi · Standings of the chapters in scope' })
  listChapterStandings(
    @FromActor() actor: Actor,
    @Query({ schema: standingsQuery }) query: z.infer<typeof standingsQuery>,
  ) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(standingAnswer)
  @ApiOperation({ summary: 'Xếp loại một chi hội, kèm căn cứ · Standing of a chapter, with what it rests on' })
  oneChapterStanding(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) chapterId: string,
    @Query({ schema: standingQuery }) query: z.infer<typeof standingQuery>,
  ) {
    return this.queries.one(actor, chapterId, query);
  }
}
