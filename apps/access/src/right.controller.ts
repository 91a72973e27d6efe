import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Answers, FromActor, readQuery, roles } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { meAnswer, MeQuery } from './me.query.js';
import { RightQueries, rightPage, rightsQuery } from './right.queries.js';

@Controller('v1')
@ApiTags('access')
export class RightController {
  constructor(
    @Inject(RightQueries) private readonly queries: RightQueries,
    @Inject(MeQuery) private readonly me: MeQuery,
  ) {}

  @Get('me')
  @Allow(roles)
  @Answers(meAnswer)
  @ApiOperation({ summary: 'Tôi là ai, hôm nay được làm gì · Who I am, and what I may do today' })
  whoAmI(@FromActor() actor: Actor, @Query({ schema: readQuery }) query: z.infer<typeof readQuery>) {
    return this.me.of(actor, query);
  }

  @Get('rights')
  @Allow(roles)
  @Answers(rightPage)
  @ApiOperation({ summary: 'Các quyền trong phạm vi · Rights in scope' })
  listRights(@FromActor() actor: Actor, @Query({ schema: rightsQuery }) query: z.infer<typeof rightsQuery>) {
    return this.queries.list(actor, query);
  }
}
