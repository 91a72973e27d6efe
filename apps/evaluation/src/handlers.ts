import { Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import {
  awardStream,
  clusterStream,
  evaluationMessages,
  initiativeStream,
  periodStream,
  rubricStream,
  scorecardStream,
  unitReportStream,
} from '@sohoi/evaluation';
import type {
  AwardCommand,
  ClusterCommand,
  InitiativeCommand,
  PeriodCommand,
  RubricCommand,
  ScorecardCommand,
  UnitReportCommand,
} from '@sohoi/evaluation';
import type { EventStore } from '@sohoi/event-store';
import { carryOut, DeciderCommand, EVENT_STORE } from '@sohoi/nest';
import type { CommandOutcome } from '@sohoi/nest';

export class RunRubricCommand extends DeciderCommand<RubricCommand> {}
export class RunPeriodCommand extends DeciderCommand<PeriodCommand> {}
export class RunInitiativeCommand extends DeciderCommand<InitiativeCommand> {}
export class RunUnitReportCommand extends DeciderCommand<UnitReportCommand> {}
export class RunScorecardCommand extends DeciderCommand<ScorecardCommand> {}
export class RunClusterCommand extends DeciderCommand<ClusterCommand> {}
export class RunAwardCommand extends DeciderCommand<AwardCommand> {}

type Run<M> = (store: EventStore, message: M) => Promise<CommandOutcome>;

/** The one handler of a decider. */
const handlerOf = <M extends DeciderCommand<unknown>>(
  Message: new (...parameters: ConstructorParameters<typeof DeciderCommand<never>>) => M,
  run: Run<M>,
): Type => {
  @CommandHandler(Message)
  class Handler {
    constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

    execute(message: M): Promise<CommandOutcome> {
      return run(this.store, message);
    }
  }
  return Handler;
};

export const handlers = [
  handlerOf(RunRubricCommand, (store, message) => carryOut(store, rubricStream, evaluationMessages, message)),
  handlerOf(RunPeriodCommand, (store, message) => carryOut(store, periodStream, evaluationMessages, message)),
  handlerOf(RunInitiativeCommand, (store, message) => carryOut(store, initiativeStream, evaluationMessages, message)),
  handlerOf(RunUnitReportCommand, (store, message) => carryOut(store, unitReportStream, evaluationMessages, message)),
  handlerOf(RunScorecardCommand, (store, message) => carryOut(store, scorecardStream, evaluationMessages, message)),
  handlerOf(RunClusterCommand, (store, message) => carryOut(store, clusterStream, evaluationMessages, message)),
  handlerOf(RunAwardCommand, (store, message) => carryOut(store, awardStream, evaluationMessages, message)),
];
