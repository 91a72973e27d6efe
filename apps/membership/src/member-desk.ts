import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { stateOf } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { isSealed } from '@sohoi/fields';
import { memberStream } from '@sohoi/membership';
import type { MemberCommand, Membership } from '@sohoi/membership';
import { EVENT_STORE, Problem, problems, ReadModels, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
import { erasedIn } from '@sohoi/sealing';
import { RunMemberCommand } from './member.handler.js';

/** A chapter that a command names, as the decider wants to know it. */
export type EnteredChapter = { readonly unitId: string; readonly chapterClosed: boolean };

/** Where every command about a member passes: is the member the actor's to change, and what is the chapter named? */
@Injectable()
export class MemberDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(ReadModels) private readonly reads: ReadModels,
  ) {}

  /**
   * For a member who does not exist yet.
   * @param ownId chosen by the client
   * @throws Problem IdBelongsToPerson if units outside the actor's subtrees hold something on a person of that id
   */
  enter(
    ownId: string | undefined,
    request: CommandRequest,
    command: (memberId: string) => Promise<MemberCommand>,
  ): Promise<CommandOutcome> {
    const memberId = ownId ?? request.newId();
    return this.run(memberId, request, async () => {
      const made = await command(memberId);
      if (ownId !== undefined) await this.requireNobodyElses(request.actor, ownId);
      return made;
    });
  }

  /**
   * For a member who must be in a chapter within the actor's subtree.
   * @param ofErased whether it says nothing personal, so that it can be recorded of an erased member, too
   */
  change(
    memberId: string,
    request: CommandRequest,
    command: () => MemberCommand | Promise<MemberCommand>,
    ofErased = false,
  ): Promise<CommandOutcome> {
    return this.run(memberId, request, async () => {
      await this.requireWithin(request.actor, memberId, ofErased);
      return command();
    });
  }

  private run(memberId: string, request: CommandRequest, command: () => Promise<MemberCommand>) {
    return this.bus.execute<RunMemberCommand, CommandOutcome>(new RunMemberCommand(memberId, request, command));
  }

  /** @throws Problem not-found if the chapter is unknown or outside the actor's subtree */
  async chapterWithin(actor: Actor, field: string, chapterId: string): Promise<EnteredChapter> {
    const { unitId, status } = await this.scope.placeWithin(actor, field, chapterId, 'chapter');
    return { unitId, chapterClosed: status === 'closed' };
  }

  /** @throws Problem not-found if there is no such chapter in the whole organisation */
  async chapterAnywhere(field: string, chapterId: string): Promise<EnteredChapter> {
    const { unitId, status } = await this.scope.placeAnywhere(field, chapterId, 'chapter');
    return { unitId, chapterClosed: status === 'closed' };
  }

  /**
   * The chapter is read from the member's own stream, since the read model may not yet have seen the last transfer.
   * @throws Problem not-found, the same for an unknown member and for one outside the actor's subtree; PersonErased
   */
  private async requireWithin(actor: Actor, memberId: string, ofErased: boolean): Promise<void> {
    const member = await this.membershipOf(memberId);
    if (!member) throw problems.notFound('id', memberId);
    await this.scope.placeWithin(actor, 'id', member.chapter.chapterId, 'chapter', memberId);
    if (ofErased) return;
    // What a log that opens streams leaves sealed is of a person whose key is destroyed; until then her stream tells.
    const erased = isSealed(member.person.fullName) || (await erasedIn(this.store)([memberId])).length > 0;
    if (erased) throw problems.personErased();
  }

  /** Of a person whom the actor's own units know, the decider says whether she is a member already. */
  private async requireNobodyElses(actor: Actor, memberId: string): Promise<void> {
    const member = await this.membershipOf(memberId);
    const places = new Set([...(await this.placesOf(memberId)), ...(member ? [member.chapter.chapterId] : [])]);
    const within = await this.scope.idsWithin(actor, places);
    if ([...places].some((place) => !within.has(place))) throw idBelongsToPerson();
  }

  /** Which units and chapters hold something on a person. */
  private async placesOf(personId: string): Promise<readonly string[]> {
    const { rows } = await this.reads.read<{ placeId: string }>(
      ['events-by-person'],
      (manager) =>
        manager
          .createQueryBuilder()
          .select('held.place_id', 'placeId')
          .from('read.person_place', 'held')
          .where('held.person_id = :personId', { personId }),
      await this.store.head(),
    );
    return rows.map(({ placeId }) => placeId);
  }

  private async membershipOf(memberId: string): Promise<Membership | undefined> {
    const state = await stateOf(this.store, memberStream, memberId);
    return state.status === 'absent' ? undefined : state.member;
  }
}

const idBelongsToPerson = (): Problem =>
  new Problem(
    409,
    'IdBelongsToPerson',
    {
      vi: 'Mã (id) này thuộc về một người mà đơn vị ngoài phạm vi của bạn đang giữ dữ liệu; hãy dùng mã khác hoặc để cấp trên chung ghi.',
      en: 'The id belongs to a person on whom units outside yours hold data; use another id, or let a unit above all of them record it.',
    },
    { errors: [{ field: 'id', message: { vi: 'thuộc về một người khác', en: 'belongs to another person' } }] },
  );
