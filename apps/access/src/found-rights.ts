import { rightsStream } from '@sohoi/access';
import type { RightsCommandOf } from '@sohoi/access';
import { actorId, roles } from '@sohoi/access/events';
import type { Role } from '@sohoi/access/events';
import { BEGINNING, EventIdReused, handle } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { namedId, rightsIdOf } from '@sohoi/nest';

/** What was said to be the founder cannot be anybody's id. */
export class BadFounder extends Error {
  override readonly name = 'BadFounder';

  constructor(founder: string) {
    super(`SOHOI_FOUNDER takes the sub of an access token, 1 to 200 visible ASCII characters, not "${founder}"`);
  }
}

/**
 * Gives the founder every role on the whole organisation, to have and to grant, if the log knows no right at all:
 * nobody else could grant the first one. Two processes that start at once found one ledger.
 * @param founder the `sub` of the founder's access token
 * @param today `yyyy-mm-dd`, the first day
 * @throws BadFounder
 */
export const foundRights = async (
  store: EventStore,
  founder: string,
  today: string,
): Promise<'founded' | 'already-founded'> => {
  if (!actorId.safeParse(founder).success) throw new BadFounder(founder);
  if (await hasAnyRight(store)) return 'already-founded';
  const rightIds = Object.fromEntries(roles.map((role) => [role, namedId(`founding right ${role}`)]));
  const command: RightsCommandOf<'FoundRights'> = {
    type: 'FoundRights',
    data: { actorId: founder, rightIds: rightIds as Record<Role, string>, at: today },
  };
  const request = {
    id: rightsIdOf(founder),
    command: () => command,
    metadata: {
      actor: founder,
      role: 'operator',
      correlationId: namedId('founding'),
      causationId: null,
      commandHash: 'founding',
    },
    // The same whoever it is for, so that the log takes one founding and no second.
    eventId: (n: number) => namedId(`founding event ${n}`),
  };
  try {
    const handled = await handle(store, rightsStream, request);
    return handled.outcome === 'recorded' && !handled.repeated ? 'founded' : 'already-founded';
  } catch (error) {
    if (error instanceof EventIdReused) return 'already-founded';
    throw error;
  }
};

/** In a log that was founded they are its first events, so this ends soon. */
const hasAnyRight = async (store: EventStore): Promise<boolean> => {
  for await (const batch of store.readAll(BEGINNING)) {
    if (batch.some(({ type }) => type === 'RightGranted')) return true;
  }
  return false;
};
