import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromRequest, UnitScope } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import { approveTrainingPlan } from '@sohoi/training';
import type { TrainingPlanCommand } from '@sohoi/training';
import type { z } from 'zod';
import { keepers } from './allowed.js';
import { RunTrainingPlanCommand } from './training-plan.handler.js';

@Controller('v1/training-plans')
@ApiTags('training')
export class TrainingPlanController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi kế hoạch bồi dưỡng được duyệt · Record an approved training plan' })
  approveTrainingPlan(
    @FromRequest() request: CommandRequest,
    @Body({ schema: approveTrainingPlan }) { id: ownId, ...body }: z.infer<typeof approveTrainingPlan>,
  ): Promise<CommandOutcome> {
    const planId = ownId ?? request.newId();
    const command = async (): Promise<TrainingPlanCommand> => {
      await this.scope.placeWithin(request.actor, 'unitId', body.unitId, 'unit');
      return { type: 'ApproveTrainingPlan', data: { ...body, planId } };
    };
    return this.bus.execute(new RunTrainingPlanCommand(planId, request, command));
  }
}
