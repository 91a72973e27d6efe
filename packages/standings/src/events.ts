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
