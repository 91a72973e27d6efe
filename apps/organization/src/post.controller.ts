import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest, Place } from '@sohoi/nest';
import {
  appointPostHolder,
  correctPostHolderName,
  electPostHolder,
  grantAllowance,
  recordPartyAdmission,
  relievePostHolder,
  stopAllowance,
} from '@sohoi/organization';
import type { PostCommand } from '@sohoi/organization';
import type { z } from 'zod';
import { RunChapterCommand } from './chapter.handler.js';
import { ErasedHolders } from './erased-holders.js';
import { holderPage, holdersQuery, PostHolderQueries } from './post-holder.queries.js';
import { RunUnitCommand } from './unit.handler.js';

const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const;

/** Who may see post holders by name; an operator has no need to. */
const readers = [...keepers, 'auditor', 'analyst'] as const;

/** The same routes below a unit and below a chapter, since a post is decided in the stream of its body. */
const postControllerOf = (
  path: string,
  kind: Place['kind'],
  Run: typeof RunUnitCommand | typeof RunChapterCommand,
): Type => {
  @Controller(`v1/${path}/:id/posts`)
  @ApiTags('organization')
  class PostController {
    constructor(
      @Inject(CommandBus) private readonly bus: CommandBus,
      @Inject(UnitScope) private readonly scope: UnitScope,
      @Inject(PostHolderQueries) private readonly queries: PostHolderQueries,
      @Inject(ErasedHolders) private readonly erased: ErasedHolders,
    ) {}

    @Get()
    @Allow(readers)
    @Answers(holderPage)
    @ApiOperation({
      summary: 'Ai giữ và đã giữ các chức danh · Who holds and held the posts',
      operationId: `listPostHoldersOf-${kind}`,
    })
    list(
      @FromActor() actor: Actor,
      @Param('id', { schema: id }) bodyId: string,
      @Query({ schema: holdersQuery }) query: z.infer<typeof holdersQuery>,
    ) {
      return this.queries.of(actor, bodyId, kind, query);
    }

    @Post('elected')
    @Allow(keepers)
    @ApiOperation({ summary: 'Bầu vào chức danh · Elect to a post', operationId: `electPostHolderOf-${kind}` })
    elect(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Body({ schema: electPostHolder }) { id: ownId, ...body }: z.infer<typeof electPostHolder>,
    ) {
      const holdingId = ownId ?? request.newId();
      return this.run(request, bodyId, { type: 'ElectPostHolder', data: { ...body, holdingId } });
    }

    @Post('appointed')
    @Allow(keepers)
    @ApiOperation({ summary: 'Chỉ định vào chức danh · Appoint to a post', operationId: `appointPostHolderOf-${kind}` })
    appoint(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Body({ schema: appointPostHolder }) { id: ownId, ...body }: z.infer<typeof appointPostHolder>,
    ) {
      const holdingId = ownId ?? request.newId();
      return this.run(request, bodyId, { type: 'AppointPostHolder', data: { ...body, holdingId } });
    }

    @Post(':holdingId/correct-name')
    @Allow(keepers)
    @ApiOperation({
      summary: 'Đính chính tên người giữ chức · Correct the name of a post holder',
      operationId: `correctPostHolderNameOf-${kind}`,
    })
    correctName(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('holdingId', { schema: id }) holdingId: string,
      @Body({ schema: correctPostHolderName }) body: z.infer<typeof correctPostHolderName>,
    ) {
      return this.run(request, bodyId, { type: 'CorrectPostHolderName', data: { ...body, holdingId } });
    }

    @Post(':holdingId/relieve')
    @Allow(keepers)
    @ApiOperation({ summary: 'Thôi giữ chức · Relieve of a post', operationId: `relievePostHolderOf-${kind}` })
    relieve(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('holdingId', { schema: id }) holdingId: string,
      @Body({ schema: relievePostHolder }) body: z.infer<typeof relievePostHolder>,
    ) {
      return this.run(request, bodyId, { type: 'RelievePostHolder', data: { ...body, holdingId } });
    }

    @Post(':holdingId/allowance')
    @Allow(keepers)
    @ApiOperation({
      summary: 'Cho hưởng phụ cấp hằng tháng · Grant an allowance',
      operationId: `grantAllowanceOf-${kind}`,
    })
    grant(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('holdingId', { schema: id }) holdingId: string,
      @Body({ schema: grantAllowance }) body: z.infer<typeof grantAllowance>,
    ) {
      return this.run(request, bodyId, { type: 'GrantAllowance', data: { ...body, holdingId } });
    }

    @Post(':holdingId/allowance/stop')
    @Allow(keepers)
    @ApiOperation({ summary: 'Dừng phụ cấp · Stop an allowance', operationId: `stopAllowanceOf-${kind}` })
    stop(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('holdingId', { schema: id }) holdingId: string,
      @Body({ schema: stopAllowance }) body: z.infer<typeof stopAllowance>,
    ) {
      return this.run(request, bodyId, { type: 'StopAllowance', data: { ...body, holdingId } });
    }

    @Post(':holdingId/party-admission')
    @Allow(keepers)
    @ApiOperation({
      summary: 'Ghi kết nạp Đảng · Record admission to the Party',
      operationId: `recordPartyAdmissionOf-${kind}`,
    })
    joinParty(
      @FromRequest() request: CommandRequest,
      @Param('id', { schema: id }) bodyId: string,
      @Param('holdingId', { schema: id }) holdingId: string,
      @Body({ schema: recordPartyAdmission }) body: z.infer<typeof recordPartyAdmission>,
    ) {
      return this.run(request, bodyId, { type: 'RecordPartyAdmission', data: { ...body, holdingId } });
    }

    private run(request: CommandRequest, bodyId: string, command: PostCommand): Promise<CommandOutcome> {
      const inScope = async (): Promise<PostCommand> => {
        await this.scope.placeWithin(request.actor, 'id', bodyId, kind);
        if (command.type !== 'RelievePostHolder' && command.type !== 'StopAllowance') return command;
        const erased = await this.erased.in(bodyId, kind === 'unit' ? 'unit' : 'chapter');
        return { ...command, data: { ...command.data, erased } } as PostCommand;
      };
      return this.bus.execute(new Run(bodyId, request, inScope, command.data.holdingId));
    }
  }
  return PostController;
};

export const UnitPostController = postControllerOf('units', 'unit', RunUnitCommand);
export const ChapterPostController = postControllerOf('chapters', 'chapter', RunChapterCommand);
