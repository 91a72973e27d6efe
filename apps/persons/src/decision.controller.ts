import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import { completeRequest, extendRequest, grantRequest, refuseRequest } from '@sohoi/persons';
import type { z } from 'zod';
import { deciders } from './allowed.js';
import { PersonRequestDesk } from './person-request.desk.js';

/** What becomes of a request: never decided by who took it in. */
@Controller('v1/person-requests/:id')
@ApiTags('persons')
export class DecisionController {
  constructor(@Inject(PersonRequestDesk) private readonly desk: PersonRequestDesk) {}

  @Post('extend')
  @Allow(deciders)
  @ApiOperation({ summary: 'Gia hạn một lần, nhiều nhất 15 ngày · Extend the term once, by at most 15 days' })
  extendRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: extendRequest }) body: z.infer<typeof extendRequest>,
  ) {
    return this.desk.extend(requestId, request, body);
  }

  @Post('grant')
  @Allow(deciders)
  @ApiOperation({ summary: 'Chấp thuận yêu cầu; xóa, hạn chế có hiệu lực ngay · Grant a request; it takes effect' })
  grantRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: grantRequest }) body: z.infer<typeof grantRequest>,
  ) {
    return this.desk.grant(requestId, request, body);
  }

  @Post('refuse')
  @Allow(deciders)
  @ApiOperation({ summary: 'Từ chối yêu cầu, nêu căn cứ · Refuse a request on a legal ground' })
  refuseRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: refuseRequest }) body: z.infer<typeof refuseRequest>,
  ) {
    return this.desk.refuse(requestId, request, body);
  }

  @Post('complete')
  @Allow(deciders)
  @ApiOperation({ summary: 'Ghi việc đã thực hiện xong · Record that what was granted has been done' })
  completeRequest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: completeRequest }) body: z.infer<typeof completeRequest>,
  ) {
    return this.desk.complete(requestId, request, body);
  }
}
