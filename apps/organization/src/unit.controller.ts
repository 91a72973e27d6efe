import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, problems, readAsOfQuery, roles, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
import { countWomen, dissolveUnit, establishUnit, moveUnit, nameSuccessors, renameUnit } from '@sohoi/organization';
import type { UnitCommand } from '@sohoi/organization';
import type { z } from 'zod';
import { ErasedHolders } from './erased-holders.js';
import { RunUnitCommand } from './unit.handler.js';
import { UnitQueries, unitAnswer, unitPage, unitsQuery } from './unit.queries.js';

const keepers = ['central-officer', 'province-verifier'] as const;
const readers = roles.filter((role) => role !== 'subscriber');

@Controller('v1/units')
@ApiTags('organization')
export class UnitController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(UnitQueries) private readonly queries: UnitQueries,
    @Inject(ErasedHolders) private readonly erased: ErasedHolders,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(unitPage)
  @ApiOperation({ summary: 'Đơn vị và chi hội trong phạm vi · Units and chapters in scope' })
  list(@FromActor() actor: Actor, @Query({ schema: unitsQuery }) query: z.infer<typeof unitsQuery>) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(unitAnswer)
  @ApiOperation({ summary: 'Một đơn vị hoặc chi hội · One unit or chapter' })
  one(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) unitId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, unitId, query);
  }

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Lập đơn vị · Establish a unit' })
  establishUnit(
    @FromRequest() request: CommandRequest,
    @Body({ schema: establishUnit }) { id: ownId, ...body }: z.infer<typeof establishUnit>,
  ) {
    const unitId = ownId ?? request.newId();
    return this.run(unitId, request, async () => ({
      type: 'EstablishUnit',
      data: { ...body, unitId, ...(await this.parentOf(request.actor, unitId, body.parentId)) },
    }));
  }

  @Post(':id/rename')
  @Allow(keepers)
  @ApiOperation({ summary: 'Đổi tên đơn vị · Rename a unit' })
  renameUnit(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) unitId: string,
    @Body({ schema: renameUnit }) body: z.infer<typeof renameUnit>,
  ) {
    return this.runOn(unitId, request, () => ({ type: 'RenameUnit', data: { ...body, unitId } }));
  }

  @Post(':id/move')
  @Allow(keepers)
  @ApiOperation({ summary: 'Chuyển đơn vị sang đơn vị cấp trên khác · Move a unit under another one' })
  moveUnit(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) unitId: string,
    @Body({ schema: moveUnit }) body: z.infer<typeof moveUnit>,
  ) {
    return this.runOn(unitId, request, async () => {
      const parent = await this.parentOf(request.actor, unitId, body.to);
      const heirs = await this.scope.heirsOfNewParents(unitId, body.to);
      return { type: 'MoveUnit', data: { ...body, unitId, ...parent, heirs } };
    });
  }

  @Post(':id/dissolve')
  @Allow(keepers)
  @ApiOperation({ summary: 'Giải thể đơn vị · Dissolve a unit' })
  dissolveUnit(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) unitId: string,
    @Body({ schema: dissolveUnit }) body: z.infer<typeof dissolveUnit>,
  ) {
    return this.runOn(unitId, request, async () => {
      const erased = await this.erased.in(unitId, 'unit');
      return { type: 'DissolveUnit', data: { ...body, unitId, erased } };
    });
  }

  @Post(':id/successors')
  @Allow(keepers)
  @ApiOperation({ summary: 'Nêu các đơn vị kế thừa đơn vị đã giải thể · Name the successors of a dissolved unit' })
  nameSuccessors(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) unitId: string,
    @Body({ schema: nameSuccessors }) body: z.infer<typeof nameSuccessors>,
  ) {
    return this.runOn(unitId, request, async () => {
      const ended = await this.endedAmong(request.actor, body.successorIds);
      const unfit = await this.scope.unfitToSucceed(unitId, body.successorIds);
      return { type: 'NameSuccessors', data: { ...body, unitId, ...unfit, ended } };
    });
  }

  @Post(':id/women-count')
  @Allow(['commune-cadre', ...keepers])
  @ApiOperation({ summary: 'Ghi số phụ nữ từ 18 tuổi · Record the women aged 18 and over' })
  countWomen(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) unitId: string,
    @Body({ schema: countWomen }) body: z.infer<typeof countWomen>,
  ) {
    return this.runOn(unitId, request, () => ({ type: 'CountWomen', data: { ...body, unitId } }));
  }

  private run(unitId: string, request: CommandRequest, command: RunUnitCommand['command']): Promise<CommandOutcome> {
    return this.bus.execute(new RunUnitCommand(unitId, request, command));
  }

  /** The same for a unit that must lie within the actor's subtree. */
  private runOn(
    unitId: string,
    request: CommandRequest,
    command: () => UnitCommand | Promise<UnitCommand>,
  ): Promise<CommandOutcome> {
    return this.run(unitId, request, async () => {
      await this.scope.placeWithin(request.actor, 'id', unitId, 'unit');
      return command();
    });
  }

  /** Whoever holds a successor sees all that the unit has, so who names it must stand above both. */
  private async endedAmong(actor: Actor, successorIds: readonly string[]) {
    const asked = new Set(successorIds);
    const within = await this.scope.idsWithin(actor, asked);
    const outside = successorIds.find((one) => !within.has(one));
    if (outside !== undefined) throw problems.notFound('successorIds', outside);
    const successors = await this.scope.placesAnywhere('successorIds', asked, 'unit');
    return [...successors.values()].flatMap(({ id: successorId, validTo }) =>
      validTo === null ? [] : [{ successorId, dissolvedAt: validTo }],
    );
  }

  /** Only who has a right on all, or on the unit of this very id, may found the root. */
  private async parentOf(actor: Actor, unitId: string, parentId: string | null) {
    if (parentId === null) {
      const right = actor.rights.find((held) => held.unitId === null || held.unitId === unitId);
      if (!right) throw problems.notFound('id', unitId);
      actor.actsBy?.(right);
      return { parentLevel: null };
    }
    const { level, validTo } = await this.scope.placeWithin(actor, 'parentId', parentId, 'unit');
    if (level === 'chapter') throw problems.notFound('parentId', parentId);
    return { parentLevel: level, parentDissolvedAt: validTo };
  }
}
