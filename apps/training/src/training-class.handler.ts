import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { trainingClassStream, trainingMessages } from '@sohoi/training';
import type { TrainingClassCommand } from '@sohoi/training';

export class RunTrainingClassCommand extends DeciderCommand<TrainingClassCommand> {}

@CommandHandler(RunTrainingClassCommand)
export class TrainingClassHandler implements ICommandHandler<RunTrainingClassCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunTrainingClassCommand): Promise<CommandOutcome> {
    return carryOut(this.store, trainingClassStream, trainingMessages, message);
  }
}
