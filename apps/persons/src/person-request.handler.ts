import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { personRequestMessages, personRequestStream } from '@sohoi/persons';
import type { PersonRequestCommand } from '@sohoi/persons';

export class RunPersonRequestCommand extends DeciderCommand<PersonRequestCommand> {}

@CommandHandler(RunPersonRequestCommand)
export class PersonRequestHandler implements ICommandHandler<RunPersonRequestCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunPersonRequestCommand): Promise<CommandOutcome> {
    return carryOut(this.store, personRequestStream, personRequestMessages, message);
  }
}
