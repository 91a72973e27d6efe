import { ErrorType, isCommandError } from '@eventstore/db-client';
import type { CommandError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { UnreadableRecord } from '@sohoi/event-store';
import type { Position } from '@sohoi/event-store';

/** What is wrong, in one word, for whoever counts it or says it in another language. */
export type EsdbTrouble = 'unreachable' | 'untrusted' | 'login' | 'version' | 'address';

export type EsdbErrorOptions<T extends EsdbTrouble> = {
  readonly trouble?: T;
  /** A name for what is wrong that is the same in each language: ECONNREFUSED, a version, a parameter. */
  readonly detail?: string | undefined;
  /** The log that was asked for, without the password. */
  readonly address?: string | undefined;
  readonly cause?: unknown;
};

/** The server, the way to it or its leader is away; the same may succeed later. */
export class EsdbUnavailable extends Error {
  override readonly name = 'EsdbUnavailable';
  /** Whoever follows the log waits and tries again. */
  readonly passing = true;
  readonly trouble: 'unreachable' | 'untrusted';
  readonly detail: string | undefined;
  readonly address: string | undefined;

  constructor(message: string, options: EsdbErrorOptions<'unreachable' | 'untrusted'> = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.trouble = options.trouble ?? 'unreachable';
    this.detail = options.detail;
    this.address = options.address;
  }
}

/** The server cannot be used as it is set up: a login, a right, its version or its address is wrong. A person must act. */
export class EsdbUnusable extends Error {
  override readonly name = 'EsdbUnusable';
  readonly passing = false;
  readonly trouble: 'login' | 'version' | 'address';
  readonly detail: string | undefined;
  readonly address: string | undefined;

  constructor(message: string, options: EsdbErrorOptions<'login' | 'version' | 'address'>) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.trouble = options.trouble ?? 'address';
    this.detail = options.detail;
    this.address = options.address;
  }
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

/** Why a reader of the log does not come further, in one word. */
export type LogTrouble = EsdbTrouble | 'position' | 'record' | 'other';

export const troubleOf = (error: unknown): LogTrouble => {
  if (error instanceof EsdbUnavailable || error instanceof EsdbUnusable) return error.trouble;
  if (error instanceof EsdbInvalidPosition) return 'position';
  return error instanceof UnreadableRecord ? 'record' : 'other';
};

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
      { trouble: 'login', cause: error },
    );
  }
  // The client says unknown of every code that it has no type for.
  const untyped = type === undefined || type === ErrorType.UNKNOWN;
  if (PASSING.has(type) || (untyped && PASSING_CODES.has(code)) || CHANNEL.test(error.message)) {
    return unavailable(error, code);
  }
  return error;
};

/** What Node says of a certificate that it does not believe. */
const CERTIFICATE =
  /self-signed certificate(?: in certificate chain)?|unable to (?:verify|get) [a-z ]*certificate|certificate [a-z ]*(?:expired|valid|revoked|rejected|untrusted|trusted)|ERR_TLS_CERT_ALTNAME_INVALID|invalid CA certificate/;

/** What says in one word why a connection did not come about, in the many words of the client and of gRPC. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\b(E(?:CONN[A-Z]+|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|AI_AGAIN|NOTFOUND))\b/, '$1'],
  [/Name resolution failed/, 'ENOTFOUND'],
  [/wrong version number/, 'no TLS there'],
  [/Failed to discover/, 'no node of the cluster answered'],
];

const unavailable = (error: Error, code: unknown): EsdbUnavailable => {
  const { message } = error;
  const [distrust] = CERTIFICATE.exec(message) ?? [];
  if (distrust !== undefined) {
    return new EsdbUnavailable(`the certificate of EventStoreDB is not trusted (${distrust})`, {
      ...{ trouble: 'untrusted', detail: distrust, cause: error },
    });
  }
  const found = REASONS.map(([form, name]) => form.exec(message)?.[0].replace(form, name)).find(Boolean);
  const detail = found ?? (typeof code === 'number' ? status[code] : undefined);
  return new EsdbUnavailable(`EventStoreDB cannot be reached${detail === undefined ? '' : ` (${detail})`}`, {
    ...{ detail, cause: error },
  });
};
