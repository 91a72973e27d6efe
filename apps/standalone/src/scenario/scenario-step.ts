import { rightsStream } from '@sohoi/access';
import type { RightsCommand } from '@sohoi/access';
import {
  awardStream,
  clusterStream,
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
import { memberStream } from '@sohoi/membership';
import type { MemberCommand } from '@sohoi/membership';
import type { Actor } from '@sohoi/nest';
import { chapterStream, groupStream, unitStream } from '@sohoi/organization';
import type { ChapterCommand, GroupCommand, UnitCommand } from '@sohoi/organization';
import { trainingClassStream, trainingPlanStream } from '@sohoi/training';
import type { TrainingClassCommand, TrainingPlanCommand } from '@sohoi/training';

export type CommandsByStream = {
  unit: UnitCommand;
  chapter: ChapterCommand;
  group: GroupCommand;
  member: MemberCommand;
  trainingPlan: TrainingPlanCommand;
  trainingClass: TrainingClassCommand;
  rubric: RubricCommand;
  period: PeriodCommand;
  initiative: InitiativeCommand;
  unitReport: UnitReportCommand;
  scorecard: ScorecardCommand;
  cluster: ClusterCommand;
  award: AwardCommand;
  rights: RightsCommand;
};

export type StreamName = keyof CommandsByStream;

/** The deciders that the steps run through: those of the HTTP commands. */
export const streams = {
  unit: unitStream,
  chapter: chapterStream,
  group: groupStream,
  member: memberStream,
  trainingPlan: trainingPlanStream,
  trainingClass: trainingClassStream,
  rubric: rubricStream,
  period: periodStream,
  initiative: initiativeStream,
  unitReport: unitReportStream,
  scorecard: scorecardStream,
  cluster: clusterStream,
  award: awardStream,
  rights: rightsStream,
} as const;

/** One command to one stream, and who gives it. */
export type StepOf<S extends StreamName> = {
  [N in S]: {
    readonly stream: N;
    readonly id: string;
    readonly command: CommandsByStream[N];
    readonly actor: Actor;
    /** The day on which the union heard of it, where that is later than the command's own `at`. */
    readonly heard?: string;
  };
}[S];

export type ScenarioStep = StepOf<StreamName>;

/** Who acts in the scenario; never one of the demo persons, so that a newcomer can verify what the scenario proposed. */
export const persona = (role: Actor['role'], unit: string): Actor => ({
  id: `scenario-${role}-${unit}`,
  role,
  rights: [],
});

export const centralOfficer = persona('central-officer', '00');
export const provinceVerifier = persona('province-verifier', '31');

/** Steps of an actor; curried so that a file names its actor once. */
export const stepsBy =
  (actor: Actor) =>
  <S extends StreamName>(stream: S, id: string, command: CommandsByStream[S], heard?: string): ScenarioStep =>
    ({ stream, id, command, actor, ...(heard !== undefined && { heard }) }) as ScenarioStep;

/** When a step stands in the log. */
export const dayOf = ({ heard, command }: ScenarioStep): string => heard ?? command.data.at;
