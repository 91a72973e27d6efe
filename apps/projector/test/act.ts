import { handle } from '@sohoi/event-store';
import type { EventMetadata, EventStore, StreamType } from '@sohoi/event-store';
import type { EventCatalog } from '@sohoi/decider';

/** One request to the ledger; `n` makes its event ids. */
export type Act = (store: EventStore, n: number) => Promise<void>;

export const metadata: EventMetadata = {
  actor: 'spec',
  role: 'commune-cadre',
  correlationId: 'spec',
  causationId: null,
  commandHash: 'spec',
};

export const idOf = (kind: string, n: number): string =>
  `${kind.padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const act =
  <K extends EventCatalog, S, C, R>(type: StreamType<K, S, C, R>, id: string, command: C): Act =>
  async (store, n) => {
    await handle(store, type, { id, command: () => command, metadata, eventId: (k) => idOf(`e${k}`, n) });
  };

/** Carries out the acts one after another; what the rules reject leaves no event. */
export const carryOutAll = async (store: EventStore, acts: readonly Act[], first = 1): Promise<void> => {
  let n = first;
  for (const one of acts) await one(store, n++);
};
