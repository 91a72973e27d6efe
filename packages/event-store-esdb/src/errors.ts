import { ErrorType, isCommandError } from '@eventstore/db-client';
import type { CommandError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import type { Position } from '@sohoi/event-store';

/** The server, the way to it or its leader is away; the same may succeed later. */
export class EsdbUnavailable extends Error {
  override readonly name = 'EsdbUnavailable';
  /** Whoever follows the log waits and tries again. */
  readonly passing = true;
}

/** The server cannot be used as it is set up: a login, a right or its version is wrong. A person must act. */
export class EsdbUnusable extends Error {
  override readonly name = 'EsdbUnusable';
  readonly passing = false;
}

/**
 * At the place where a reader wants to go on, no event of this log stands: its checkpoint is of another log, or the log
 * was restored from an older copy. A person must decide.
 */
export class EsdbInvalidPosition extends Error {
  override readonly name = 'EsdbInvalidPosition';
  readonly passing = false;
  readonly position: Position;

  constructor(position: Position, cause: unknown) {
    super(
      `the log in EventStoreDB has nothing that begins at position ${position}: the checkpoint is of another log, or the log was restored from an older copy`,
      { cause },
    );
    this.position = position;
  }
}

const typeOf = (error: unknown): ErrorType | undefined =>
  error instanceof Error && isCommandError(error) ? (error as CommandError).type : undefined;

export const isWrongVersion = (error: unknown): boolean => typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
export const isNoStream = (error: unknown): boolean => typeOf(error) === ErrorType.STREAM_NOT_FOUND;
export const isNotLeader = (error: unknown): boolean => typeOf(error) === ErrorType.NOT_LEADER;
export const isTooLarge = (error: unknown): boolean => typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED;

/**
 * What servers say, under the code Unknown, of a place in the middle of a record. Those before 23.10 say nothing that
 * can be told from a broken connection.
 */
const MISALIGNED = /invalid position|ReadAllResult\.InvalidPosition/i;

export const isInvalidPosition = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code !== undefined && MISALIGNED.test(error.message);

/** What says nothing about the request: the same may be asked again, of another leader or over another channel. */
const PASSING: ReadonlySet<ErrorType | undefined> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
]);

/** The same by gRPC's codes; Unknown and Internal are what is made of a connection that died beneath a call. */
const PASSING_CODES: ReadonlySet<unknown> = new Set([
  status.CANCELLED,
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.ABORTED,
  status.INTERNAL,
  status.UNAVAILABLE,
]);

const DENIED_CODES: ReadonlySet<unknown> = new Set([status.PERMISSION_DENIED, status.UNAUTHENTICATED]);

/** Errors that the client throws without a type or code: no member of the cluster answered, or its channel was closed. */
const CHANNEL = /Failed to discover|Channel has been shut down|Channel closed/;

/** The error in our terms; of a passing one the caller may try again. */
export const ours = (error: unknown): unknown => {
  if (!(error instanceof Error) || error instanceof EsdbUnavailable || error instanceof EsdbUnusable) return error;
  // Asked for by whoever knows the place.
  if (isInvalidPosition(error)) return error;
  const type = typeOf(error);
  const { code } = error as { code?: unknown };
  if (type === ErrorType.ACCESS_DENIED || DENIED_CODES.has(code)) {
    return new EsdbUnusable(
      'EventStoreDB refuses this user: the name or the password is wrong, or it may not do this (reading $all needs the right to)',
      { cause: error },
    );
  }
  // The client says unknown of every code that it has no type for.
  const untyped = type === undefined || type === ErrorType.UNKNOWN;
  if (PASSING.has(type) || (untyped && PASSING_CODES.has(code)) || CHANNEL.test(error.message)) {
    return new EsdbUnavailable(`EventStoreDB cannot be reached (${error.message})`, { cause: error });
  }
  return error;
};

/** The first that say where in the whole log an event of a stream stands. */
const FIRST_VERSION = [22, 6] as const;

/**
 * @param version `24.10.0`, or `unknown`
 * @throws EsdbUnusable
 */
export const refuseOld = (version: string): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > FIRST_VERSION[0] || (major === FIRST_VERSION[0] && minor >= FIRST_VERSION[1])) return;
  throw new EsdbUnusable(
    `this EventStoreDB is of version ${version}; version 22.10 or later is needed, or KurrentDB, since earlier ones do not say where in the whole log an event stands`,
  );
};
