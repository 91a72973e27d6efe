import { Module } from '@nestjs/common';
import { HonoraryMemberController } from './honorary-member.controller.js';
import { MemberDesk } from './member-desk.js';
import { MemberController } from './member.controller.js';
import { MemberHandler } from './member.handler.js';
import { MemberQueries } from './member.queries.js';
import { ParticipationController } from './participation.controller.js';
import { SensitiveController } from './sensitive.controller.js';
import { SensitiveReads } from './sensitive-reads.js';

/** Members of chapters over HTTP. */
@Module({
  controllers: [MemberController, HonoraryMemberController, ParticipationController, SensitiveController],
  providers: [MemberHandler, MemberDesk, MemberQueries, SensitiveReads],
})
export class MembershipModule {}
