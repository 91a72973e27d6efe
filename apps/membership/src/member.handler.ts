import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { membershipMessages, memberStream } from '@sohoi/membership';
import type { MemberCommand } from '@sohoi/membership';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';

export class RunMemberCommand extends DeciderCommand<MemberCommand> {}

@CommandHandler(RunMemberCommand)
export class MemberHandler implements ICommandHandler<RunMemberCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunMemberCommand): Promise<CommandOutcome> {
    return carryOut(this.store, memberStream, membershipMessages, message);
  }
}
