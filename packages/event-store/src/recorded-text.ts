import type { RecordedEvent } from './event-store.js';

/**
 * Everything of an event that stays the same wherever it is kept, as one text: all but the position, which is the engine's
 * own. `data` and `metadata` are the JSON that is stored, since what `JSON.stringify` wrote comes back the same when it is
 * read and written again. Copies are compared by it, and the tree over the log is made of it: it must never change.
 */
export const recordedText = ({
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
