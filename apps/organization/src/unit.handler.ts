import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { organizationMessages, unitStream } from '@sohoi/organization';
import type { UnitCommand } from '@sohoi/organization';

export class RunUnitCommand extends DeciderCommand<UnitCommand> {}

@CommandHandler(RunUnitCommand)
export class UnitHandler implements ICommandHandler<RunUnitCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunUnitCommand): Promise<CommandOutcome> {
    return carryOut(this.store, unitStream, organizationMessages, message);
  }
}
