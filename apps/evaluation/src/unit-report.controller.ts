import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { correctFigure, holdActivity, reportFigure, setTarget } from '@sohoi/evaluation';
import type { UnitReportCommand } from '@sohoi/evaluation';
import type { Body as ReportingBody } from '@sohoi/evaluation/events';
import { id } from '@sohoi/fields';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { keepers } from './allowed.js';
import { Desk } from './desk.js';
import { RunUnitReportCommand } from './handlers.js';

type OfBody = { readonly body: ReportingBody; readonly unitId: string };

/** The same routes below a unit and below a chapter: each reports in a stream of its own. */
const reportControllerOf = (path: string, kind: ReportingBody['kind']): Type => {
  @Controller(`v1/${path}/:id`)
  @ApiTags('evaluation')
  class UnitReportController {
    constructor(@Inject(Desk) private readonly desk: Desk) {}

    @Post('activities')
    @Allow(keepers)
    @ApiOperation({ summary: 'Ghi hoạt động đã tổ chức · Record an activity', operationId: `holdActivityOf-${kind}` })
    holdActivity(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Body({ schema: holdActivity }) { id: ownId, ...body }: z.infer<typeof holdActivity>,
    ) {
      const activityId = ownId ?? request.newId();
      return this.run(request, bodyId, activityId, (of) => ({
        type: 'HoldActivity',
        data: { ...body, ...of, activityId },
      }));
    }

    @Post('targets')
    @Allow(keepers)
    @ApiOperation({ summary: 'Giao chỉ tiêu · Set a target', operationId: `setTargetOf-${kind}` })
    setTarget(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Body({ schema: setTarget }) { id: ownId, ...body }: z.infer<typeof setTarget>,
    ) {
      const targetId = ownId ?? request.newId();
      return this.run(request, bodyId, targetId, (of) => ({ type: 'SetTarget', data: { ...body, ...of, targetId } }));
    }

    @Post('figures')
    @Allow(keepers)
    @ApiOperation({ summary: 'Báo cáo số liệu · Report a figure', operationId: `reportFigureOf-${kind}` })
    reportFigure(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Body({ schema: reportFigure }) { id: ownId, ...body }: z.infer<typeof reportFigure>,
    ) {
      const figureId = ownId ?? request.newId();
      return this.run(request, bodyId, figureId, (of) => ({
        type: 'ReportFigure',
        data: { ...body, ...of, figureId },
      }));
    }

    @Post('figures/:figureId/correct')
    @Allow(keepers)
    @ApiOperation({ summary: 'Đính chính số liệu · Correct a figure', operationId: `correctFigureOf-${kind}` })
    correctFigure(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('figureId', { schema: id }) figureId: string,
      @Body({ schema: correctFigure }) body: z.infer<typeof correctFigure>,
    ) {
      return this.run(request, bodyId, figureId, (of) => ({
        type: 'CorrectFigure',
        data: { ...body, ...of, figureId },
      }));
    }

    private run(
      request: CommandRequest,
      bodyId: string,
      answerId: string,
      command: (of: OfBody) => UnitReportCommand,
    ): Promise<CommandOutcome> {
      const body = { kind, id: bodyId };
      const inScope = async () => command({ body, unitId: await this.desk.unitOf(request.actor, 'id', body) });
      return this.desk.run(new RunUnitReportCommand(bodyId, request, inScope, answerId));
    }
  }
  return UnitReportController;
};

export const UnitReportController = reportControllerOf('units', 'unit');
export const ChapterReportController = reportControllerOf('chapters', 'chapter');
