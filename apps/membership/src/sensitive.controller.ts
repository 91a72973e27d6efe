import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromRequest, ViewersToo } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { readers } from './allowed.js';
import { MemberQueries } from './member.queries.js';
import { memberPage, memberSearch, sensitiveAnswer, sensitiveQuery } from './member.schemas.js';
import { SensitiveReads } from './sensitive-reads.js';

/** Ethnicity, religion, party and identity numbers of members, only by a right of its own; who reads is recorded. */
@Controller('v1/members')
@ApiTags('membership')
export class SensitiveController {
  constructor(
    @Inject(SensitiveReads) private readonly reads: SensitiveReads,
    @Inject(MemberQueries) private readonly queries: MemberQueries,
  ) {}

  @Get(':id/sensitive')
  @Allow(readers)
  @Answers(sensitiveAnswer)
  @ApiOperation({ summary: 'Dữ liệu nhạy cảm của một hội viên; lượt xem được ghi lại · Sensitive data; recorded' })
  sensitiveOfMember(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Query({ schema: sensitiveQuery }) { purpose }: z.infer<typeof sensitiveQuery>,
  ) {
    return this.reads.one(request, memberId, purpose);
  }

  /** A POST, so that neither a name nor an identity number stands in an address or in a log. */
  @Post('search')
  @HttpCode(200)
  @Allow(readers)
  @ViewersToo(true)
  @Answers(memberPage)
  @ApiOperation({
    summary: 'Tìm hội viên theo tên hoặc số định danh (được ghi lại) · Find by name or identity number (recorded)',
  })
  searchMembers(
    @FromRequest() request: CommandRequest,
    @Body({ schema: memberSearch }) { name, identityNumber, purpose = '', ...filter }: z.infer<typeof memberSearch>,
  ) {
    if (identityNumber === undefined) return this.queries.list(request.actor, { ...filter, search: name });
    return this.reads.find(request, { identityNumber, ...filter }, purpose);
  }
}
