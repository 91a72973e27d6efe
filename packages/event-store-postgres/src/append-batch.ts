import { EventIdReused, VersionConflict } from '@sohoi/event-store';
import type { AppendResult, EncodedEvent } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { integerArray, jsonArray, textArray, uuidArray } from './binary-array.js';
import { positionOf } from './position.js';

export type AppendRequest = {
  readonly stream: string;
  readonly expectedVersion: number;
  readonly events: readonly EncodedEvent[];
};

/** The answer to one request; a refusal is thrown to its own caller only. */
export type Answer = AppendResult | VersionConflict | EventIdReused;

const APPEND = 'SELECT base, actual FROM log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)';

const KNOWN = 'SELECT id, stream, type, stream_version, position FROM log.event WHERE id = ANY($1)';

type Known = { id: string; stream: string; type: string; stream_version: number; position: string };

const UNIQUE_VIOLATION = '23505';

/**
 * One transaction, one round trip: each request's stream differs, and so do all ids. Only when an id is already in
 * the log, or a stream stands elsewhere, are the ids looked up to tell a repetition from a conflict.
 */
export const appendBatch = async (pool: Pool, requests: readonly AppendRequest[]): Promise<readonly Answer[]> => {
  try {
    return await appendNew(pool, requests);
  } catch (error) {
    if (!isIdTaken(error)) throw error;
  }
  const answers = await answersGivenBefore(pool, requests);
  const fresh = requests.filter((_request, n) => !answers[n]);
  const appended = fresh.length > 0 ? [...(await appendBatch(pool, fresh))] : [];
  return answers.map((answer) => answer ?? takeFirst(appended));
};

const isIdTaken = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'event_id_key';
};

const takeFirst = (answers: Answer[]): Answer => {
  const answer = answers.shift();
  if (!answer) throw new Error('an append was left without an answer');
  return answer;
};

const appendNew = async (pool: Pool, requests: readonly AppendRequest[]): Promise<readonly Answer[]> => {
  const { rows } = await pool.query<{ base: string; actual: number[] }>({
    name: 'log.append',
    text: APPEND,
    values: parameters(requests),
  });
  const [row] = rows;
  if (!row) throw new Error('log.append gave no answer');
  let position = BigInt(row.base);
  const answers = requests.map(({ stream, expectedVersion, events }, n): Answer => {
    const actual = row.actual[n] ?? 0;
    if (actual !== expectedVersion) return new VersionConflict(stream, expectedVersion, actual);
    position += BigInt(events.length);
    return { streamVersion: expectedVersion + events.length, position: positionOf(position), repeated: false };
  });
  const refused = requests.filter((_request, n) => answers[n] instanceof VersionConflict);
  if (refused.length === 0) return answers;
  const earlier = await answersGivenBefore(pool, refused);
  return answers.map((answer, n) => {
    const request = requests[n];
    return (request && earlier[refused.indexOf(request)]) ?? answer;
  });
};

const parameters = (requests: readonly AppendRequest[]): Buffer[] => {
  const events = requests.flatMap(({ events: own }) => own);
  const perEvent = <T>(value: (request: AppendRequest, place: number, n: number) => T): T[] =>
    requests.flatMap((request, place) => request.events.map((_event, n) => value(request, place, n)));
  return [
    textArray(requests.map(({ stream }) => stream)),
    integerArray(requests.map(({ expectedVersion }) => expectedVersion)),
    integerArray(perEvent((_request, place) => place + 1)),
    textArray(perEvent(({ stream }) => stream)),
    integerArray(perEvent(({ expectedVersion }, _place, n) => expectedVersion + n + 1)),
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    integerArray(events.map(({ schemaVersion }) => schemaVersion)),
    jsonArray(events.map(({ data }) => data)),
    jsonArray(events.map(({ metadata }) => metadata)),
  ];
};

/** Per request: its first answer, or that an id is taken; undefined if none of its ids is in the log. */
const answersGivenBefore = async (
  pool: Pool,
  requests: readonly AppendRequest[],
): Promise<readonly (AppendResult | EventIdReused | undefined)[]> => {
  const ids = requests.flatMap(({ events }) => events.map(({ id }) => id));
  const { rows } = await pool.query<Known>({ name: 'log.known', text: KNOWN, values: [uuidArray(ids)] });
  const known = new Map(rows.map((row) => [row.id, row]));
  return requests.map((request) => firstAnswer(known, request));
};

const firstAnswer = (
  known: ReadonlyMap<string, Known>,
  { stream, events }: AppendRequest,
): AppendResult | EventIdReused | undefined => {
  const found = events.map(({ id }) => known.get(id));
  const start = found[0]?.stream_version ?? 0;
  const same = events.every((event, n) => {
    const row = found[n];
    return row && row.stream === stream && row.type === event.type && row.stream_version === start + n;
  });
  const last = found.at(-1);
  if (same && last) {
    return { streamVersion: last.stream_version, position: positionOf(BigInt(last.position)), repeated: true };
  }
  const taken = found.find((row) => row);
  return taken && new EventIdReused(stream, taken.id);
};
