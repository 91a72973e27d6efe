import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';

/**
 * What a server does wrong, and how often: each count is used up one by one. `Infinity` lasts until it is set to 0.
 */
export type Faults = {
  /** Refuses an append as if the stream stood elsewhere. */
  wrongVersion: number;
  /** Refuses calls before anything was done. */
  unavailable: number;
  unknown: number;
  denied: number;
  /** Sends appends and leader's reads to another node. */
  notLeader: number;
  /** Appends, and cuts the line before the answer. */
  droppedAnswer: number;
  /** Cuts a subscription after its next event. */
  droppedStream: number;
  /** Ends a subscription as if nothing were wrong. */
  endedStream: number;
  /** Begins a subscription two events before the place that was asked for. */
  repeatedDelivery: number;
  /** Takes a subscription and never says a word. */
  silentStream: number;
  /** Reads `$all`, for who does not ask the leader, as a node does that has not got the last two events yet. */
  lagging: number;
  /** Refuses a place in `$all` at which no record begins, as servers do that find none there. */
  invalidPosition: number;
};

export const noFaults = (): Faults => ({
  wrongVersion: 0,
  unavailable: 0,
  unknown: 0,
  denied: 0,
  notLeader: 0,
  droppedAnswer: 0,
  droppedStream: 0,
  endedStream: 0,
  repeatedDelivery: 0,
  silentStream: 0,
  lagging: 0,
  invalidPosition: 0,
});

export const refusal = (code: status, details: string, exception?: string, more: Record<string, string> = {}) => {
  const metadata = new Metadata();
  if (exception) metadata.set('exception', exception);
  for (const [key, value] of Object.entries(more)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata }) as ServiceError;
};

/** The refusal of a call by the first fault that is set, which is used up by it. */
export const refusalOf = (faults: Faults, leader: { host: string; port: number }, asksLeader: boolean) => {
  const use = (fault: keyof Faults): boolean => {
    if (faults[fault] <= 0) return false;
    faults[fault] -= 1;
    return true;
  };
  if (use('unavailable')) return refusal(status.UNAVAILABLE, 'the node goes down');
  if (use('unknown')) return refusal(status.UNKNOWN, 'the connection is dead');
  if (use('denied')) return refusal(status.PERMISSION_DENIED, 'Access Denied', 'access-denied');
  if (asksLeader && use('notLeader')) {
    const where = { 'leader-endpoint-host': leader.host, 'leader-endpoint-port': String(leader.port) };
    return refusal(status.NOT_FOUND, 'Leader info available', 'not-leader', where);
  }
  return undefined;
};

/** Refuses a call without a login, and one with a wrong one, as servers do with the logins that they know. */
export const loginRefusal = (
  users: Readonly<Record<string, string>> | undefined,
  metadata: { get(key: string): unknown[] },
): ServiceError | undefined => {
  if (!users) return undefined;
  const [header] = metadata.get('authorization');
  if (header === undefined) return refusal(status.PERMISSION_DENIED, 'Access Denied', 'access-denied');
  const known = Object.entries(users).map((login) => `Basic ${Buffer.from(login.join(':')).toString('base64')}`);
  return known.includes(String(header)) ? undefined : refusal(status.UNAUTHENTICATED, 'AccessDenied');
};
