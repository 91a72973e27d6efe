import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { grantRight, revokeSessions, withdrawRight } from '@sohoi/access';
import { actorId } from '@sohoi/access/events';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, roles, ViewersToo } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { RightQueries, rightPage, rightsOfActorQuery } from './right.queries.js';
import { RightsDesk } from './rights-desk.js';

/** Who may do what here is asked of the rules of rights, not of the role: `mayGrant` is what counts. */
@Controller('v1/actors/:actorId')
@ApiTags('access')
export class ActorController {
  constructor(
    @Inject(RightsDesk) private readonly desk: RightsDesk,
    @Inject(RightQueries) private readonly queries: RightQueries,
  ) {}

  @Get('rights')
  @Allow(roles)
  @Answers(rightPage)
  @ApiOperation({ summary: 'Các quyền của một người, một hệ thống · The rights of an actor' })
  rightsOfActor(
    @FromActor() actor: Actor,
    @Param('actorId', { schema: actorId }) of: string,
    @Query({ schema: rightsOfActorQuery }) query: z.infer<typeof rightsOfActorQuery>,
  ) {
    return this.queries.ofActor(actor, of, query);
  }

  @Post('rights')
  @Allow(roles)
  @ViewersToo(true)
  @ApiOperation({ summary: 'Cấp quyền, không hơn quyền mình có · Grant a right, no more than one holds' })
  grantRight(
    @FromRequest() request: CommandRequest,
    @Param('actorId', { schema: actorId }) of: string,
    @Body({ schema: grantRight }) { id: ownId, ...body }: z.infer<typeof grantRight>,
  ) {
    return this.desk.grant(of, request, { ...body, rightId: ownId ?? request.newId() });
  }

  @Post('rights/:rightId/withdraw')
  @Allow(roles)
  @ViewersToo(true)
  @ApiOperation({ summary: 'Thu hồi quyền, có hiệu lực ngay · Withdraw a right, at once' })
  withdrawRight(
    @FromRequest() request: CommandRequest,
    @Param('actorId', { schema: actorId }) of: string,
    @Param('rightId', { schema: id }) rightId: string,
    @Body({ schema: withdrawRight }) body: z.infer<typeof withdrawRight>,
  ) {
    return this.desk.withdraw(of, request, { ...body, rightId });
  }

  @Post('sessions/revoke')
  @Allow(roles)
  @ViewersToo(true)
  @ApiOperation({
    summary:
      'Từ chối mọi token đã cấp; phiên ở nhà cung cấp định danh phải kết thúc riêng · Refuse all tokens issued; end the session at the issuer, too',
  })
  revokeSessions(
    @FromRequest() request: CommandRequest,
    @Param('actorId', { schema: actorId }) of: string,
    @Body({ schema: revokeSessions }) body: z.infer<typeof revokeSessions>,
  ) {
    return this.desk.revokeSessions(of, request, { ...body, notBefore: new Date().toISOString() });
  }
}
