import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { awardStream, grantAward, periodStream, revokeAward } from '@sohoi/evaluation';
import { id } from '@sohoi/fields';
import { Allow, FromRequest, problems } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { judges } from './allowed.js';
import { Desk } from './desk.js';
import { RunAwardCommand } from './handlers.js';

@Controller('v1/awards')
@ApiTags('evaluation')
export class AwardController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Post()
  @Allow(judges)
  @ApiOperation({ summary: 'Ghi khen thưởng · Grant an award' })
  grantAward(
    @FromRequest() request: CommandRequest,
    @Body({ schema: grantAward }) { id: ownId, ...body }: z.infer<typeof grantAward>,
  ) {
    const awardId = ownId ?? request.newId();
    return this.desk.run(
      new RunAwardCommand(awardId, request, async () => {
        const unitId = await this.desk.unitOf(request.actor, 'body.id', body.body);
        await this.requirePeriod(body.periodId);
        return { type: 'GrantAward', data: { ...body, awardId, unitId } };
      }),
    );
  }

  @Post(':id/revoke')
  @Allow(judges)
  @ApiOperation({ summary: 'Huỷ bỏ, thu hồi khen thưởng · Revoke an award' })
  revokeAward(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) awardId: string,
    @Body({ schema: revokeAward }) body: z.infer<typeof revokeAward>,
  ) {
    return this.desk.run(
      new RunAwardCommand(awardId, request, async () => {
        await this.desk.requireOwn(request.actor, awardStream, awardId);
        return { type: 'RevokeAward', data: { ...body, awardId } };
      }),
    );
  }

  private async requirePeriod(periodId: string | null): Promise<void> {
    if (periodId === null) return;
    const { opened } = await this.desk.stateOf(periodStream, periodId);
    if (!opened) throw problems.notFound('periodId', periodId);
  }
}
