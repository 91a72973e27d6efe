import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { projectionMessages, projectionStream } from '@sohoi/access';
import type { SkipProjectionEvent } from '@sohoi/access';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';

export class RunProjectionCommand extends DeciderCommand<SkipProjectionEvent> {}

@CommandHandler(RunProjectionCommand)
export class ProjectionHandler implements ICommandHandler<RunProjectionCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunProjectionCommand): Promise<CommandOutcome> {
    return carryOut(this.store, projectionStream, projectionMessages, message);
  }
}
