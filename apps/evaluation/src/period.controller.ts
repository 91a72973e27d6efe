import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { closePeriod, openPeriod, periodStream, rubricStream } from '@sohoi/evaluation';
import type { Rubric, RubricRef } from '@sohoi/evaluation/events';
import { id } from '@sohoi/fields';
import { Allow, FromRequest, problems } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { judges } from './allowed.js';
import { Desk } from './desk.js';
import { RunPeriodCommand } from './handlers.js';

@Controller('v1/evaluation-periods')
@ApiTags('evaluation')
export class PeriodController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Post()
  @Allow(judges)
  @ApiOperation({ summary: 'Mở kỳ đánh giá · Open a period of evaluation' })
  openPeriod(
    @FromRequest() request: CommandRequest,
    @Body({ schema: openPeriod }) { id: ownId, ...body }: z.infer<typeof openPeriod>,
  ) {
    const periodId = ownId ?? request.newId();
    return this.desk.run(
      new RunPeriodCommand(periodId, request, async () => {
        await this.desk.requireUnit(request.actor, 'unitId', body.unitId);
        await this.requireRubric('chapterRubric', body.chapterRubric, 'chapter');
        await this.requireRubric('unitRubric', body.unitRubric, 'unit');
        return { type: 'OpenPeriod', data: { ...body, periodId } };
      }),
    );
  }

  @Post(':id/close')
  @Allow(judges)
  @ApiOperation({ summary: 'Khoá sổ kỳ đánh giá · Close a period of evaluation' })
  closePeriod(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) periodId: string,
    @Body({ schema: closePeriod }) body: z.infer<typeof closePeriod>,
  ) {
    return this.desk.run(
      new RunPeriodCommand(periodId, request, async () => {
        await this.desk.requireOwn(request.actor, periodStream, periodId);
        return { type: 'ClosePeriod', data: { ...body, periodId } };
      }),
    );
  }

  /** Periods take published versions of rubrics, for the bodies that those are made for. */
  private async requireRubric(field: string, ref: RubricRef | null, appliesTo: Rubric['appliesTo']): Promise<void> {
    if (!ref) return;
    const { versions } = await this.desk.stateOf(rubricStream, ref.rubricId);
    if (versions[ref.rubricVersion - 1]?.appliesTo !== appliesTo) {
      throw problems.notFound(field, `${ref.rubricId}@${ref.rubricVersion}`);
    }
  }
}
