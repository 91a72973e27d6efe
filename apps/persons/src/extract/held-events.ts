import { decode } from '@sohoi/decider';
import type { EventCatalog } from '@sohoi/decider';
import type { RecordedEvent } from '@sohoi/event-store';
import { membershipEvents } from '@sohoi/membership/events';
import { organizationEvents } from '@sohoi/organization/events';
import { holidaysEvents, personEvents, personRequestEvents } from '@sohoi/persons/events';
import { changeMarked, markedFieldsOf } from '@sohoi/sealing';
import { trainingEvents } from '@sohoi/training/events';

/** What can hold something on a person, by the category of the stream. */
export const heldCatalogs: Readonly<Record<string, EventCatalog>> = {
  member: membershipEvents,
  unit: organizationEvents,
  chapter: organizationEvents,
  trainingClass: trainingEvents,
  person: personEvents,
  personRequest: personRequestEvents,
  holidayCalendar: holidaysEvents,
};

export type HeldEvent = Pick<RecordedEvent, 'position' | 'type' | 'recordedAt'> & {
  readonly data: Readonly<Record<string, unknown>>;
  /** Paths of the marked fields of this person that are in the data, open or not. */
  readonly personal: readonly string[];
};

/**
 * Of one stream, as its own host reads it: the events that concern the person, with nothing in them of anybody else.
 * In a class she is named once and goes by her trainee's id from then on.
 */
export const heldEventsOf = (personId: string, history: readonly RecordedEvent[]): readonly HeldEvent[] => {
  const known = new Set<string>();
  return history.flatMap((event) => {
    const catalog = heldCatalogs[event.stream.slice(0, event.stream.indexOf('-'))];
    if (!catalog) return [];
    const { data } = decode(catalog, event) as { data: Readonly<Record<string, unknown>> };
    const own = new Set([personId, ...known]);
    for (const id of traineeIdsOf(data, personId)) known.add(id);
    if (!names(data, new Set([...own, ...known]))) return [];
    const personal: string[] = [];
    const hers = changeMarked(data, markedFieldsOf(catalog, event.type), (marked) => {
      const foreign = marked.kind !== 'masked' && marked.personId !== personId;
      if (!foreign) personal.push(marked.path.replaceAll(/\.\d+(?=\.|$)/g, ''));
      return foreign ? null : marked.value;
    });
    const { position, type, recordedAt } = event;
    return [{ position, type, recordedAt, data: without(hers, personId, known) as HeldEvent['data'], personal }];
  });
};

const ID_KEYS = ['memberId', 'personId', 'traineeId'] as const;

const isObject = (node: unknown): node is Readonly<Record<string, unknown>> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const objectsIn = (node: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (Array.isArray(node)) return node.flatMap(objectsIn);
  return isObject(node) ? [node, ...Object.values(node).flatMap(objectsIn)] : [];
};

const traineeIdsOf = (data: unknown, personId: string): readonly string[] =>
  objectsIn(data).flatMap((node) => {
    const { traineeId } = node;
    return node['personId'] === personId && typeof traineeId === 'string' ? [traineeId] : [];
  });

const names = (data: unknown, own: ReadonlySet<string>): boolean =>
  objectsIn(data).some((node) => {
    const ids = [...ID_KEYS.map((key) => node[key]), ...(Array.isArray(node['traineeIds']) ? node['traineeIds'] : [])];
    return ids.some((id) => own.has(String(id)));
  });

/** The data without the list elements that are about other persons. */
const without = (node: unknown, personId: string, trainees: ReadonlySet<string>): unknown => {
  if (Array.isArray(node)) {
    const mine = node.filter(
      (one: unknown) => !isObject(one) || one['personId'] === undefined || one['personId'] === personId,
    );
    return mine.map((one) => without(one, personId, trainees));
  }
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const list =
        key === 'traineeIds' && Array.isArray(value) ? value.filter((id) => trainees.has(String(id))) : value;
      return [key, without(list, personId, trainees)];
    }),
  );
};
