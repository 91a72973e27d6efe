import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { annulHonoraryRecognition, recogniseHonoraryMember } from '@sohoi/membership';
import { Allow, FromRequest } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { keepers } from './allowed.js';
import { MemberDesk } from './member-desk.js';

/** Honorary members: recognised, and the recognition annulled when it was a mistake. */
@Controller('v1')
@ApiTags('membership')
export class HonoraryMemberController {
  constructor(@Inject(MemberDesk) private readonly desk: MemberDesk) {}

  @Post('honorary-members')
  @Allow(keepers)
  @ApiOperation({ summary: 'Công nhận hội viên danh dự · Recognise an honorary member' })
  recogniseHonoraryMember(
    @FromRequest() request: CommandRequest,
    @Body({ schema: recogniseHonoraryMember }) { id: ownId, ...body }: z.infer<typeof recogniseHonoraryMember>,
  ) {
    return this.desk.enter(ownId, request, async (memberId) => {
      const chapter = await this.desk.chapterWithin(request.actor, 'chapterId', body.chapterId);
      return { type: 'RecogniseHonoraryMember', data: { ...body, ...chapter, memberId } };
    });
  }

  @Post('members/:id/annul-recognition')
  @Allow(keepers)
  @ApiOperation({ summary: 'Hủy công nhận hội viên danh dự · Annul the recognition of an honorary member' })
  annulHonoraryRecognition(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: annulHonoraryRecognition }) body: z.infer<typeof annulHonoraryRecognition>,
  ) {
    return this.desk.change(memberId, request, () => ({
      type: 'AnnulHonoraryRecognition',
      data: { ...body, memberId },
    }));
  }
}
