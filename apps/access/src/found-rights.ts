import { foundingStream, rightsStream } from '@sohoi/access';
import type { RightsCommandOf } from '@sohoi/access';
import { actorId, roles } from '@sohoi/access/events';
import type { Role } from '@sohoi/access/events';
import { decode } from '@sohoi/decider';
import { BEGINNING, handle } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { namedId, rightsIdOf } from '@sohoi/nest';

/** What was said to be the founder cannot be anybody's id. */
export class BadFounder extends Error {
  override readonly name = 'BadFounder';

  constructor(founder: string) {
    super(`SOHOI_FOUNDER takes the sub of an access token, 1 to 200 visible ASCII characters, not "${founder}"`);
  }
}

/** The one stream that says who the founder is: of two processes that claim it at once, one finds it taken. */
const FOUNDING = 'ledger';

/**
 * Gives the founder every role on the whole organisation, to have and to grant, if the log knows no right at all:
 * nobody else could grant the first one. Two processes that start at once found one ledger, and a founding that was
 * cut off is brought to its end by the next start, for her who claimed it first.
 * @param founder the `sub` of the founder's access token
 * @param today `yyyy-mm-dd`, the first day
 * @param signal ends the search for a right, through the whole of a log that was begun elsewhere
 * @throws BadFounder, the signal's reason
 */
export const foundRights = async (
  store: EventStore,
  founder: string,
  today: string,
  signal?: AbortSignal,
): Promise<'founded' | 'already-founded'> => {
  if (!actorId.safeParse(founder).success) throw new BadFounder(founder);
  if (!(await claimIn(store))) {
    if (await hasAnyRight(store, signal)) return 'already-founded';
    await claim(store, founder, today);
  }
  const { data } = decode(
    foundingStream.catalog,
    (await claimIn(store)) ?? { type: 'nothing', schemaVersion: 1, data: null },
  );
  const granted = `${rightsStream.category}-${rightsIdOf(data.actorId)}`;
  if ((await store.readStream(granted, { limit: 1 })).length > 0) return 'already-founded';
  const rightIds = Object.fromEntries(roles.map((role) => [role, namedId(`founding right ${role}`)]));
  const command: RightsCommandOf<'FoundRights'> = {
    type: 'FoundRights',
    data: { actorId: data.actorId, rightIds: rightIds as Record<Role, string>, at: data.at },
  };
  const handled = await handle(store, rightsStream, {
    id: rightsIdOf(data.actorId),
    command: () => command,
    ...requestOf(data.actorId),
  });
  return handled.outcome === 'recorded' && !handled.repeated && data.actorId === founder
    ? 'founded'
    : 'already-founded';
};

const claim = async (store: EventStore, founder: string, today: string): Promise<void> => {
  const command = { type: 'FoundLedger', data: { actorId: founder, at: today } } as const;
  await handle(store, foundingStream, { id: FOUNDING, command: () => command, ...requestOf(founder) });
};

const requestOf = (founder: string) => ({
  metadata: {
    actor: founder,
    role: 'operator',
    correlationId: namedId('founding'),
    causationId: null,
    commandHash: 'founding',
  },
  eventId: (n: number, stream: string) => namedId(`founding event ${n} in ${stream}`),
});

const claimIn = async (store: EventStore): Promise<RecordedEvent | undefined> =>
  (await store.readStream(`${foundingStream.category}-${FOUNDING}`, { limit: 1 }))[0];

/** Of a log that was never founded: simulated, or written by programs that knew no rights. */
const hasAnyRight = async (store: EventStore, signal?: AbortSignal): Promise<boolean> => {
  for await (const batch of store.readAll(BEGINNING)) {
    signal?.throwIfAborted();
    if (batch.some(({ type }) => type === 'RightGranted')) return true;
  }
  return false;
};
