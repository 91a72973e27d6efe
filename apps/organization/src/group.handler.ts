import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { organizationMessages, groupStream } from '@sohoi/organization';
import type { GroupCommand } from '@sohoi/organization';

export class RunGroupCommand extends DeciderCommand<GroupCommand> {}

@CommandHandler(RunGroupCommand)
export class GroupHandler implements ICommandHandler<RunGroupCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunGroupCommand): Promise<CommandOutcome> {
    return carryOut(this.store, groupStream, organizationMessages, message);
  }
}
