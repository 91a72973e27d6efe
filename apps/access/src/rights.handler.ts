import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { accessMessages, rightsStream } from '@sohoi/access';
import type { RightsCommand } from '@sohoi/access';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';

export class RunRightsCommand extends DeciderCommand<RightsCommand> {}

@CommandHandler(RunRightsCommand)
export class RightsHandler implements ICommandHandler<RunRightsCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunRightsCommand): Promise<CommandOutcome> {
    return carryOut(this.store, rightsStream, accessMessages, message);
  }
}
