import { mayCapture, rightsStream } from '@sohoi/access';
import { topics } from '@sohoi/access/events';
import type { Right, RightsEvent, Role } from '@sohoi/access/events';
import type { EventStore } from '@sohoi/event-store';
import { namedId, rightsIdOf } from '@sohoi/nest';

/** A right as a test puts it in the log: all that the role can have in that subtree, unless it says otherwise. */
export type Grant = { readonly sub: string; readonly role: string; readonly unit: string | null } & Partial<
  Omit<Right, 'role' | 'unitId'>
>;

export const rightOf = ({ sub, role, unit, ...terms }: Grant): Right => ({
  rightId: namedId(`right of ${sub}: ${role} in ${unit} ${JSON.stringify(terms)}`),
  role: role as Role,
  unitId: unit,
  capture: mayCapture(role as Role),
  sensitive: true,
  mayGrant: true,
  topics: role === 'subscriber' ? [...topics].sort() : [],
  from: '2020-01-01',
  to: null,
  ...terms,
});

/** Appends events to the stream of an actor's rights past every rule, as if someone above had granted them. */
export const appendRights = async (store: EventStore, sub: string, events: readonly RightsEvent[]): Promise<void> => {
  const { category, catalog } = rightsStream;
  const stream = `${category}-${rightsIdOf(sub)}`;
  const known = await store.readStream(stream);
  const metadata = {
    actor: 'urn:sohoi:test',
    role: 'operator',
    correlationId: namedId('rights of a test'),
    causationId: null,
    commandHash: '',
  };
  await store.append(
    stream,
    known.length,
    events.map(({ type, data }, n) => ({
      id: namedId(`event ${known.length + n + 1} of ${stream}`),
      type,
      schemaVersion: catalog[type].schemaVersion,
      data,
      metadata,
    })),
  );
};

/** Grants all of them, each once. */
export const grantAll = async (store: EventStore, grants: readonly Grant[]): Promise<void> => {
  for (const grant of grants) {
    const granted = { ...rightOf(grant), actorId: grant.sub, by: 'urn:sohoi:test', at: '2020-01-01' };
    await appendRights(store, grant.sub, [{ type: 'RightGranted', data: granted }]);
  }
};
