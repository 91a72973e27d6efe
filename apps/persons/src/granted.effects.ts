import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { handle } from '@sohoi/event-store';
import type { EventMetadata, EventStore, Handled, RecordedEvent } from '@sohoi/event-store';
import { EVENT_STORE, namedId } from '@sohoi/nest';
import { personRequestStream, personStream } from '@sohoi/persons';
import type { PersonCommand, PersonRejection, PersonRequestCommand, PersonRequestRejection } from '@sohoi/persons';
import type { PersonRequestEvent, RequestKind } from '@sohoi/persons/events';

type Granted = Extract<PersonRequestEvent, { type: 'RequestGranted' }>['data'];

/** What a granted request does to the person's own stream; access and correction are done by hand. */
const effects: { readonly [K in RequestKind]?: Extract<PersonCommand['type'], 'ErasePerson' | 'RestrictProcessing'> } =
  {
    erasure: 'ErasePerson',
    restriction: 'RestrictProcessing',
    objection: 'RestrictProcessing',
  };

/** Kinds of requests that take effect by being granted. */
export const kindsWithEffect = Object.keys(effects);

/**
 * Carries out what was granted, in the person's stream first and then in the request's. Every id and every word of the
 * events follows from the grant, so that whoever does it, and however often, the log holds them once: the one who
 * granted, her client that tries again, or `UnfinishedGrants` after a crash between the two streams.
 */
@Injectable()
export class GrantedEffects {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Undefined: nothing is granted, or it takes effect by hand. */
  async carryOut(requestId: string): Promise<Handled<PersonRejection | PersonRequestRejection> | undefined> {
    const history = await this.store.readStream(`${personRequestStream.category}-${requestId}`);
    const grant = history.find(({ type }) => type === 'RequestGranted');
    if (!grant || history.some(({ type }) => type === 'RequestRefused')) return undefined;
    const { kind, ...granted } = grant.data as Granted;
    const type = effects[kind];
    if (!type) return undefined;
    const { personId, by, at } = granted;
    const metadata = causedBy(grant);

    const done = await handle(this.store, personStream, {
      id: personId,
      command: (): PersonCommand => ({ type, data: granted }),
      metadata,
      eventId: (n) => namedId(`effect ${n} of request ${requestId}`),
    });
    if (done.outcome === 'rejected') return done;
    return handle(this.store, personRequestStream, {
      id: requestId,
      command: (): PersonRequestCommand => ({ type: 'CompleteRequest', data: { requestId, by, at } }),
      metadata,
      eventId: (n) => namedId(`completion ${n} of request ${requestId}`),
    });
  }
}

const causedBy = ({ id, metadata }: RecordedEvent): EventMetadata => ({
  ...metadata,
  causationId: id,
  commandHash: createHash('sha256').update(`effect of ${id}`).digest('hex'),
});
