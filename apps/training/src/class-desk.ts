import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { decode } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE, problems, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
import { trainingClassStream, trainingPlanStream } from '@sohoi/training';
import type { Trainee, TrainingClassCommand } from '@sohoi/training';
import { RunTrainingClassCommand } from './training-class.handler.js';

/** Where every command about a class passes: is the class the actor's to change, do the places that it names exist? */
@Injectable()
export class ClassDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  /** For a class that does not exist yet. */
  open(
    classId: string,
    request: CommandRequest,
    data: Extract<TrainingClassCommand, { type: 'OpenClass' }>['data'],
  ): Promise<CommandOutcome> {
    const command = async (): Promise<TrainingClassCommand> => {
      await this.scope.placeWithin(request.actor, 'unitId', data.unitId, 'unit');
      if (data.planId !== null) await this.requirePlan(data.planId);
      return { type: 'OpenClass', data };
    };
    return this.bus.execute(new RunTrainingClassCommand(classId, request, command));
  }

  /** For a class of a unit within the actor's subtree. */
  change(
    classId: string,
    request: CommandRequest,
    command: () => TrainingClassCommand | Promise<TrainingClassCommand>,
  ): Promise<CommandOutcome> {
    const inScope = async (): Promise<TrainingClassCommand> => {
      await this.requireWithin(request.actor, classId);
      return command();
    };
    return this.bus.execute(new RunTrainingClassCommand(classId, request, inScope));
  }

  /**
   * Trainees may come from anywhere in the organisation.
   * @throws Problem not-found for a unit or chapter that does not exist, or a chapter of another unit
   */
  async requirePlacesOf(trainees: readonly Trainee[]): Promise<void> {
    await this.scope.placesAnywhere('trainees.unitId', new Set(trainees.map(({ unitId }) => unitId)), 'unit');
    const ofChapters = trainees.flatMap(({ chapterId, unitId }) => (chapterId ? [{ chapterId, unitId }] : []));
    const ids = new Set(ofChapters.map(({ chapterId }) => chapterId));
    const chapters = await this.scope.placesAnywhere('trainees.chapterId', ids, 'chapter');
    for (const { chapterId, unitId } of ofChapters) {
      if (chapters.get(chapterId)?.unitId !== unitId) throw problems.notFound('trainees.chapterId', chapterId);
    }
  }

  /** The read model may not have seen a class that was opened a moment ago; its first event names the unit. */
  private async requireWithin(actor: Actor, classId: string): Promise<void> {
    const [first] = await this.store.readStream(`${trainingClassStream.category}-${classId}`, { limit: 1 });
    if (!first) throw problems.notFound('id', classId);
    const { unitId } = decode(trainingClassStream.catalog, first).data;
    await this.scope.placeWithin(actor, 'id', unitId, 'unit', classId);
  }

  private async requirePlan(planId: string): Promise<void> {
    const [first] = await this.store.readStream(`${trainingPlanStream.category}-${planId}`, { limit: 1 });
    if (!first) throw problems.notFound('planId', planId);
  }
}
