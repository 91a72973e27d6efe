import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { publishRubric, publishRubricVersion, rubricStream, voidCriterion } from '@sohoi/evaluation';
import { id } from '@sohoi/fields';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { judges } from './allowed.js';
import { Desk } from './desk.js';
import { RunRubricCommand } from './handlers.js';

@Controller('v1/rubrics')
@ApiTags('evaluation')
export class RubricController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Post()
  @Allow(judges)
  @ApiOperation({ summary: 'Ban hành bảng điểm · Publish a rubric' })
  publishRubric(
    @FromRequest() request: CommandRequest,
    @Body({ schema: publishRubric }) { id: ownId, ...body }: z.infer<typeof publishRubric>,
  ) {
    const rubricId = ownId ?? request.newId();
    return this.desk.run(
      new RunRubricCommand(rubricId, request, async () => {
        await this.desk.requireUnit(request.actor, 'unitId', body.unitId);
        return { type: 'PublishRubric', data: { ...body, rubricId } };
      }),
    );
  }

  @Post(':id/versions')
  @Allow(judges)
  @ApiOperation({ summary: 'Ban hành phiên bản mới của bảng điểm · Publish the next version of a rubric' })
  publishRubricVersion(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) rubricId: string,
    @Body({ schema: publishRubricVersion }) body: z.infer<typeof publishRubricVersion>,
  ) {
    return this.desk.run(
      new RunRubricCommand(rubricId, request, async () => {
        await this.desk.requireOwn(request.actor, rubricStream, rubricId);
        await this.desk.requireUnit(request.actor, 'unitId', body.unitId);
        return { type: 'PublishRubric', data: { ...body, rubricId } };
      }),
    );
  }

  @Post(':id/void-criterion')
  @Allow(judges)
  @ApiOperation({ summary: 'Vô hiệu một tiêu chí · Void a criterion' })
  voidCriterion(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) rubricId: string,
    @Body({ schema: voidCriterion }) body: z.infer<typeof voidCriterion>,
  ) {
    return this.desk.run(
      new RunRubricCommand(rubricId, request, async () => {
        await this.desk.requireOwn(request.actor, rubricStream, rubricId);
        return { type: 'VoidCriterion', data: { ...body, rubricId } };
      }),
    );
  }
}
