import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { trainingMessages, trainingPlanStream } from '@sohoi/training';
import type { TrainingPlanCommand } from '@sohoi/training';

export class RunTrainingPlanCommand extends DeciderCommand<TrainingPlanCommand> {}

@CommandHandler(RunTrainingPlanCommand)
export class TrainingPlanHandler implements ICommandHandler<RunTrainingPlanCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunTrainingPlanCommand): Promise<CommandOutcome> {
    return carryOut(this.store, trainingPlanStream, trainingMessages, message);
  }
}
