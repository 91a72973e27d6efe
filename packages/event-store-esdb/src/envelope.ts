import { jsonEvent } from '@eventstore/db-client';
import type { AllStreamRecordedEvent, EventData, JSONType, RecordedEvent as ReadRecord } from '@eventstore/db-client';
import { UnreadableRecord } from '@sohoi/event-store';
import type { EncodedEvent, EventMetadata, RecordedEvent } from '@sohoi/event-store';
import { EsdbUnusable } from './errors.js';
import { isKnown, positionOf } from './position.js';
import { NEEDED } from './server-version.js';

/**
 * What stands in an event's metadata there. Data are our data as JSON, so that the server's own console and
 * projections can read them.
 */
type Envelope = {
  readonly schemaVersion: number;
  /** Of the call that wrote it: a server that knew the events already answers as if it had written them. */
  readonly appendId: string;
  readonly metadata: EventMetadata;
  /** Data are a JSON text; unmarked, a text is what the client gives for data that are no JSON at all. */
  readonly text?: true;
  /** When another log took it, for an event that was copied from there. */
  readonly recordedAt?: string;
};

/** An event as we give it, and the call that wrote it. */
export type Decoded = { readonly event: RecordedEvent; readonly appendId: string };

export const encode = (event: EncodedEvent, appendId: string, recordedAt?: string): EventData => {
  const data = JSON.parse(event.data) as JSONType;
  const envelope: Envelope = {
    schemaVersion: event.schemaVersion,
    appendId,
    metadata: JSON.parse(event.metadata) as EventMetadata,
    ...(typeof data === 'string' && { text: true }),
    ...(recordedAt !== undefined && { recordedAt }),
  };
  // The client writes both by JSON.stringify, which of what JSON.parse made gives the same text again.
  return jsonEvent({ id: event.id, type: event.type, data, metadata: envelope as unknown as JSONType });
};

/** The server's own events and streams: statistics, metadata of streams, indexes by category. */
export const isSystem = ({ type, streamId }: { type: string; streamId: string }): boolean =>
  (type.startsWith('$') && type !== LINK) || streamId.startsWith('$');

/** The type of an event that only points to another. */
export const LINK = '$>';

/**
 * The event in our form.
 * @param at the place it is read at; that of the link for one that was read through a link
 * @throws UnreadableRecord for what we did not write, and for what cannot be read any more
 */
export const decode = (
  record: ReadRecord | AllStreamRecordedEvent,
  at: ReadRecord['position'] = record.position,
): Decoded => {
  if (!isKnown(at)) {
    throw new EsdbUnusable(`EventStoreDB gives an event of a stream no position, as ${NEEDED} does`, {
      ...{ trouble: 'version', detail: 'unknown' },
    });
  }
  const position = positionOf(at);
  const unreadable = (reason: string): UnreadableRecord =>
    new UnreadableRecord({ position, id: record.id, type: record.type, stream: record.streamId, reason });
  if (record.type === LINK) throw unreadable('it is a link to another event, and links are not resolved');
  const { metadata, data } = record as { metadata?: unknown; data: unknown };
  if (!record.isJson || metadata instanceof Uint8Array) throw unreadable('it is not JSON');
  if (!isEnvelope(metadata)) throw unreadable('it is not an event of this ledger');
  if (typeof data === 'string' && !metadata.text) throw unreadable('its data are not JSON');
  return {
    appendId: metadata.appendId,
    event: {
      id: record.id,
      type: record.type,
      schemaVersion: metadata.schemaVersion,
      stream: record.streamId,
      streamVersion: Number(record.revision) + 1,
      position,
      recordedAt: metadata.recordedAt ?? record.created.toISOString(),
      data,
      metadata: metadata.metadata,
    },
  };
};

const isEnvelope = (value: unknown): value is Envelope => {
  if (typeof value !== 'object' || value === null) return false;
  const { schemaVersion, appendId, metadata } = value as Partial<Record<keyof Envelope, unknown>>;
  return (
    Number.isInteger(schemaVersion) && typeof appendId === 'string' && typeof metadata === 'object' && metadata !== null
  );
};
