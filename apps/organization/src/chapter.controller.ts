import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, FromRequest, problems, UnitScope } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import { closeChapter, countWomen, establishChapter } from '@sohoi/organization';
import type { ChapterCommand } from '@sohoi/organization';
import type { z } from 'zod';
import { RunChapterCommand } from './chapter.handler.js';
import { ErasedHolders } from './erased-holders.js';

const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const;

@Controller('v1/chapters')
@ApiTags('organization')
export class ChapterController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(ErasedHolders) private readonly erased: ErasedHolders,
  ) {}

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Lập chi hội · Establish a chapter' })
  establishChapter(
    @FromRequest() request: CommandRequest,
    @Body({ schema: establishChapter }) { id: ownId, ...body }: z.infer<typeof establishChapter>,
  ): Promise<CommandOutcome> {
    const chapterId = ownId ?? request.newId();
    const command = async (): Promise<ChapterCommand> => {
      const { level, validTo } = await this.scope.placeWithin(request.actor, 'unitId', body.unitId, 'unit');
      if (level === 'chapter') throw problems.notFound('unitId', body.unitId);
      return { type: 'EstablishChapter', data: { ...body, chapterId, unitLevel: level, unitDissolvedAt: validTo } };
    };
    return this.bus.execute(new RunChapterCommand(chapterId, request, command));
  }

  @Post(':id/close')
  @Allow(keepers)
  @ApiOperation({ summary: 'Kết thúc hoạt động chi hội · Close a chapter' })
  closeChapter(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) chapterId: string,
    @Body({ schema: closeChapter }) body: z.infer<typeof closeChapter>,
  ) {
    return this.runOn(request, chapterId, async () => {
      const erased = await this.erased.in(chapterId, 'chapter');
      return { type: 'CloseChapter', data: { ...body, chapterId, erased } };
    });
  }

  @Post(':id/women-count')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi số phụ nữ từ 18 tuổi của địa bàn · Record the women aged 18 and over' })
  countChapterWomen(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) chapterId: string,
    @Body({ schema: countWomen }) body: z.infer<typeof countWomen>,
  ) {
    return this.runOn(request, chapterId, () => ({ type: 'CountWomen', data: { ...body, chapterId } }));
  }

  private runOn(
    request: CommandRequest,
    chapterId: string,
    command: () => ChapterCommand | Promise<ChapterCommand>,
  ): Promise<CommandOutcome> {
    return this.bus.execute(
      new RunChapterCommand(chapterId, request, async () => {
        await this.scope.placeWithin(request.actor, 'id', chapterId, 'chapter');
        return command();
      }),
    );
  }
}
