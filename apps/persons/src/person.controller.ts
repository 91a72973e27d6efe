import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, readQuery, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
import { liftRestriction, liftRetentionHold, placeRetentionHold } from '@sohoi/persons';
import type { PersonCommand } from '@sohoi/persons';
import type { z } from 'zod';
import { deciders, readers } from './allowed.js';
import { RunPersonCommand } from './person.handler.js';
import { personAnswer, PersonQueries } from './person.queries.js';
import { PersonScope } from './person-scope.js';

/** What holds for all that is kept on a person: whether another law keeps it, whether it may be processed. */
@Controller('v1/persons/:id')
@ApiTags('persons')
export class PersonController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(PersonQueries) private readonly queries: PersonQueries,
    @Inject(PersonScope) private readonly persons: PersonScope,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(personAnswer)
  @ApiOperation({ summary: 'Tình trạng dữ liệu của một người · What was decided about the data of a person' })
  onePerson(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) personId: string,
    @Query({ schema: readQuery }) query: z.infer<typeof readQuery>,
  ) {
    return this.queries.one(actor, personId, query);
  }

  @Post('holds')
  @Allow(deciders)
  @ApiOperation({ summary: 'Giữ dữ liệu theo pháp luật lưu trữ · Hold the data because another law keeps them' })
  placeRetentionHold(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) personId: string,
    @Body({ schema: placeRetentionHold }) { id: ownId, ...body }: z.infer<typeof placeRetentionHold>,
  ) {
    const holdId = ownId ?? request.newId();
    const place = (by: string): PersonCommand => ({
      type: 'PlaceRetentionHold',
      data: { ...body, personId, holdId, by },
    });
    return this.run(personId, request, body.unitId, place, holdId, () =>
      this.persons.placeWithin(request.actor, 'id', personId),
    );
  }

  @Post('holds/:holdId/lift')
  @Allow(deciders)
  @ApiOperation({ summary: 'Thôi giữ dữ liệu · Lift a hold' })
  liftRetentionHold(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) personId: string,
    @Param('holdId', { schema: id }) holdId: string,
    @Body({ schema: liftRetentionHold }) body: z.infer<typeof liftRetentionHold>,
  ) {
    const lift = (by: string): PersonCommand => ({
      type: 'LiftRetentionHold',
      data: { ...body, personId, holdId, by },
    });
    return this.run(personId, request, body.unitId, lift, holdId, async () => {
      await this.persons.placeWithin(request.actor, 'id', personId);
      await this.persons.holdWithin(request.actor, personId, holdId);
    });
  }

  @Post('restriction/lift')
  @Allow(deciders)
  @ApiOperation({ summary: 'Thôi hạn chế xử lý dữ liệu · Lift a restriction of processing' })
  liftRestriction(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) personId: string,
    @Body({ schema: liftRestriction }) body: z.infer<typeof liftRestriction>,
  ) {
    const lift = (by: string): PersonCommand => ({ type: 'LiftRestriction', data: { ...body, personId, by } });
    return this.run(personId, request, body.unitId, lift, personId, () =>
      this.persons.everyPlaceWithin(request.actor, 'id', personId),
    );
  }

  private run(
    personId: string,
    request: CommandRequest,
    unitId: string,
    command: (by: string) => PersonCommand,
    answerId: string,
    allowed: () => Promise<unknown>,
  ): Promise<CommandOutcome> {
    const within = async (): Promise<PersonCommand> => {
      await this.scope.placeWithin(request.actor, 'unitId', unitId, 'unit');
      await allowed();
      return command(request.actor.id);
    };
    return this.bus.execute(new RunPersonCommand(personId, request, within, answerId));
  }
}
