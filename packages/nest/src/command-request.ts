import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Right, Role } from '@sohoi/access/events';
import type { EventMetadata } from '@sohoi/event-store';
import { id } from '@sohoi/fields';
import { v5, v7 } from 'uuid';
import { z } from 'zod';
import type { Actor } from './actor.js';
import type { RequestOfActor } from './request-of-actor.js';
import { fieldErrorsOf } from './invalid-input.js';
import { problems } from './problems.js';

/** All that a command needs beside its own data, whether it came by HTTP or from an import. */
export type CommandRequest = {
  readonly actor: Actor;
  /** Its role is that of the right which reaches the place, once that was looked up. */
  readonly metadata: EventMetadata;
  /**
   * Id of the n-th event that this request records in a stream: the same on every retry under the same idempotency key,
   * and another one in every other stream.
   */
  readonly eventId: (n: number, stream: string) => string;
  /** Id for the thing that this request creates, unless the client chose one. */
  readonly newId: () => string;
  readonly expectedVersion?: number;
};

const NAMESPACE = 'b4b1c1ac-36a5-5d0a-9a0e-0c54f8b7b6c1';

/** The version-5 id of a name within the ledger's own namespace. */
export const namedId = (name: string): string => v5(name, NAMESPACE);

/** Without a key each try is a request of its own. */
export const commandRequest = (
  actor: Actor,
  request: {
    key: string | undefined;
    commandHash: string;
    /** Where it was sent: things of different kinds that are created under one key have different ids. */
    path?: string;
    correlationId?: string;
    expectedVersion?: number;
  },
): CommandRequest => {
  const key = request.key === undefined ? v7() : `${actor.id} ${request.key}`;
  let acting: Role | undefined;
  const actsBy = ({ role }: Right): void => {
    acting ??= role;
  };
  return {
    actor: { ...actor, actsBy },
    metadata: {
      actor: actor.id,
      // Read when events are written, and the place of the command is known.
      get role() {
        return acting ?? actor.role;
      },
      correlationId: request.correlationId ?? v7(),
      causationId: null,
      commandHash: request.commandHash,
    },
    eventId: (n, stream) => namedId(`event ${n} in ${stream} of ${key}`),
    newId: () => (request.key === undefined ? v7() : namedId(`thing of ${request.path ?? ''} of ${key}`)),
    ...(request.expectedVersion !== undefined && { expectedVersion: request.expectedVersion }),
  };
};

const headers = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, { error: 'idempotency-key' })
    .optional(),
  'If-Match': z
    .string()
    .regex(/^"(0|[1-9]\d{0,8})"$/, { error: 'if-match' })
    .transform((tag) => Number(tag.slice(1, -1)))
    .optional(),
  'X-Correlation-Id': id.optional(),
});

/** Injects the `CommandRequest` of an HTTP request. */
export const FromRequest = createParamDecorator((_data: unknown, context: ExecutionContext): CommandRequest => {
  const http = context.switchToHttp().getRequest<RequestOfActor>();
  const parsed = headers.safeParse({
    'Idempotency-Key': http.header('idempotency-key'),
    'If-Match': http.header('if-match'),
    'X-Correlation-Id': http.header('x-correlation-id'),
  });
  if (!parsed.success) throw problems.invalid(fieldErrorsOf(parsed.error.issues));
  const { 'Idempotency-Key': key, 'If-Match': expectedVersion, 'X-Correlation-Id': given } = parsed.data;
  // The answer bears it too, so that what a client reports leads to the events.
  const correlationId = given ?? http.res?.getHeader('x-correlation-id');
  const actor = actorOfRequest(http);
  return commandRequest(actor, {
    key,
    commandHash: hashOfRequest(http),
    path: http.path,
    ...(typeof correlationId === 'string' && { correlationId }),
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
});

/** JSON with the keys of every object sorted, so that a client may send them in another order when it tries again. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const hashOfRequest = (http: RequestOfActor): string => {
  if (!http.hashOf) throw new Error(`no key to hash commands with on ${http.path}: the route is public`);
  return http.hashOf('command', inOneOrder([http.method, http.path, http.body]));
};

/** Injects the actor of an HTTP request. */
export const FromActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor =>
  actorOfRequest(context.switchToHttp().getRequest<RequestOfActor>()),
);

const actorOfRequest = (http: RequestOfActor): Actor => {
  if (!http.actor) throw new Error(`no actor on ${http.path}: the route is public`);
  return http.actor;
};
