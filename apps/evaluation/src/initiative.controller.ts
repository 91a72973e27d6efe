import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { adoptInitiative, endInitiative, initiativeStream, launchInitiative } from '@sohoi/evaluation';
import { id } from '@sohoi/fields';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { keepers } from './allowed.js';
import { Desk } from './desk.js';
import { RunInitiativeCommand } from './handlers.js';

@Controller('v1/initiatives')
@ApiTags('evaluation')
export class InitiativeController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Phát động mô hình, phong trào · Launch an initiative' })
  launchInitiative(
    @FromRequest() request: CommandRequest,
    @Body({ schema: launchInitiative }) { id: ownId, ...body }: z.infer<typeof launchInitiative>,
  ) {
    const initiativeId = ownId ?? request.newId();
    return this.desk.run(
      new RunInitiativeCommand(initiativeId, request, async () => {
        await this.desk.requireUnit(request.actor, 'unitId', body.unitId);
        return { type: 'LaunchInitiative', data: { ...body, initiativeId } };
      }),
    );
  }

  /** What a province launched is adopted by its communes, so only the adopting body must be the actor's. */
  @Post(':id/adoptions')
  @Allow(keepers)
  @ApiOperation({ summary: 'Đơn vị, chi hội áp dụng mô hình · Adopt an initiative' })
  adoptInitiative(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) initiativeId: string,
    @Body({ schema: adoptInitiative }) body: z.infer<typeof adoptInitiative>,
  ) {
    return this.desk.run(
      new RunInitiativeCommand(initiativeId, request, async () => {
        const unitId = await this.desk.unitOf(request.actor, 'body.id', body.body);
        return { type: 'AdoptInitiative', data: { ...body, initiativeId, unitId } };
      }),
    );
  }

  @Post(':id/end')
  @Allow(keepers)
  @ApiOperation({ summary: 'Kết thúc mô hình, phong trào · End an initiative' })
  endInitiative(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) initiativeId: string,
    @Body({ schema: endInitiative }) body: z.infer<typeof endInitiative>,
  ) {
    return this.desk.run(
      new RunInitiativeCommand(initiativeId, request, async () => {
        await this.desk.requireOwn(request.actor, initiativeStream, initiativeId);
        return { type: 'EndInitiative', data: { ...body, initiativeId } };
      }),
    );
  }
}
