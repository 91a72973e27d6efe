import type { Actor } from '@sohoi/nest';
import { centralOfficer, stepsBy } from '../scenario-step.js';
import type { CommandsByStream, ScenarioStep, StreamName } from '../scenario-step.js';

/** A command that is refused after the scenario was loaded, and with which code. */
export type Attempt = {
  readonly code: string;
  readonly step: ScenarioStep;
  /** What is recorded before it, beyond the scenario: where a limit is too large to be reached by a story. */
  readonly first?: readonly ScenarioStep[];
};

/** Attempts of one actor. */
export const attemptsBy =
  (actor: Actor = centralOfficer) =>
  <S extends StreamName>(
    code: string,
    stream: S,
    id: string,
    command: CommandsByStream[S],
    first?: readonly ScenarioStep[],
  ): Attempt => ({
    code,
    step: stepsBy(actor)(stream, id, command),
    ...(first && { first }),
  });
