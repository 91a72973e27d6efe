import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { approveScores, correctScore, proposeScore, publishScores, returnScores, verifyScore } from '@sohoi/evaluation';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, readAsOfQuery } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { judges, keepers, readers } from './allowed.js';
import { ScorecardDesk } from './scorecard-desk.js';
import { scorecardAnswer, scorecardPage, ScorecardQueries, scorecardsQuery } from './scorecard.queries.js';

/** Scores on their way: proposed, verified, approved, published, corrected. */
@Controller('v1/scorecards')
@ApiTags('evaluation')
export class ScorecardController {
  constructor(
    @Inject(ScorecardDesk) private readonly desk: ScorecardDesk,
    @Inject(ScorecardQueries) private readonly queries: ScorecardQueries,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(scorecardPage)
  @ApiOperation({ summary: 'Phiếu chấm điểm trong phạm vi · Scorecards in scope' })
  listScorecards(
    @FromActor() actor: Actor,
    @Query({ schema: scorecardsQuery }) query: z.infer<typeof scorecardsQuery>,
  ) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(scorecardAnswer)
  @ApiOperation({ summary: 'Một phiếu chấm điểm · One scorecard' })
  oneScorecard(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) scorecardId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, scorecardId, query);
  }

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Chấm điểm một tiêu chí · Propose a score' })
  proposeScore(
    @FromRequest() request: CommandRequest,
    @Body({ schema: proposeScore }) body: z.infer<typeof proposeScore>,
  ) {
    return this.desk.propose(request, body);
  }

  @Post(':id/verify')
  @Allow(judges)
  @ApiOperation({ summary: 'Thẩm định điểm một tiêu chí · Verify a score' })
  verifyScore(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) scorecardId: string,
    @Body({ schema: verifyScore }) body: z.infer<typeof verifyScore>,
  ) {
    return this.desk.change(scorecardId, request, (by) => ({
      type: 'VerifyScore',
      data: { ...body, scorecardId, by },
    }));
  }

  @Post(':id/return')
  @Allow(judges)
  @ApiOperation({ summary: 'Trả lại phiếu, nêu lý do · Return scores with a reason' })
  returnScores(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) scorecardId: string,
    @Body({ schema: returnScores }) body: z.infer<typeof returnScores>,
  ) {
    return this.desk.change(scorecardId, request, (by) => ({
      type: 'ReturnScores',
      data: { ...body, scorecardId, by },
    }));
  }

  @Post(':id/approve')
  @Allow(judges)
  @ApiOperation({ summary: 'Phê duyệt phiếu · Approve scores' })
  approveScores(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) scorecardId: string,
    @Body({ schema: approveScores }) body: z.infer<typeof approveScores>,
  ) {
    return this.desk.change(scorecardId, request, async (by) => ({
      type: 'ApproveScores',
      data: { ...body, scorecardId, by, criteria: await this.desk.criteriaOf(scorecardId) },
    }));
  }

  @Post(':id/publish')
  @Allow(judges)
  @ApiOperation({ summary: 'Công bố điểm · Publish scores' })
  publishScores(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) scorecardId: string,
    @Body({ schema: publishScores }) body: z.infer<typeof publishScores>,
  ) {
    return this.desk.change(scorecardId, request, (by) => ({
      type: 'PublishScores',
      data: { ...body, scorecardId, by },
    }));
  }

  @Post(':id/correct')
  @Allow(judges)
  @ApiOperation({ summary: 'Đính chính điểm đã công bố · Correct a published score' })
  correctScore(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) scorecardId: string,
    @Body({ schema: correctScore }) body: z.infer<typeof correctScore>,
  ) {
    return this.desk.change(scorecardId, request, (by) => ({
      type: 'CorrectScore',
      data: { ...body, scorecardId, by },
    }));
  }
}
