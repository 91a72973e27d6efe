import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { decode, fold } from '@sohoi/decider';
import type { Decider, EventCatalog, EventOf } from '@sohoi/decider';
import type { Body } from '@sohoi/evaluation/events';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { EVENT_STORE, problems, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, DeciderCommand } from '@sohoi/nest';

type Stream<K extends EventCatalog, S> = {
  readonly category: string;
  readonly catalog: K;
  readonly decider: Pick<Decider<S, never, EventOf<K>, unknown>, 'initial' | 'evolve'>;
};

const PAGE = 1000;

/** Where commands pass on their way to the bus: are the things and places that they name the actor's, or there at all? */
@Injectable()
export class Desk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  run(message: DeciderCommand<unknown>): Promise<CommandOutcome> {
    return this.bus.execute(message);
  }

  /** @throws Problem not-found for a unit that is unknown or outside the actor's subtree */
  async requireUnit(actor: Actor, field: string, unitId: string): Promise<void> {
    await this.scope.placeWithin(actor, field, unitId, 'unit');
  }

  /** @throws Problem not-found for a unit that does not exist in the whole organisation */
  async requireUnitAnywhere(field: string, unitId: string): Promise<void> {
    await this.scope.placeAnywhere(field, unitId, 'unit');
  }

  /** The unit in whose subtree a body lies. @throws Problem not-found, as above */
  async unitOf(actor: Actor, field: string, body: Body, asked = body.id): Promise<string> {
    const { unitId } = await this.scope.placeWithin(actor, field, body.id, body.kind, asked);
    return unitId;
  }

  /**
   * That the unit which a thing belongs to lies within the actor's subtree. It is read from the thing's own stream,
   * since a read model may not have seen it yet.
   * @throws Problem not-found, the same for an unknown thing and for one outside the subtree
   */
  async requireOwn<K extends EventCatalog>(
    actor: Actor,
    { category, catalog }: Pick<Stream<K, unknown>, 'category' | 'catalog'>,
    id: string,
  ) {
    const [first] = await this.store.readStream(`${category}-${id}`, { limit: 1 });
    if (!first) throw problems.notFound('id', id);
    const { unitId } = decode(catalog, first).data as { readonly unitId: string };
    await this.scope.placeWithin(actor, 'id', unitId, 'unit', id);
  }

  /** What a thing's stream says now; that of nothing if there is no such thing. */
  async stateOf<K extends EventCatalog, S>({ category, catalog, decider }: Stream<K, S>, id: string): Promise<S> {
    const history: RecordedEvent[] = [];
    for (;;) {
      const page = await this.store.readStream(`${category}-${id}`, { after: history.length, limit: PAGE });
      history.push(...page);
      if (page.length < PAGE) break;
    }
    return fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
  }
}
