import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { admitMember, correctPerson, endMembership, reinstateMember, transferMember } from '@sohoi/membership';
import { Allow, Answers, FromActor, FromRequest, readAsOfQuery } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { keepers, readers } from './allowed.js';
import { MemberDesk } from './member-desk.js';
import { MemberQueries } from './member.queries.js';
import { memberAnswer, memberPage, membersQuery } from './member.schemas.js';

/** Who belongs to which chapter: entering, moving, leaving, coming back. */
@Controller('v1/members')
@ApiTags('membership')
export class MemberController {
  constructor(
    @Inject(MemberDesk) private readonly desk: MemberDesk,
    @Inject(MemberQueries) private readonly queries: MemberQueries,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(memberPage)
  @ApiOperation({ summary: 'Hội viên trong phạm vi · Members in scope' })
  listMembers(@FromActor() actor: Actor, @Query({ schema: membersQuery }) query: z.infer<typeof membersQuery>) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(memberAnswer)
  @ApiOperation({ summary: 'Một hội viên · One member' })
  oneMember(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) memberId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, memberId, query);
  }

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Kết nạp hội viên · Admit a member' })
  admitMember(
    @FromRequest() request: CommandRequest,
    @Body({ schema: admitMember }) { id: ownId, ...body }: z.infer<typeof admitMember>,
  ) {
    return this.desk.enter(ownId, request, async (memberId) => {
      const chapter = await this.desk.chapterWithin(request.actor, 'chapterId', body.chapterId);
      return { type: 'AdmitMember', data: { ...body, ...chapter, memberId } };
    });
  }

  @Post(':id/correct-person')
  @Allow(keepers)
  @ApiOperation({ summary: 'Đính chính thông tin cá nhân · Correct what is recorded of the person' })
  correctPerson(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: correctPerson }) body: z.infer<typeof correctPerson>,
  ) {
    return this.desk.change(memberId, request, () => ({ type: 'CorrectPerson', data: { ...body, memberId } }));
  }

  @Post(':id/transfer')
  @Allow(keepers)
  @ApiOperation({ summary: 'Chuyển sinh hoạt sang chi hội khác · Transfer a member to another chapter' })
  transferMember(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: transferMember }) body: z.infer<typeof transferMember>,
  ) {
    return this.desk.change(
      memberId,
      request,
      async () => {
        const { unitId: toUnitId, chapterClosed } = await this.desk.chapterAnywhere('to', body.to);
        return { type: 'TransferMember', data: { ...body, memberId, toUnitId, chapterClosed } };
      },
      body.reason === undefined,
    );
  }

  @Post(':id/end')
  @Allow(keepers)
  @ApiOperation({ summary: 'Thôi là hội viên · End a membership' })
  endMembership(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: endMembership }) body: z.infer<typeof endMembership>,
  ) {
    return this.desk.change(
      memberId,
      request,
      () => ({ type: 'EndMembership', data: { ...body, memberId } }),
      body.note === undefined,
    );
  }

  @Post(':id/reinstate')
  @Allow(keepers)
  @ApiOperation({ summary: 'Phục hồi hội viên · Reinstate a member' })
  reinstateMember(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: reinstateMember }) body: z.infer<typeof reinstateMember>,
  ) {
    return this.desk.change(memberId, request, async () => {
      const chapter = await this.desk.chapterWithin(request.actor, 'chapterId', body.chapterId);
      return { type: 'ReinstateMember', data: { ...body, ...chapter, memberId } };
    });
  }
}
