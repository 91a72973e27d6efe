import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '@eventstore/db-client';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { AppendOutcomeUnknown, EventIdReused, InvalidAppend, VersionConflict } from '@sohoi/event-store';
import type { AppendResult, EncodedEvent, RecordedEvent } from '@sohoi/event-store';
import type { Connection } from './connection.js';
import { EsdbUnavailable, isTooLarge, isWrongVersion } from './errors.js';
import { encode } from './envelope.js';
import type { Decoded } from './envelope.js';
import { readStreamPage } from './read.js';
import { versionOfKnown } from './stream-memory.js';
import type { StreamMemory } from './stream-memory.js';

export type Append = (
  stream: string,
  expectedVersion: number,
  events: readonly EncodedEvent[],
  /** Of each event, if another log took them before. */
  recordedAt?: readonly string[],
) => Promise<AppendResult>;

const PAGE = 1000;

/**
 * Appends at an exact version, so that what the stream holds before it is known and can be searched for the ids. The
 * server finds known ids by itself only right behind the expected version, and then answers as if it had written the
 * events: the last one is read back, and shows by its append id whose it is. The same call may therefore be sent again
 * after any failure.
 */
export const createAppender = (connection: Connection, memory: StreamMemory): Append => {
  /** All of a stream in the place of what was known of it, at once: other appends go on meanwhile. */
  const readAnew = async (client: EventStoreDBClient, stream: string): Promise<void> => {
    const events: RecordedEvent[] = [];
    for (;;) {
      const page = await readStreamPage(client, stream, events.length, PAGE);
      for (const { event } of page) events.push(event);
      if (page.length < PAGE) break;
    }
    memory.replace(stream, events);
  };

  /** Brings what is known of a stream to a version, or to its end; from the beginning if it is another stream now. */
  const readOn = (stream: string, to: number): Promise<void> =>
    connection.use(async (client) => {
      for (let { version } = memory.of(stream); version < to; version = memory.of(stream).version) {
        // The last one that is known comes first, and shows whether the log was restored from an older copy.
        const after = Math.max(0, version - 1);
        const wanted = Math.min(PAGE, to - after);
        const page = await readStreamPage(client, stream, after, wanted);
        const events = page.map(({ event }) => event);
        if ((version > 0 && page.length === 0) || !memory.add(stream, events)) return readAnew(client, stream);
        if (page.length < wanted) return;
      }
    });

  const eventAt = (stream: string, version: number): Promise<Decoded> =>
    connection.use(async (client) => {
      const [found] = await readStreamPage(client, stream, version - 1, 1);
      if (!found) throw new EsdbUnavailable(`EventStoreDB does not give version ${version} of ${stream} yet`);
      return found;
    });

  /**
   * The first answer, if these events are in the stream by what is known of it. Whatever speaks against the append is
   * looked at anew first, since a server that was restored from an older copy has lost some of what is known.
   */
  const earlierAnswer = async (
    stream: string,
    events: readonly EncodedEvent[],
    appendId: string,
    isAnew = false,
  ): Promise<AppendResult | undefined> => {
    try {
      const version = versionOfKnown(memory.of(stream), stream, events);
      if (version === undefined) return undefined;
      const first = version - events.length;
      const there = await connection.use((client) => readStreamPage(client, stream, first, events.length));
      const last = there.at(-1);
      if (last && events.every(({ id }, n) => there[n]?.event.id === id)) {
        return { streamVersion: version, position: last.event.position, repeated: last.appendId !== appendId };
      }
      if (isAnew) throw new EsdbUnavailable(`EventStoreDB does not give version ${version} of ${stream} yet`);
    } catch (error) {
      if (isAnew || !(error instanceof EventIdReused)) throw error;
    }
    await connection.use((client) => readAnew(client, stream));
    return earlierAnswer(stream, events, appendId, true);
  };

  /** Sends once more after a failure that may pass, under the same append id. */
  const send = (
    stream: string,
    expectedVersion: number,
    events: readonly EncodedEvent[],
    appendId: string,
    recordedAt: readonly string[] | undefined,
  ): Promise<'accepted' | 'refused'> =>
    connection.use(async (client) => {
      const data = events.map((event, n) => encode(event, appendId, recordedAt?.[n]));
      const expectedRevision = expectedVersion === 0 ? NO_STREAM : BigInt(expectedVersion - 1);
      try {
        await client.appendToStream(stream, data, { expectedRevision, requiresLeader: true });
        return 'accepted';
      } catch (error) {
        if (isWrongVersion(error)) return 'refused';
        if (isTooLarge(error)) throw new InvalidAppend(`${stream}: larger than the server takes`, { cause: error });
        throw error;
      }
    });

  const sendAndAnswer = async (
    stream: string,
    expectedVersion: number,
    events: readonly EncodedEvent[],
    recordedAt: readonly string[] | undefined,
  ): Promise<AppendResult> => {
    const appendId = randomUUID();
    if ((await send(stream, expectedVersion, events, appendId, recordedAt)) === 'accepted') {
      const streamVersion = expectedVersion + events.length;
      const last = await eventAt(stream, streamVersion);
      if (last.appendId === appendId) {
        const places = events.map(({ id, type }, n) => ({ id, type, streamVersion: expectedVersion + n + 1 }));
        memory.add(stream, places);
        return { streamVersion, position: last.event.position, repeated: false };
      }
    }
    await readOn(stream, Infinity);
    const answer = await earlierAnswer(stream, events, appendId);
    if (answer) return answer;
    throw new VersionConflict(stream, expectedVersion, memory.of(stream).version);
  };

  return async (stream, expectedVersion, events, recordedAt) => {
    await readOn(stream, expectedVersion);
    if (memory.of(stream).version > expectedVersion) await readOn(stream, Infinity);
    const earlier = await earlierAnswer(stream, events, '');
    if (earlier) return earlier;
    const { version } = memory.of(stream);
    if (version !== expectedVersion) throw new VersionConflict(stream, expectedVersion, version);
    try {
      return await sendAndAnswer(stream, expectedVersion, events, recordedAt);
    } catch (error) {
      if (error instanceof EsdbUnavailable) throw new AppendOutcomeUnknown(stream, error);
      throw error;
    }
  };
};
