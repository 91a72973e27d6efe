import { Inject, Injectable } from '@nestjs/common';
import { decode, fold } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { memberStream } from '@sohoi/membership';
import { EVENT_STORE, problems, ReadModels, UnitScope, withinScope } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { PersonPlaceEntity } from './person.entity.js';

const HELD = ['events-by-person', 'units'];

/** Whose persons are whose: a member belongs to her chapter of today, anybody else to every unit that holds something. */
@Injectable()
export class PersonScope {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  /**
   * @returns the chapter or unit within the actor's scope that the person belongs to
   * @throws Problem not-found, the same for an unknown person and for one outside the scope
   */
  async placeWithin(actor: Actor, field: string, personId: string): Promise<string> {
    const chapterId = await this.chapterOf(personId);
    if (chapterId !== undefined) {
      return (await this.scope.placeWithin(actor, field, chapterId, 'chapter', personId)).id;
    }
    const held = await this.reads.findUpToDate(HELD, async (manager) => {
      const query = manager
        .createQueryBuilder(PersonPlaceEntity, 'held')
        .where('held.personId = :personId', { personId });
      withinScope(query, 'held.placeId', await this.scope.of(actor, undefined, manager));
      return (await query.orderBy('held.placeId').limit(1).getOne()) ?? undefined;
    });
    if (!held) throw problems.notFound(field, personId);
    return held.placeId;
  }

  /** From the member's own stream, since the read model may not yet have seen the last transfer. */
  private async chapterOf(memberId: string): Promise<string | undefined> {
    const { category, catalog, decider } = memberStream;
    const history = await this.store.readStream(`${category}-${memberId}`);
    const state = fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
    return state.status === 'absent' ? undefined : state.member.chapter.chapterId;
  }
}
