import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { code, id } from '@sohoi/fields';
import {
  addCategory,
  introduceToParty,
  recordDues,
  recordPartyJoining,
  recordRegularParticipation,
  removeCategory,
} from '@sohoi/membership';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { keepers } from './allowed.js';
import { MemberDesk } from './member-desk.js';

/** What a member is counted as: categories, participation, dues, the way into the Party. */
@Controller('v1/members/:id')
@ApiTags('membership')
export class ParticipationController {
  constructor(@Inject(MemberDesk) private readonly desk: MemberDesk) {}

  @Post('categories')
  @Allow(keepers)
  @ApiOperation({ summary: 'Thêm nhóm đối tượng, hội viên nòng cốt · Add a category' })
  addCategory(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: addCategory }) body: z.infer<typeof addCategory>,
  ) {
    return this.desk.change(memberId, request, () => ({ type: 'AddCategory', data: { ...body, memberId } }));
  }

  @Post('categories/:category/remove')
  @Allow(keepers)
  @ApiOperation({ summary: 'Bỏ nhóm đối tượng · Remove a category' })
  removeCategory(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Param('category', { schema: code }) category: string,
    @Body({ schema: removeCategory }) body: z.infer<typeof removeCategory>,
  ) {
    return this.desk.change(memberId, request, () => ({
      type: 'RemoveCategory',
      data: { ...body, memberId, category },
    }));
  }

  @Post('participation')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi sinh hoạt thường xuyên · Record regular participation' })
  recordRegularParticipation(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: recordRegularParticipation }) body: z.infer<typeof recordRegularParticipation>,
  ) {
    return this.desk.change(memberId, request, () => ({
      type: 'RecordRegularParticipation',
      data: { ...body, memberId },
    }));
  }

  @Post('dues')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi hội phí · Record dues' })
  recordDues(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: recordDues }) body: z.infer<typeof recordDues>,
  ) {
    return this.desk.change(memberId, request, () => ({ type: 'RecordDues', data: { ...body, memberId } }));
  }

  @Post('party-introduction')
  @Allow(keepers)
  @ApiOperation({ summary: 'Giới thiệu cho Đảng · Introduce to the Party' })
  introduceToParty(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: introduceToParty }) body: z.infer<typeof introduceToParty>,
  ) {
    return this.desk.change(memberId, request, () => ({ type: 'IntroduceToParty', data: { ...body, memberId } }));
  }

  @Post('party-joining')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi kết nạp Đảng · Record that a member joined the Party' })
  recordPartyJoining(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: recordPartyJoining }) body: z.infer<typeof recordPartyJoining>,
  ) {
    return this.desk.change(memberId, request, () => ({ type: 'RecordPartyJoining', data: { ...body, memberId } }));
  }
}
