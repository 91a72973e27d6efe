import { decode } from '@sohoi/decider';
import type { RecordedEvent } from '@sohoi/event-store';
import { publicEvents, storedEvents } from './public-events.js';
import { notPublic } from './not-public.js';
import { schemaVersionOf, typeOf } from './public-event.js';
import type { Topic } from './public-event.js';
import { shown } from './shown.js';

/** A CloudEvents 1.0 event in its structured form; the extensions are those of docs/explanation/the-contract.md. */
export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When it was true: the beginning of that day in Vietnam. */
  readonly time: string;
  /** When the log took it: an instant in UTC. */
  readonly recordedtime: string;
  /** The place in the whole log, comparable as text: 20 digits, where the engine's positions are numbers. */
  readonly sequence: string;
  /** The place in the subject's own stream: 1 for its first event. */
  readonly streamversion: number;
  /** The id behind the subject: all events of one person, unit or the like go one way. */
  readonly partitionkey: string;
  readonly correlationid: string;
  readonly causationid?: string;
  readonly dataclassification: 'confidential';
  readonly dataregulation: 'VN-PDPL';
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly data: { readonly [field: string]: unknown };
};

export type Publisher = {
  /** Name of this ledger among others: letters, digits, dots and dashes. */
  readonly instance: string;
  /** Where the schemas are served, without a slash at the end: `https://so-hoi.example/schemas`. */
  readonly schemas: string;
};

/** Positions that are numbers get the same length; those of other engines are comparable as text as they are. */
export const sequenceOf = (position: string): string =>
  /^\d+$/.test(position) ? position.padStart(20, '0') : position;

/** The `source` of the events of a topic. */
export const sourceOf = ({ instance }: Publisher, topic: Topic): string => `urn:vwu:${instance}:${topic}`;

/**
 * The public form of a stored event; undefined if its type is not public.
 * @throws UnreadableEvent for a type or schema version that this code does not know: it is never passed over
 */
export const cloudEventOf = (stored: RecordedEvent, publisher: Publisher): CloudEvent | undefined => {
  const { data } = decode(storedEvents, stored);
  const event = publicEvents.get(stored.type);
  if (!event) {
    if (notPublic.has(stored.type)) return undefined;
    throw new Error(`${stored.type} is neither public nor listed as not public`);
  }
  const dash = stored.stream.indexOf('-');
  const subject = stored.stream.slice(dash + 1);
  const { causationId, correlationId } = stored.metadata;
  return {
    specversion: '1.0',
    id: stored.id,
    source: sourceOf(publisher, event.topic),
    type: typeOf(event),
    subject: `${stored.stream.slice(0, dash)}/${subject}`,
    time: `${(data as { readonly at: string }).at}T00:00:00+07:00`,
    recordedtime: stored.recordedAt,
    sequence: sequenceOf(stored.position),
    streamversion: stored.streamVersion,
    partitionkey: subject,
    correlationid: correlationId,
    ...(causationId === null ? {} : { causationid: causationId }),
    dataclassification: 'confidential',
    dataregulation: 'VN-PDPL',
    datacontenttype: 'application/json',
    dataschema: `${publisher.schemas}/${event.name}/${schemaVersionOf(event)}.json`,
    data: shown(event.schema, data) as CloudEvent['data'],
  };
};
