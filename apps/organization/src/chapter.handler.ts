import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';
import { organizationMessages, chapterStream } from '@sohoi/organization';
import type { ChapterCommand } from '@sohoi/organization';

export class RunChapterCommand extends DeciderCommand<ChapterCommand> {}

@CommandHandler(RunChapterCommand)
export class ChapterHandler implements ICommandHandler<RunChapterCommand> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  execute(message: RunChapterCommand): Promise<CommandOutcome> {
    return carryOut(this.store, chapterStream, organizationMessages, message);
  }
}
