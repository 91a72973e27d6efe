import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { source as sourceSchema } from '@sohoi/fields';
import { EVENT_STORE, pathWithin, ReadModels, scopeParameters, UnitEntity, UnitScope } from '@sohoi/nest';
import type { Actor, Role } from '@sohoi/nest';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

/** Who may read the log itself (`GET /v1/events`). */
const READERS_OF_EVENTS: readonly Role[] = ['auditor', 'analyst', 'central-officer'];

/** What tells by being there that a person belongs to the Party, or may soon: not shown in the log either. */
export const OF_THE_PARTY: readonly string[] = ['IntroducedToParty', 'JoinedParty', 'PostHolderJoinedParty'];

/** An event as an explanation names it; what it says is read in the log. */
export type EventBehind = {
  readonly type: string;
  readonly stream: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  /** Where its figure comes from, if it says so. */
  readonly source: z.infer<typeof sourceSchema> | null;
};

/** The events that results rest on, as far as the one who asks could read them in the log. */
@Injectable()
export class EventsBehind {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Those of these positions that the actor may see, by position. */
  async at(actor: Actor, positions: readonly string[]): Promise<ReadonlyMap<string, RecordedEvent>> {
    const rights = actor.rights.filter(({ role }) => READERS_OF_EVENTS.includes(role));
    if (rights.length === 0 || positions.length === 0) return new Map();
    const visible = async (manager: EntityManager) => {
      const scope = await this.scope.of({ ...actor, rights }, undefined, manager);
      return manager
        .createQueryBuilder()
        .select('DISTINCT index.position', 'position')
        .from('read.event_unit', 'index')
        .leftJoin(UnitEntity, 'place', 'place.id = index.body_id')
        .where('index.position = ANY(:positions)', { positions })
        .andWhere('index.type <> ALL(:without)', { without: OF_THE_PARTY })
        .andWhere(pathWithin('place.path', scope), scopeParameters(scope));
    };
    const { rows } = await this.reads.read<{ position: string }>(['events-by-unit', 'units'], visible);
    const events = await this.store.readAt(rows.map(({ position }) => position).sort());
    return new Map(events.map((event) => [event.position, event]));
  }
}

export const shownEvent = ({ type, stream, recordedAt, metadata, data }: RecordedEvent): EventBehind => {
  const said = sourceSchema.safeParse((data as { readonly source?: unknown }).source);
  const { actor, role } = metadata as { readonly actor?: unknown; readonly role?: unknown };
  return {
    ...{ type, stream, recordedAt },
    actor: String(actor ?? ''),
    role: String(role ?? ''),
    source: said.success ? said.data : null,
  };
};
