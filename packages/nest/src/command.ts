import { handle } from '@sohoi/event-store';
import type { EventStore, Handled, StreamType } from '@sohoi/event-store';
import type { EventCatalog, RejectionMessage, RejectionMessages } from '@sohoi/decider';
import type { CommandRequest } from './command-request.js';
import type { Sentence } from './problem.js';

export const EVENT_STORE = Symbol('EventStore');

type Rejection = { readonly code: string };

/** What became of a command; `CommandInterceptor` makes the HTTP answer of it. */
export class CommandOutcome {
  constructor(
    readonly id: string,
    readonly handled: Exclude<Handled<never>, { outcome: 'rejected' }> | RejectedInWords,
  ) {}
}

export type RejectedInWords = {
  readonly outcome: 'rejected';
  readonly rejection: Rejection;
  readonly sentence: Sentence;
  /** The input that broke the rule, and its limit, where there is one. */
  readonly field?: string;
  readonly limit?: unknown;
};

/**
 * A message for the command bus: one subclass per decider.
 * `command` makes the command with what the host knows beside the body (the unit of a chapter, say); it is asked
 * only if the request was not carried out before.
 */
export class DeciderCommand<C> {
  constructor(
    readonly id: string,
    readonly request: CommandRequest,
    readonly command: () => C | Promise<C>,
    /** Id that the answer names, where it is not that of the stream: a post in a chapter, say. */
    readonly answerId: string = id,
  ) {}
}

/** Carries out a message of the bus against the log. */
export const carryOut = async <K extends EventCatalog, S, C, R extends Rejection>(
  store: EventStore,
  type: StreamType<K, S, C, R>,
  messages: RejectionMessages<R>,
  { id, answerId, request, command }: DeciderCommand<C>,
): Promise<CommandOutcome> => {
  const { metadata, eventId, expectedVersion } = request;
  const handled = await handle(store, type, {
    id,
    command,
    metadata,
    eventId,
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
  return new CommandOutcome(answerId, handled.outcome === 'rejected' ? inWords(messages, handled.rejection) : handled);
};

/** A rejection with its sentences. */
export const inWords = <R extends Rejection>(messages: RejectionMessages<R>, rejection: R): RejectedInWords => {
  const { vi, en, field, limit } = messages[rejection.code as R['code']] as RejectionMessage<R>;
  return {
    outcome: 'rejected',
    rejection,
    sentence: { vi: vi(rejection), en: en(rejection) },
    ...(field !== undefined && { field }),
    ...(limit && { limit: limit(rejection) }),
  };
};
