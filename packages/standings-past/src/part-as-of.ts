import { unitsPlacedBy } from '@sohoi/standings';
import type { Part, PlacedEvent } from '@sohoi/standings';
import type { Ask } from './ask.js';
import { documentsAt } from './documents.sql.js';
import { eventsBetween } from './events-between.js';
import type { EventsBetween, Log } from './events-between.js';
import type { Kind } from './snapshot-tables.js';

/** A part of a standing as it was at a position, and the events that concern it from there up to another. */
export type PartAsOf<State> = { readonly state: State; readonly later: readonly PlacedEvent[] };

export type AskedPart = {
  readonly ownerIds: readonly string[];
  readonly position: string;
  /** Up to where later events are wanted; absent: none. */
  readonly until?: string;
  /** So many later events at most, of rules and of the owners each; absent: however many there are. */
  readonly most?: number;
};

/**
 * From the last snapshot before the position and the events since. The result of each owner is that of a fold of the
 * whole log up to the position; of others there may be something, which is nothing whole.
 * @param ask one snapshot of the database, in which `events-by-unit` has reached all positions asked for
 * @throws TooManyEvents before any of them is read
 */
export const partAsOf = async <State, Document extends object>(
  ask: Ask,
  log: Log,
  kind: Kind,
  part: Part<State, Document>,
  { ownerIds, position, until = position, most }: AskedPart,
): Promise<PartAsOf<State>> => {
  const state = part.create();
  const documents = await documentsAt<Document>(ask, kind, position);
  const restore = (some: readonly Document[]): void => {
    for (const document of some) part.restore(state, document);
  };
  const stretches = [
    eventsBetween(ask, log, documents.position, position),
    ...(until > position ? [eventsBetween(ask, log, position, until, most)] : []),
  ];
  const eachOf = async (find: (stretch: EventsBetween) => Promise<readonly PlacedEvent[]>) => {
    const found: PlacedEvent[] = [];
    for (const stretch of stretches) for (const event of await find(stretch)) found.push(event);
    return found;
  };
  restore(await documents.rules());
  const periodIds = [...part.rulebookOf(state).periods.keys()];
  restore(await documents.of(ownerIds.flatMap((id) => part.keysOf(id, periodIds))));

  const rules = await eachOf(({ ofTypes }) => ofTypes(part.rules));
  const bodies = [...part.bodiesOf(state, ownerIds, rules)];
  restore(await documents.of(bodies.flatMap(part.bodyKeysOf)));
  const records = await eachOf(({ ofBodies }) => ofBodies(bodies, part.rules));
  const units = new Set([...part.unitsOf(state), ...[...rules, ...records].flatMap(unitsPlacedBy)]);
  restore(await documents.upFrom([...units]));

  const events = [...rules, ...records].sort((a, b) => (a.position < b.position ? -1 : 1));
  const first = events.findIndex((event) => event.position > position);
  const split = first === -1 ? events.length : first;
  for (const event of events.slice(0, split)) part.evolve(state, event);
  return { state, later: events.slice(split) };
};
