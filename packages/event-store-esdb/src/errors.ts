import { ErrorType, isCommandError } from '@eventstore/db-client';
import type { CommandError } from '@eventstore/db-client';

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

const typeOf = (error: unknown): ErrorType | undefined =>
  error instanceof Error && isCommandError(error) ? (error as CommandError).type : undefined;

export const isWrongVersion = (error: unknown): boolean => typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
export const isNoStream = (error: unknown): boolean => typeOf(error) === ErrorType.STREAM_NOT_FOUND;
export const isNotLeader = (error: unknown): boolean => typeOf(error) === ErrorType.NOT_LEADER;
export const isTooLarge = (error: unknown): boolean => typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED;

/** What says nothing about the request: the same may be asked again, of another leader or over another channel. */
const PASSING: ReadonlySet<ErrorType | undefined> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  // What the client makes of a connection that died beneath it.
  ErrorType.UNKNOWN,
]);

/** Errors that the client throws without a type: no member of the cluster answered, or its channel was closed. */
const CHANNEL = /Failed to discover|Channel has been shut down|Channel closed/;

/** The error in our terms; of a passing one the caller may try again. */
export const ours = (error: unknown): unknown => {
  if (error instanceof EsdbUnavailable || error instanceof EsdbUnusable) return error;
  const type = typeOf(error);
  const said = error instanceof Error ? error.message : String(error);
  if (PASSING.has(type) && type !== undefined) {
    return new EsdbUnavailable(`EventStoreDB cannot be reached (${said})`, { cause: error });
  }
  if (CHANNEL.test(said)) return new EsdbUnavailable(`EventStoreDB cannot be reached (${said})`, { cause: error });
  if (type === ErrorType.ACCESS_DENIED) {
    return new EsdbUnusable(
      'EventStoreDB refuses this user: the name or the password is wrong, or it may not do this (reading $all needs the right to)',
      { cause: error },
    );
  }
  return error;
};
