import { foundingEvents, projectionEvents, rightsEvents } from '@sohoi/access/events';
import {
  awardEvents,
  clusterEvents,
  initiativeEvents,
  periodEvents,
  rubricEvents,
  scorecardEvents,
  unitReportEvents,
} from '@sohoi/evaluation/events';
import { memberEvents } from '@sohoi/membership/events';
import { chapterEvents, groupEvents, unitEvents } from '@sohoi/organization/events';
import { holidaysEvents, personEvents, personRequestEvents } from '@sohoi/persons/events';
import type { EventsOf, ReadStream } from '@sohoi/projection';
import { trainingClassEvents, trainingPlanEvents } from '@sohoi/training/events';

export const unitStreams = [
  { category: 'unit', catalog: unitEvents },
  { category: 'chapter', catalog: chapterEvents },
] as const satisfies readonly ReadStream[];

export const memberStreams = [{ category: 'member', catalog: memberEvents }] as const satisfies readonly ReadStream[];

export const trainingClassStreams = [
  { category: 'trainingClass', catalog: trainingClassEvents },
] as const satisfies readonly ReadStream[];

export const scorecardStreams = [
  { category: 'scorecard', catalog: scorecardEvents },
] as const satisfies readonly ReadStream[];

export const clusterStreams = [
  { category: 'cluster', catalog: clusterEvents },
] as const satisfies readonly ReadStream[];

export const rightsStreams = [{ category: 'rights', catalog: rightsEvents }] as const satisfies readonly ReadStream[];

export const personStreams = [{ category: 'person', catalog: personEvents }] as const satisfies readonly ReadStream[];

export const personRequestStreams = [
  { category: 'personRequest', catalog: personRequestEvents },
] as const satisfies readonly ReadStream[];

/** The streams that tell of the union's life; no standing depends on the ledger’s streams about itself. */
export const unionStreams = [
  ...unitStreams,
  ...memberStreams,
  ...trainingClassStreams,
  ...scorecardStreams,
  ...clusterStreams,
  { category: 'group', catalog: groupEvents },
  { category: 'trainingPlan', catalog: trainingPlanEvents },
  { category: 'rubric', catalog: rubricEvents },
  { category: 'period', catalog: periodEvents },
  { category: 'initiative', catalog: initiativeEvents },
  { category: 'unitReport', catalog: unitReportEvents },
  { category: 'award', catalog: awardEvents },
] as const satisfies readonly ReadStream[];

/** Every stream of the ledger. */
export const ledgerStreams = [
  ...unionStreams,
  ...rightsStreams,
  { category: 'founding', catalog: foundingEvents },
  { category: 'projection', catalog: projectionEvents },
  ...personStreams,
  ...personRequestStreams,
  { category: 'holidayCalendar', catalog: holidaysEvents },
] as const satisfies readonly ReadStream[];

export type LedgerEvent = EventsOf<(typeof ledgerStreams)[number]>;
