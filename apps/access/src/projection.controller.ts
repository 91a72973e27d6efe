import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { noBody, rebuildProjection, rollBackProjection, skipProjectionEvent } from '@sohoi/access';
import { code } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { projectionAnswer, projectionsAnswer } from './projection.answer.js';
import { ProjectionDesk } from './projection.desk.js';

/** For operators whose right is on the whole organisation. */
@Controller('v1/projections')
@ApiTags('operation')
export class ProjectionController {
  constructor(@Inject(ProjectionDesk) private readonly desk: ProjectionDesk) {}

  @Get()
  @Allow(['operator'])
  @Answers(projectionsAnswer)
  @ApiOperation({ summary: 'Các bảng tổng hợp và các bản dựng · The projections and their builds' })
  listProjections(@FromActor() actor: Actor) {
    return this.desk.list(actor);
  }

  @Get(':name')
  @Allow(['operator'])
  @Answers(projectionAnswer)
  @ApiOperation({ summary: 'Một bảng tổng hợp và các bản dựng · A projection and its builds' })
  oneProjection(@FromActor() actor: Actor, @Param('name', { schema: code }) name: string) {
    return this.desk.one(actor, name);
  }

  @Post(':name/rebuild')
  @HttpCode(200)
  @Allow(['operator'])
  @Answers(projectionAnswer)
  @ApiOperation({ summary: 'Dựng lại bên cạnh bản đang hiển thị · Build it anew beside the one that is shown' })
  rebuildProjection(
    @FromRequest() request: CommandRequest,
    @Param('name', { schema: code }) name: string,
    @Body({ schema: rebuildProjection }) { acceptDifferences }: z.infer<typeof rebuildProjection>,
  ) {
    return this.desk.ask(request, name, acceptDifferences ? 'accept' : 'rebuild');
  }

  @Post(':name/rollback')
  @HttpCode(200)
  @Allow(['operator'])
  @Answers(projectionAnswer)
  @ApiOperation({ summary: 'Hiển thị lại bản dựng trước · Show the build before again' })
  rollBackProjection(
    @FromRequest() request: CommandRequest,
    @Param('name', { schema: code }) name: string,
    @Body({ schema: rollBackProjection }) { build, name: shard = name }: z.infer<typeof rollBackProjection>,
  ) {
    return this.desk.rollBack(request, name, { build, name: shard });
  }

  @Post(':name/drop')
  @HttpCode(200)
  @Allow(['operator'])
  @Answers(projectionAnswer)
  @ApiOperation({ summary: 'Bỏ bản dựng không hiển thị · Drop the build that is not shown' })
  dropBuild(
    @FromRequest() request: CommandRequest,
    @Param('name', { schema: code }) name: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.ask(request, name, 'drop');
  }

  @Post(':name/skips')
  @Allow(['operator'])
  @ApiOperation({
    summary: 'Quyết định bỏ qua sự kiện làm nó dừng · Decide to pass over the event that stopped it',
  })
  skipEvent(
    @FromRequest() request: CommandRequest,
    @Param('name', { schema: code }) name: string,
    @Body({ schema: skipProjectionEvent }) body: z.infer<typeof skipProjectionEvent>,
  ) {
    return this.desk.skip(request, name, body);
  }
}
