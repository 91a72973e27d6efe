import { AppendOutcomeUnknown, InvalidAppend } from '@sohoi/event-store';
import type { AppendResult, Position } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { appendBatch } from './append-batch.js';
import type { Answer, AppendRequest } from './append-batch.js';
import { isConnectionLost } from './errors.js';

type Waiting = AppendRequest & {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
};

export type Appender = {
  append(request: AppendRequest): Promise<AppendResult>;
  /** Resolves when all that was asked for is answered. */
  idle(): Promise<void>;
};

/** One transaction takes at most so many events; a request is never split. */
const BATCH_EVENTS = 2000;

/** Class 22: a value that the engine cannot hold; 54: beyond its limits, such as nesting. */
const UNACCEPTABLE = /^(22|54)/;

/** While the database works on one batch, the answers of the other are given and the next one is made. */
const IN_FLIGHT = 2;

/**
 * Batches appends. States: *idle* (nothing asked for), *busy* (one or two batches with the database, later requests
 * waiting). When a batch is answered, those that wait and stand in nobody's way are the next batch.
 * @param onAppended is told the log's new end after each batch
 */
export const createAppender = (pool: Pool, onAppended: (position: Position) => void): Appender => {
  let waiting: Waiting[] = [];
  const flying = new Set<readonly Waiting[]>();
  let scheduled = false;
  const whenIdle: (() => void)[] = [];

  const send = async (): Promise<void> => {
    // What is asked for in the same turn of the event loop goes together.
    await Promise.resolve();
    scheduled = false;
    const { batch, rest } = nextBatch(waiting, [...flying].flat());
    if (batch.length === 0) return;
    waiting = rest;
    flying.add(batch);
    await carryOut(pool, batch, onAppended);
    flying.delete(batch);
    if (flying.size === 0 && waiting.length === 0) for (const tell of whenIdle.splice(0)) tell();
    schedule();
  };

  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || flying.size >= IN_FLIGHT) return;
    scheduled = true;
    void send();
  };

  return {
    append: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...request, resolve, reject });
        schedule();
      }),
    idle: () =>
      flying.size === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve)),
  };
};

/** The longest run of requests to different streams with different ids; what stands in the way waits its turn. */
const nextBatch = (waiting: readonly Waiting[], flying: readonly Waiting[]): { batch: Waiting[]; rest: Waiting[] } => {
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  const streams = new Set(flying.map(({ stream }) => stream));
  const ids = new Set(flying.flatMap(({ events }) => events.map(({ id }) => id)));
  let room = BATCH_EVENTS;
  for (const request of waiting) {
    const { stream, events } = request;
    if (streams.has(stream) || events.length > room || events.some(({ id }) => ids.has(id))) {
      rest.push(request);
    } else {
      batch.push(request);
      room -= events.length;
    }
    // Also of those that wait, so that none overtakes another of its stream.
    streams.add(stream);
    for (const { id } of events) ids.add(id);
  }
  return { batch, rest };
};

const carryOut = async (pool: Pool, batch: readonly Waiting[], onAppended: (position: Position) => void) => {
  try {
    const answers = await appendBatch(pool, batch);
    batch.forEach((request, n) => answer(request, answers[n]));
    const ends = answers.flatMap((given) => (given instanceof Error ? [] : [given.position]));
    if (ends.length > 0) onAppended(ends.reduce((a, b) => (a > b ? a : b)));
  } catch (error) {
    if (isConnectionLost(error)) {
      for (const { stream, reject } of batch) reject(new AppendOutcomeUnknown(stream, error));
    } else if (batch.length > 1) {
      // Rolled back for the sake of one; alone, each gets the answer it deserves.
      for (const request of batch) await carryOut(pool, [request], onAppended);
    } else {
      batch[0]?.reject(refusalOf(batch[0].stream, error));
    }
  }
};

const answer = ({ resolve, reject }: Waiting, given: Answer | undefined): void => {
  if (given instanceof Error) reject(given);
  else if (given) resolve(given);
  else reject(new Error('an append was left without an answer'));
};

const refusalOf = (stream: string, error: unknown): unknown => {
  const { code, message } = error as { code?: string; message?: string };
  return code && UNACCEPTABLE.test(code) ? new InvalidAppend(`${stream}: ${message}`, { cause: error }) : error;
};
