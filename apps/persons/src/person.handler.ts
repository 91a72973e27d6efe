import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { holidaysMessages, holidaysStream, personMessages, personStream } from '@sohoi/persons';
import type { PersonCommand, PublishHolidays } from '@sohoi/persons';

export class RunPersonCommand extends DeciderCommand<PersonCommand> {}

@CommandHandler(RunPersonCommand)
export class PersonHandler implements ICommandHandler<RunPersonCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunPersonCommand): Promise<CommandOutcome> {
    return carryOut(this.store, personStream, personMessages, message);
  }
}

export class RunHolidaysCommand extends DeciderCommand<PublishHolidays> {}

@CommandHandler(RunHolidaysCommand)
export class HolidaysHandler implements ICommandHandler<RunHolidaysCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunHolidaysCommand): Promise<CommandOutcome> {
    return carryOut(this.store, holidaysStream, holidaysMessages, message);
  }
}
