import { Inject, Injectable } from '@nestjs/common';
import { decode, fold } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { memberStream } from '@sohoi/membership';
import { EVENT_STORE, Problem, problems, ReadModels, UnitScope, withinScope } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { PersonPlaceEntity } from './person.entity.js';
import { StreamsOfPersons } from './streams-of-persons.js';

const HELD = ['events-by-person', 'units'];

/** Whose persons are whose: a member belongs to her chapter of today, anybody else to every unit that holds something. */
@Injectable()
export class PersonScope {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(StreamsOfPersons) private readonly streams: StreamsOfPersons,
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

  /**
   * For what reaches everything that is held on the person: some unit outside the actor's may hold a part of it, and an
   * entry of her own unit does not make the whole person hers.
   * @returns as `placeWithin`
   * @throws Problem not-found as there; HeldByOtherUnits when a unit above must decide
   */
  async everyPlaceWithin(actor: Actor, field: string, personId: string): Promise<string> {
    const placeId = await this.placeWithin(actor, field, personId);
    const { rows } = await this.reads.read<{ placeId: string }>(
      HELD,
      (manager) =>
        manager
          .createQueryBuilder(PersonPlaceEntity, 'held')
          .select('held.placeId', 'placeId')
          .where('held.personId = :personId', { personId }),
      await this.store.head(),
    );
    const held = new Set(rows.map((row) => row.placeId));
    const within = await this.scope.idsWithin(actor, held);
    if ([...held].some((place) => !within.has(place))) throw heldByOtherUnits();
    return placeId;
  }

  /**
   * For a hold that was placed on the person: it is lifted where it was placed or above, since whoever lifts it opens the
   * way to an erasure. A hold that nobody placed is left to be rejected.
   * @throws Problem HoldOfOtherUnit for a hold of a unit outside the actor's
   */
  async holdWithin(actor: Actor, personId: string, holdId: string): Promise<void> {
    const { holds, lifted } = await this.streams.personOf(personId);
    const hold = [...holds, ...lifted].find((one) => one.holdId === holdId);
    if (!hold) return;
    const within = await this.scope.idsWithin(actor, new Set([hold.unitId]));
    if (!within.has(hold.unitId)) throw placedByOtherUnit();
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

const heldByOtherUnits = (): Problem =>
  new Problem(409, 'HeldByOtherUnits', {
    vi: 'Đơn vị ngoài phạm vi của bạn cũng giữ dữ liệu về người này; cấp trên chung phải quyết định.',
    en: 'Units outside yours hold data on this person, too; an officer of a unit above all of them must decide.',
  });

const placedByOtherUnit = (): Problem =>
  new Problem(409, 'HoldOfOtherUnit', {
    vi: 'Đơn vị ngoài phạm vi của bạn đã quyết định giữ dữ liệu này; chính đơn vị đó hoặc cấp trên mới được thôi giữ.',
    en: 'A unit outside yours placed this hold; an officer of that unit or of one above it must lift it.',
  });
