import type { EventCatalog } from '@sohoi/decider';
import {
  awardEvents,
  clusterEvents,
  initiativeEvents,
  periodEvents,
  rubricEvents,
  scorecardEvents,
  unitReportEvents,
} from '@sohoi/evaluation/events';
import type { EvaluationEvent } from '@sohoi/evaluation/events';
import type { NewEvent } from '@sohoi/event-store';
import { memberEvents } from '@sohoi/membership/events';
import type { MembershipEvent } from '@sohoi/membership/events';
import { chapterEvents, groupEvents, unitEvents } from '@sohoi/organization/events';
import type { OrganizationEvent } from '@sohoi/organization/events';
import { trainingClassEvents, trainingPlanEvents } from '@sohoi/training/events';
import type { TrainingEvent } from '@sohoi/training/events';
import { instantOf } from './calendar.js';
import { KIND } from './chance.js';
import type { Chance } from './chance.js';

/** An event in its place, and when it was recorded. */
export type SimulatedEvent = NewEvent & {
  readonly stream: string;
  readonly streamVersion: number;
  readonly recordedAt: string;
};

export type UnionEvent = OrganizationEvent | MembershipEvent | TrainingEvent | EvaluationEvent;

/** Every kind of stream that is simulated. */
export const simulatedStreams = [
  { category: 'unit', catalog: unitEvents },
  { category: 'chapter', catalog: chapterEvents },
  { category: 'group', catalog: groupEvents },
  { category: 'member', catalog: memberEvents },
  { category: 'trainingClass', catalog: trainingClassEvents },
  { category: 'trainingPlan', catalog: trainingPlanEvents },
  { category: 'rubric', catalog: rubricEvents },
  { category: 'period', catalog: periodEvents },
  { category: 'cluster', catalog: clusterEvents },
  { category: 'scorecard', catalog: scorecardEvents },
  { category: 'unitReport', catalog: unitReportEvents },
  { category: 'initiative', catalog: initiativeEvents },
  { category: 'award', catalog: awardEvents },
] as const satisfies readonly { readonly category: string; readonly catalog: EventCatalog }[];

const schemaVersions = new Map<string, number>(
  simulatedStreams.flatMap(({ catalog }) =>
    Object.entries(catalog).map(([type, { schemaVersion }]): [string, number] => [type, schemaVersion]),
  ),
);

export type Role = 'commune-cadre' | 'province-verifier' | 'central-officer';

/** Where the events are written as they happen. */
export type LedgerBook = {
  /** Begins the request of somebody. @param time in days; never earlier than that of the request before */
  request(time: number, role: Role, number: number): void;
  /** @param streamVersion if the writer knows it; else the book counts, for streams that are few */
  write(stream: string, event: UnionEvent, streamVersion?: number): void;
  /** What was written since the last time. */
  take(): readonly SimulatedEvent[];
  /** Who acts in the request. */
  actor(): string;
};

export const createLedgerBook = (chance: Chance): LedgerBook => {
  const versions = new Map<string, number>();
  let written: SimulatedEvent[] = [];
  let events = 0;
  let requests = 0;
  let recordedAt = '';
  let actor = '';
  let role: Role = 'central-officer';
  let correlationId = '';
  const next = (stream: string): number => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return version;
  };
  return {
    request: (time, asRole, number) => {
      recordedAt = instantOf(time);
      role = asRole;
      // Whoever meets such an event sees that nobody did it.
      actor = `simulated-${asRole}-${number}`;
      correlationId = chance.id(KIND.request, (requests += 1));
    },
    write: (stream, { type, data }, streamVersion) => {
      events += 1;
      written.push({
        id: chance.id(KIND.event, events),
        type,
        schemaVersion: schemaVersions.get(type) ?? 1,
        data,
        metadata: { actor, role, correlationId, causationId: null, commandHash: chance.digest(KIND.command, events) },
        stream,
        streamVersion: streamVersion ?? next(stream),
        recordedAt,
      });
    },
    take: () => {
      const taken = written;
      written = [];
      return taken;
    },
    actor: () => actor,
  };
};
