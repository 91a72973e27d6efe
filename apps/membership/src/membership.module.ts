import { Module } from '@nestjs/common';
import { HonoraryMemberController } from './honorary-member.controller.js';
import { MemberDesk } from './member-desk.js';
import { MemberController } from './member.controller.js';
import { MemberHandler } from './member.handler.js';
import { MemberQueries } from './member.queries.js';
import { ParticipationController } from './participation.controller.js';

/** Members of chapters over HTTP. */
@Module({
  controllers: [MemberController, HonoraryMemberController, ParticipationController],
  providers: [MemberHandler, MemberDesk, MemberQueries],
})
export class MembershipModule {}
