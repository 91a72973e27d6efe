import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, CommandOutcome, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import { personRequestMessages, personRequestStream } from '@sohoi/persons';
import type { PersonRequestCommand } from '@sohoi/persons';
import { GrantedEffects } from './granted.effects.js';

export class RunPersonRequestCommand extends DeciderCommand<PersonRequestCommand> {}

@CommandHandler(RunPersonRequestCommand)
export class PersonRequestHandler implements ICommandHandler<RunPersonRequestCommand> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(GrantedEffects) private readonly effects: GrantedEffects,
  ) {}

  /** What was granted is carried out before the answer; the answer then tells of the last event of both. */
  async execute(message: RunPersonRequestCommand): Promise<CommandOutcome> {
    const outcome = await carryOut(this.store, personRequestStream, personRequestMessages, message);
    const { handled } = outcome;
    if (handled.outcome !== 'recorded' && handled.outcome !== 'unchanged') return outcome;
    const done = await this.effects.carryOut(message.id);
    if (done?.outcome !== 'recorded') return outcome;
    const { streamVersion, position } = done;
    return new CommandOutcome(outcome.id, { ...handled, streamVersion, position });
  }
}
