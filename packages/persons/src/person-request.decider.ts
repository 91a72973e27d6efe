import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import { clocksOf, termFrom } from './clocks.js';
import { legalGrounds } from './legal-grounds.js';
import type { PersonRequestCommand, PersonRequestCommandOf } from './person-request.commands.js';
import { personRequestEvents } from './person-request.events.js';
import type { PersonRequestEvent } from './person-request.events.js';
import type { PersonRequestRejection } from './person-request.rules.js';
import { evolveRequest } from './person-request.state.js';
import type { KnownRequest, PersonRequestState } from './person-request.state.js';
import { retentionOn } from './person.rules.js';

type Decided = Decision<PersonRequestEvent, PersonRequestRejection>;

const decide = (command: PersonRequestCommand, state: PersonRequestState): Decided => {
  if (command.type === 'ReceiveRequest') return receive(command, state);
  if (state.status === 'absent') return reject({ code: 'RequestNotFound' });
  if (command.type === 'LapseRequest') return lapse(command, state);
  const { at } = command.data;
  const { received, decision } = state;
  if (at < received.at) return reject({ code: 'BeforeReceipt', receivedAt: received.at });
  if (decision && at < decision.at) return reject({ code: 'BeforeDecision', decidedAt: decision.at });
  return decideKnown(command, state);
};

const receive = ({ data }: PersonRequestCommandOf<'ReceiveRequest'>, state: PersonRequestState): Decided => {
  const { calendar, personErased, by, ...asked } = data;
  if (state.status !== 'absent') {
    const { replyBy: _reply, completeBy: _complete, receivedBy: _by, ...before } = state.received;
    return sameData(before, asked) ? record() : reject({ code: 'RequestAlreadyReceived', receivedAt: before.at });
  }
  if (personErased) return reject({ code: 'NothingHeldOnPerson' });
  const clocks = clocksOf(asked.kind, asked.at, calendar);
  return record({ type: 'RequestReceived', data: { ...asked, ...clocks, receivedBy: by } });
};

const decideKnown = (
  command: Exclude<PersonRequestCommand, { type: 'ReceiveRequest' | 'LapseRequest' }>,
  state: KnownRequest,
): Decided => {
  const { status, received } = state;
  const { by, at } = command.data;
  const request = { requestId: received.requestId, personId: received.personId, unitId: received.unitId };
  switch (command.type) {
    case 'AcknowledgeRequest':
      if (state.acknowledgedAt !== null) return record();
      return status === 'open' ? record({ type: 'RequestAcknowledged', data: { ...request, by, at } }) : over(state);
    case 'ExtendRequest':
      return extend(command, state);
    case 'GrantRequest':
      return grant(command, state);
    case 'RefuseRequest':
      return refuse(command, state);
    case 'CompleteRequest':
      if (status === 'completed') return record();
      if (status === 'granted') return record({ type: 'RequestCompleted', data: { ...request, by, at } });
      return status === 'open' ? reject({ code: 'RequestNotYetGranted' }) : over(state);
    case 'WithdrawRequest':
      if (status === 'withdrawn') return record();
      return status === 'open' ? record({ type: 'RequestWithdrawn', data: { ...request, by, at } }) : over(state);
  }
};

/** On the day of the erasure, or on that of the last step if it was later. */
const lapse = ({ data }: PersonRequestCommandOf<'LapseRequest'>, state: KnownRequest): Decided => {
  const { status, received, decision } = state;
  if (status === 'lapsed') return record();
  if (status !== 'open' && status !== 'granted') return over(state);
  const { requestId, personId, unitId } = received;
  const at = [data.at, received.at, decision?.at ?? ''].sort().at(-1) ?? data.at;
  return record({
    type: 'RequestLapsed',
    data: { requestId, personId, unitId, reason: 'person-erased', by: data.by, at },
  });
};

const over = ({ status }: KnownRequest): Decided => reject({ code: 'RequestIsOver', status });

const extend = ({ data }: PersonRequestCommandOf<'ExtendRequest'>, state: KnownRequest): Decided => {
  const { requestId, days, reason, calendar, by, at } = data;
  const { status, received, completeBy } = state;
  const extendedTo = termFrom(received.completeBy, days, calendar);
  if (status !== 'open' && status !== 'granted') return over(state);
  if (state.extended) return completeBy === extendedTo ? record() : reject({ code: 'AlreadyExtended', completeBy });
  if (at > completeBy) return reject({ code: 'TermHasEnded', completeBy });
  const { personId, unitId } = received;
  return record({
    type: 'RequestExtended',
    data: { requestId, personId, unitId, completeBy: extendedTo, reason, by, at },
  });
};

const grant = ({ data }: PersonRequestCommandOf<'GrantRequest'>, state: KnownRequest): Decided => {
  const { requestId, legalGround, holds, by, at } = data;
  const { status, received, decision } = state;
  if (status === 'granted' && decision?.legalGround === legalGround) return record();
  if (status !== 'open') return over(state);
  const { personId, unitId, kind, receivedBy } = received;
  if (by === receivedBy) return reject({ code: 'DeciderIsReceiver', receivedBy });
  if (!legalGrounds[legalGround].grants.includes(kind)) return reject({ code: 'GroundDoesNotFit', legalGround, kind });
  const retention = kind === 'erasure' ? retentionOn(holds, at) : undefined;
  if (retention) return reject(retention);
  return record({ type: 'RequestGranted', data: { requestId, personId, unitId, kind, legalGround, by, at } });
};

const refuse = ({ data }: PersonRequestCommandOf<'RefuseRequest'>, state: KnownRequest): Decided => {
  const { requestId, legalGround, reason, erasureStopped, by, at } = data;
  const { status, received, decision } = state;
  if (status === 'refused' && decision?.legalGround === legalGround) return record();
  if (status !== 'open' && status !== 'granted') return over(state);
  const { personId, unitId, kind, receivedBy } = received;
  if (by === receivedBy) return reject({ code: 'DeciderIsReceiver', receivedBy });
  if (!legalGrounds[legalGround].refuses) return reject({ code: 'GroundDoesNotFit', legalGround, kind });
  const takesEffect = status === 'granted' && kind !== 'access' && kind !== 'correction';
  if (takesEffect && !(kind === 'erasure' && erasureStopped)) return reject({ code: 'GrantTakesEffect', kind });
  return record({ type: 'RequestRefused', data: { requestId, personId, unitId, kind, legalGround, reason, by, at } });
};

/** A request is decided once, on a legal ground, by someone other than who took it in. */
export const personRequest: Decider<
  PersonRequestState,
  PersonRequestCommand,
  PersonRequestEvent,
  PersonRequestRejection
> = { initial: { status: 'absent' }, decide, evolve: evolveRequest };

export const personRequestStream = {
  category: 'personRequest',
  catalog: personRequestEvents,
  decider: personRequest,
} as const;
