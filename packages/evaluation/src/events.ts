import type { EventOf } from '@sohoi/decider';
import { awardEvents } from './award.events.js';
import { clusterEvents } from './cluster.events.js';
import { initiativeEvents } from './initiative.events.js';
import { periodEvents } from './period.events.js';
import { rubricEvents } from './rubric.events.js';
import { scorecardEvents } from './scorecard.events.js';
import { unitReportEvents } from './unit-report.events.js';

export { awardEvents, clusterEvents, initiativeEvents, periodEvents, rubricEvents, scorecardEvents, unitReportEvents };
export type { AwardEvent } from './award.events.js';
export type { Body } from './body.events.js';
export type { ClusterEvent } from './cluster.events.js';
export type { InitiativeEvent } from './initiative.events.js';
export type { PeriodEvent } from './period.events.js';
export type { Criterion, Level, Rubric, RubricEvent, RubricRef, Veto } from './rubric.events.js';
export type { Score, ScorecardEvent } from './scorecard.events.js';
export type { UnitReportEvent } from './unit-report.events.js';

/** Every event of this context. */
export const evaluationEvents = {
  ...rubricEvents,
  ...periodEvents,
  ...initiativeEvents,
  ...unitReportEvents,
  ...scorecardEvents,
  ...clusterEvents,
  ...awardEvents,
} as const;
export type EvaluationEvent = EventOf<typeof evaluationEvents>;
