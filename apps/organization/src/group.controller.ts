import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EVENT_STORE, Allow, FromRequest, UnitScope, problems } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import type { EventStore } from '@sohoi/event-store';
import { decode } from '@sohoi/decider';
import { id } from '@sohoi/fields';
import { closeGroup, establishGroup, groupStream } from '@sohoi/organization';
import type { GroupCommand } from '@sohoi/organization';
import type { z } from 'zod';
import { RunGroupCommand } from './group.handler.js';

const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const;

@Controller('v1/groups')
@ApiTags('organization')
export class GroupController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Lập tổ phụ nữ · Establish a women’s group' })
  establishGroup(
    @FromRequest() request: CommandRequest,
    @Body({ schema: establishGroup }) { id: ownId, ...body }: z.infer<typeof establishGroup>,
  ): Promise<CommandOutcome> {
    const groupId = ownId ?? request.newId();
    const command = async (): Promise<GroupCommand> => {
      const { unitId, validTo } = await this.scope.placeWithin(request.actor, 'chapterId', body.chapterId, 'chapter');
      return { type: 'EstablishGroup', data: { ...body, groupId, unitId, chapterClosedAt: validTo } };
    };
    return this.bus.execute(new RunGroupCommand(groupId, request, command));
  }

  @Post(':id/close')
  @Allow(keepers)
  @ApiOperation({ summary: 'Kết thúc hoạt động tổ phụ nữ · Close a women’s group' })
  closeGroup(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) groupId: string,
    @Body({ schema: closeGroup }) body: z.infer<typeof closeGroup>,
  ): Promise<CommandOutcome> {
    const command = async (): Promise<GroupCommand> => {
      await this.scope.placeWithin(request.actor, 'id', await this.chapterOf(groupId), 'chapter');
      return { type: 'CloseGroup', data: { ...body, groupId } };
    };
    return this.bus.execute(new RunGroupCommand(groupId, request, command));
  }

  /** Groups have no read model; the first event of the stream names the chapter. */
  private async chapterOf(groupId: string): Promise<string> {
    const [first] = await this.store.readStream(`${groupStream.category}-${groupId}`, { limit: 1 });
    if (!first) throw problems.notFound('id', groupId);
    return decode(groupStream.catalog, first).data.chapterId;
  }
}
