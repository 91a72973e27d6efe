import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { handle } from '@sohoi/event-store';
import type { EventMetadata, EventStore, Handled, RecordedEvent } from '@sohoi/event-store';
import { EVENT_STORE, namedId, today } from '@sohoi/nest';
import { personRequestStream, personStream } from '@sohoi/persons';
import type { PersonCommand, PersonRejection, PersonRequestCommand, PersonRequestRejection } from '@sohoi/persons';
import type { PersonEvent, PersonRequestEvent, RequestKind } from '@sohoi/persons/events';

type Erased = Extract<PersonEvent, { type: 'PersonErased' }>['data'];
type Granted = Extract<PersonRequestEvent, { type: 'RequestGranted' }>['data'];

type Effect = (data: Omit<Granted, 'kind'>) => PersonCommand;

const erase: Effect = (data) => ({ type: 'ErasePerson', data: { ...data, on: today() } });
const restrict: Effect = (data) => ({ type: 'RestrictProcessing', data });

/** What a granted request does to the person's own stream; access and correction are done by hand. */
const effects: { readonly [K in RequestKind]?: Effect } = {
  erasure: erase,
  restriction: restrict,
  objection: restrict,
};

/** Kinds of requests that take effect by being granted. */
export const kindsWithEffect = Object.keys(effects);

/**
 * Carries out what was granted, in the person's stream first and then in the request's. Every id and every word of the
 * events follows from the grant, so that whoever does it, and however often, the log holds them once: the one who
 * granted, her client that tries again, or `UnfinishedGrants` after a crash between the two streams. Only whether a hold
 * is in force is asked of the day on which it is done.
 */
@Injectable()
export class GrantedEffects {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Undefined: nothing is granted, or it takes effect by hand. */
  async carryOut(requestId: string): Promise<Handled<PersonRejection | PersonRequestRejection> | undefined> {
    const grant = await this.grantOf(requestId);
    if (!grant) return undefined;
    const { kind, ...granted } = grant.data as Granted;
    const effect = effects[kind];
    if (!effect) return undefined;
    const { personId, by, at } = granted;
    const metadata = causedBy(grant);

    const done = await handle(this.store, personStream, {
      id: personId,
      command: () => effect(granted),
      metadata,
      eventId: (n) => namedId(`effect ${n} of request ${requestId}`),
    });
    // Nothing is left that could be restricted.
    if (done.outcome === 'rejected' && done.rejection.code === 'PersonIsErased') return this.lapse(requestId, personId);
    if (done.outcome === 'rejected') return done;
    return handle(this.store, personRequestStream, {
      id: requestId,
      command: (): PersonRequestCommand => ({ type: 'CompleteRequest', data: { requestId, by, at } }),
      metadata,
      eventId: (n) => namedId(`completion ${n} of request ${requestId}`),
    });
  }

  /** Carries out what is granted, and ends what was asked for or granted of a person who is erased. */
  async settle(requestId: string, personId: string): Promise<Handled<PersonRejection | PersonRequestRejection>> {
    return (await this.carryOut(requestId)) ?? this.lapse(requestId, personId);
  }

  /**
   * Gives up an erasure that was granted and that a hold stops. Recorded in the person's stream, where the erasure would
   * be: after this one it never comes, and when it was first, this one is refused.
   * @returns whether it is given up
   */
  async stop(requestId: string, metadata: EventMetadata, at: string): Promise<boolean> {
    const grant = await this.grantOf(requestId);
    if (!grant) return false;
    const { personId, unitId } = grant.data as Granted;
    const stopped = await handle(this.store, personStream, {
      id: personId,
      command: (): PersonCommand => ({
        type: 'StopErasure',
        data: { requestId, personId, unitId, by: metadata.actor, at, on: today() },
      }),
      metadata: { ...metadata, causationId: grant.id, commandHash: hashOf(`end of ${grant.id}`) },
      eventId: (n) => namedId(`stop ${n} of request ${requestId}`),
    });
    return stopped.outcome === 'recorded' || stopped.outcome === 'unchanged';
  }

  /** Follows from the erasure alone, as its effect follows from a grant. */
  private async lapse(requestId: string, personId: string): Promise<Handled<PersonRequestRejection>> {
    const history = await this.store.readStream(`${personStream.category}-${personId}`);
    const erased = history.find(({ type }) => type === 'PersonErased');
    if (!erased) return { outcome: 'unchanged', streamVersion: 0, position: null };
    const { by, at } = erased.data as Erased;
    return handle(this.store, personRequestStream, {
      id: requestId,
      command: (): PersonRequestCommand => ({ type: 'LapseRequest', data: { requestId, by, at } }),
      metadata: causedBy(erased),
      eventId: (n) => namedId(`lapse ${n} of request ${requestId}`),
    });
  }

  /** Undefined: nothing is granted, or not any more. */
  private async grantOf(requestId: string): Promise<RecordedEvent | undefined> {
    const history = await this.store.readStream(`${personRequestStream.category}-${requestId}`);
    const over = history.some(({ type }) => type === 'RequestRefused' || type === 'RequestLapsed');
    return over ? undefined : history.find(({ type }) => type === 'RequestGranted');
  }
}

const hashOf = (what: string): string => createHash('sha256').update(what).digest('hex');

const causedBy = ({ id, metadata }: RecordedEvent): EventMetadata => ({
  ...metadata,
  causationId: id,
  commandHash: hashOf(`effect of ${id}`),
});
