import { createHash } from 'node:crypto';
import type { RecordedEvent } from '@sohoi/event-store';

/**
 * Everything of an event that a copy keeps, as one text: all but the position, which is the engine's own. `data` and
 * `metadata` are the JSON that is stored, since what `JSON.stringify` wrote comes back the same when it is read and
 * written again.
 */
export const keptOf = ({
  stream,
  streamVersion,
  id,
  type,
  schemaVersion,
  recordedAt,
  data,
  metadata,
}: RecordedEvent): string =>
  JSON.stringify([stream, streamVersion, id, type, schemaVersion, recordedAt, data, metadata]);

/** A hash over all texts so far: each one is SHA-256 of the one before and of the next text. */
export type RollingHash = {
  add(text: string): void;
  /** 64 hexadecimal digits; of no text at all, 64 zeros. */
  value(): string;
};

export const rollingHash = (): RollingHash => {
  let last: Uint8Array = new Uint8Array(32);
  return {
    add: (text) => {
      last = createHash('sha256').update(last).update(text).digest();
    },
    value: () => Buffer.from(last).toString('hex'),
  };
};
