import { AppendTooLarge, InvalidAppend } from './event-store.js';
import type { NewEvent } from './event-store.js';
import { utf8Length } from './utf8-length.js';

/** An event with its data and metadata as the JSON texts that are stored. */
export type EncodedEvent = {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
};

/** Most events of one append. */
export const MAX_EVENTS = 1000;

/** Most bytes of one append: EventStoreDB, as it is shipped, takes no more, and all engines promise the same. */
export const MAX_APPEND_BYTES = 1_048_576;

/** Counted for each event besides data and metadata: its type, and what an engine writes around the metadata. */
export const BYTES_BESIDES = 400;

/** The largest version that every engine can hold. */
const MAX_VERSION = 2 ** 31 - 1;

const STREAM = /^[A-Za-z][A-Za-z0-9]*-[^\s\p{C}]{1,200}$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TYPE = /^[A-Za-z][A-Za-z0-9]{0,99}$/;

/** An escaped NUL, or half of a surrogate pair, which `JSON.stringify` escapes only if its other half is missing. */
const NOT_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/**
 * What an adapter stores for an append, checked: 1 to 1000 events with ids (UUIDs in lower case) that differ,
 * a stream `category-id` (an id of at most 200 characters, no blanks), an expected version from 0, JSON data,
 * and text that is text: no NUL, no half of a surrogate pair; in all at most `MAX_APPEND_BYTES`, which are those of data
 * and metadata as JSON in UTF-8 and `BYTES_BESIDES` for each event.
 * @throws InvalidAppend that names the event and the field, AppendTooLarge; nothing was sent to the engine
 */
export const encodeAppend = (
  stream: string,
  expectedVersion: number,
  events: readonly NewEvent[],
): readonly EncodedEvent[] => {
  if (!STREAM.test(stream)) throw new InvalidAppend(`stream ${JSON.stringify(stream)} is not of the form category-id`);
  if (!Number.isInteger(expectedVersion) || expectedVersion < 0 || expectedVersion > MAX_VERSION) {
    throw new InvalidAppend(`expected version ${expectedVersion} is not a version`);
  }
  if (events.length < 1 || events.length > MAX_EVENTS) {
    throw new InvalidAppend(`${events.length} events; an append takes 1 to ${MAX_EVENTS}`);
  }
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new InvalidAppend('two events of one append have the same id');
  }
  const encoded = events.map(encodeEvent);
  refuseLarge(encoded);
  return encoded;
};

const refuseLarge = (events: readonly EncodedEvent[]): void => {
  // A character is at most three bytes: nearly always that says enough.
  const characters = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  if (characters * 3 + events.length * BYTES_BESIDES <= MAX_APPEND_BYTES) return;
  const sizes = events.map(({ data, metadata }) => utf8Length(data) + utf8Length(metadata) + BYTES_BESIDES);
  const largest = sizes.findIndex((size) => size > MAX_APPEND_BYTES);
  if (largest >= 0) throw new AppendTooLarge(`event ${largest}`, sizes[largest] ?? 0, MAX_APPEND_BYTES);
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (sum > MAX_APPEND_BYTES) throw new AppendTooLarge('events', sum, MAX_APPEND_BYTES);
};

const encodeEvent = ({ id, type, schemaVersion, data, metadata }: NewEvent, index: number): EncodedEvent => {
  const where = `event ${index}`;
  if (!UUID.test(id)) throw new InvalidAppend(`${where}: id ${JSON.stringify(id)} is not a UUID in lower case`);
  if (!TYPE.test(type)) throw new InvalidAppend(`${where}: type ${JSON.stringify(type)} is not the name of a type`);
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 32_767) {
    throw new InvalidAppend(`${where}: schema version ${schemaVersion} is not between 1 and 32767`);
  }
  return {
    id,
    type,
    schemaVersion,
    data: encodeJson(data, `${where}: data`),
    metadata: encodeJson(metadata, `${where}: metadata`),
  };
};

const encodeJson = (value: unknown, where: string): string => {
  const text = stringify(value, where);
  if (text.includes('\\u') && NOT_TEXT.test(text)) {
    throw new InvalidAppend(`${where}: contains a NUL or half of a surrogate pair`);
  }
  return text;
};

const stringify = (value: unknown, where: string): string => {
  try {
    const text: string | undefined = JSON.stringify(value);
    if (text !== undefined) return text;
  } catch (cause) {
    throw new InvalidAppend(`${where}: is not JSON`, { cause });
  }
  throw new InvalidAppend(`${where}: is not JSON`);
};
