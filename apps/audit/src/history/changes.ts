import { decode, sameData } from '@sohoi/decider';
import { accessEvents } from '@sohoi/access/events';
import type { AccessEvent } from '@sohoi/access/events';
import { evaluationEvents } from '@sohoi/evaluation/events';
import type { EvaluationEvent } from '@sohoi/evaluation/events';
import type { RecordedEvent } from '@sohoi/event-store';
import { memberEvents } from '@sohoi/membership/events';
import type { MemberEvent } from '@sohoi/membership/events';
import { organizationEvents } from '@sohoi/organization/events';
import type { OrganizationEvent } from '@sohoi/organization/events';
import { personsEvents } from '@sohoi/persons/events';
import type { HolidaysEvent, PersonEvent, PersonRequestEvent } from '@sohoi/persons/events';
import { trainingEvents } from '@sohoi/training/events';
import type { TrainingEvent } from '@sohoi/training/events';
import { accessFacts } from './access.facts.js';
import { evaluationFacts } from './evaluation.facts.js';
import { Change, HIDDEN } from './facts.js';
import type { Facts, FactsOf, Patch } from './facts.js';
import { memberFacts } from './member.facts.js';
import { organizationFacts } from './organization.facts.js';
import { personsFacts } from './persons.facts.js';
import { trainingFacts } from './training.facts.js';

export const historyEvents = {
  ...{ ...organizationEvents, ...memberEvents, ...trainingEvents },
  ...{ ...evaluationEvents, ...personsEvents, ...accessEvents },
} as const;
type PersonsEvent = PersonEvent | PersonRequestEvent | HolidaysEvent;
export type HistoryEvent =
  OrganizationEvent | MemberEvent | TrainingEvent | EvaluationEvent | PersonsEvent | AccessEvent;

const facts: FactsOf<HistoryEvent> = {
  ...{ ...organizationFacts, ...memberFacts, ...trainingFacts },
  ...{ ...evaluationFacts, ...personsFacts, ...accessFacts },
};

/** One field before and after an event; null: nothing. `hidden`: changed, but what it says is not for the asker. */
export type FieldChange = {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly hidden: boolean;
};

export type Changed = { readonly event: RecordedEvent; readonly changes: readonly FieldChange[] };

/**
 * What each of these events of one stream changed, in their order. Only what they themselves tell is held against each
 * other: what the asker is not shown is in no `before` either.
 */
export const changesOf = (events: readonly RecordedEvent[]): readonly Changed[] => {
  const known = new Map<string, unknown>();
  return events.map((event) => {
    const patch = Object.entries(patchOf(decode(historyEvents, event), known));
    const changes = patch.flatMap(([field, value]) => changeOf(field, value, known));
    for (const [field, value] of patch) known.set(field, isOf(value));
    return { event, changes };
  });
};

const patchOf = ({ type, data }: HistoryEvent, known: Facts): Patch =>
  (facts[type] as (data: unknown, facts: Facts) => Patch)(data, known);

const changeOf = (field: string, value: unknown, known: Facts): readonly FieldChange[] => {
  const before = value instanceof Change ? value.was : (known.get(field) ?? null);
  const after = isOf(value);
  if (before === HIDDEN || after === HIDDEN) return [{ field, before: null, after: null, hidden: true }];
  return sameData(before, after) ? [] : [{ field, before, after, hidden: false }];
};

/** What is absent in an event is nothing. */
const isOf = (value: unknown): unknown => (value instanceof Change ? value.is : value) ?? null;
