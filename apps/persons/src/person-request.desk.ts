import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandOutcome, inWords, problemOf, problems, UnitScope } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import { personMessages, personRequest, personRequestMessages } from '@sohoi/persons';
import type {
  completeRequest,
  extendRequest,
  grantRequest,
  KnownRequest,
  PersonRequestCommand,
  receiveRequest,
  refuseRequest,
} from '@sohoi/persons';
import type { z } from 'zod';
import { GrantedEffects } from './granted.effects.js';
import { RunPersonRequestCommand } from './person-request.handler.js';
import { PersonScope } from './person-scope.js';
import { StreamsOfPersons } from './streams-of-persons.js';

const personAndRequestMessages = { ...personRequestMessages, ...personMessages };

/** Where every command about a request passes: is it the actor's to deal with, and what must the decider know besides? */
@Injectable()
export class PersonRequestDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(StreamsOfPersons) private readonly streams: StreamsOfPersons,
    @Inject(PersonScope) private readonly persons: PersonScope,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(GrantedEffects) private readonly effects: GrantedEffects,
  ) {}

  /** @throws Problem not-found for a person or unit outside the actor's scope */
  receive(request: CommandRequest, { id, ...body }: z.infer<typeof receiveRequest>): Promise<CommandOutcome> {
    const requestId = id ?? request.newId();
    return this.run(requestId, request, async () => {
      const { actor } = request;
      await this.scope.placeWithin(actor, 'unitId', body.unitId, 'unit');
      await this.persons.placeWithin(actor, 'personId', body.personId);
      const calendar = await this.streams.calendarFrom(body.at);
      const personErased = (await this.streams.personOf(body.personId)).erased !== null;
      return { type: 'ReceiveRequest', data: { ...body, requestId, by: actor.id, calendar, personErased } };
    });
  }

  /** For a request that a unit within the actor's scope answers. */
  change(
    requestId: string,
    request: CommandRequest,
    command: (by: string, known: KnownRequest) => PersonRequestCommand | Promise<PersonRequestCommand>,
  ): Promise<CommandOutcome> {
    return this.run(requestId, request, async () =>
      command(request.actor.id, await this.requestWithin(request.actor, requestId)),
    );
  }

  extend(requestId: string, request: CommandRequest, body: z.infer<typeof extendRequest>): Promise<CommandOutcome> {
    return this.change(requestId, request, async (by, { received }) => {
      const calendar = await this.streams.calendarFrom(received.completeBy);
      return { type: 'ExtendRequest', data: { ...body, requestId, by, calendar } };
    });
  }

  /**
   * What was granted is carried out before the answer, which tells of the last event of both, or of what stopped it.
   * @throws Problem HeldByOtherUnits when what is granted reaches beyond the actor's units
   */
  async grant(requestId: string, request: CommandRequest, body: z.infer<typeof grantRequest>): Promise<CommandOutcome> {
    const granted = await this.change(requestId, request, async (by, { received }) => {
      const { personId, kind } = received;
      if (kind === 'correction') await this.persons.placeWithin(request.actor, 'id', personId);
      else await this.persons.everyPlaceWithin(request.actor, 'id', personId);
      const { holds } = await this.streams.personOf(personId);
      return { type: 'GrantRequest', data: { ...body, requestId, by, holds } };
    });
    const { id, handled } = granted;
    if (handled.outcome !== 'recorded' && handled.outcome !== 'unchanged') return granted;
    const done = await this.effects.carryOut(requestId);
    if (done?.outcome === 'rejected') return new CommandOutcome(id, inWords(personAndRequestMessages, done.rejection));
    if (done?.outcome !== 'recorded') return granted;
    const { streamVersion, position } = done;
    return new CommandOutcome(id, { ...handled, streamVersion, position });
  }

  /** What takes effect by being granted can be refused afterwards only if a hold stopped it, and is given up first. */
  refuse(requestId: string, request: CommandRequest, body: z.infer<typeof refuseRequest>): Promise<CommandOutcome> {
    return this.change(requestId, request, async (by, known) => {
      const refusal = (erasureStopped: boolean): PersonRequestCommand => ({
        type: 'RefuseRequest',
        data: { ...body, requestId, by, erasureStopped },
      });
      const turned = known.status === 'granted' && known.received.kind === 'erasure';
      // Nothing is given up for a refusal that cannot be recorded.
      if (!turned || !personRequest.decide(refusal(true), known).ok) return refusal(false);
      return refusal(await this.effects.stop(requestId, request.metadata, body.at));
    });
  }

  /** What takes effect by being granted is carried out first, and is complete then. */
  complete(requestId: string, request: CommandRequest, body: z.infer<typeof completeRequest>): Promise<CommandOutcome> {
    return this.change(requestId, request, async (by) => {
      const effect = await this.effects.carryOut(requestId);
      if (effect?.outcome === 'rejected') throw problemOf(inWords(personAndRequestMessages, effect.rejection));
      return { type: 'CompleteRequest', data: { ...body, requestId, by } };
    });
  }

  private run(requestId: string, request: CommandRequest, command: () => Promise<PersonRequestCommand>) {
    return this.bus.execute<RunPersonRequestCommand, CommandOutcome>(
      new RunPersonRequestCommand(requestId, request, command),
    );
  }

  /** @throws Problem not-found, the same for an unknown request and for one of a unit outside the actor's scope */
  private async requestWithin(actor: Actor, requestId: string): Promise<KnownRequest> {
    const state = await this.streams.requestOf(requestId);
    if (state.status === 'absent') throw problems.notFound('id', requestId);
    await this.scope.placeWithin(actor, 'id', state.received.unitId, 'unit', requestId);
    return state;
  }
}
