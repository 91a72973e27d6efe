import { decode } from '@sohoi/decider';
import { evaluationEvents } from '@sohoi/evaluation/events';
import type { EvaluationEvent } from '@sohoi/evaluation/events';
import { membershipEvents } from '@sohoi/membership/events';
import type { MembershipEvent } from '@sohoi/membership/events';
import { organizationEvents } from '@sohoi/organization/events';
import type { OrganizationEvent } from '@sohoi/organization/events';
import { trainingEvents } from '@sohoi/training/events';
import type { TrainingEvent } from '@sohoi/training/events';

/** Every event that the standings can meet; what reads the log decodes with this catalog. */
export const standingsEvents = {
  ...organizationEvents,
  ...membershipEvents,
  ...trainingEvents,
  ...evaluationEvents,
} as const;

export type StandingsEvent = OrganizationEvent | MembershipEvent | TrainingEvent | EvaluationEvent;

/** An event and its place in the log; positions are sortable as text. */
export type PlacedEvent = StandingsEvent & { readonly position: string };

/** The data of one type of event. */
export type DataOf<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data'];

/** An event as the log gives it back, in the parts that matter here. */
type Stored = {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly position: string;
};

/**
 * A stored event in today's form. One that has it already is taken as it is, without a copy, for replays of millions.
 * @throws UnreadableEvent for a type or version that no catalog knows
 */
export const placedEvent = (stored: Stored): PlacedEvent => {
  const entry = currentVersions.get(stored.type);
  if (entry === stored.schemaVersion) return stored as PlacedEvent;
  return { ...decode(standingsEvents, stored), position: stored.position };
};

const currentVersions: ReadonlyMap<string, number> = new Map(
  Object.entries(standingsEvents).map(([type, { schemaVersion }]) => [type, schemaVersion]),
);
