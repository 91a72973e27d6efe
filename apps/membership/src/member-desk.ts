import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { decode, fold } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { isSealed } from '@sohoi/fields';
import { memberStream } from '@sohoi/membership';
import type { MemberCommand, Membership } from '@sohoi/membership';
import { EVENT_STORE, problems, UnitScope } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
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
  ) {}

  /** For a member who does not exist yet. */
  enter(memberId: string, request: CommandRequest, command: () => Promise<MemberCommand>): Promise<CommandOutcome> {
    return this.bus.execute(new RunMemberCommand(memberId, request, command));
  }

  /** For a member who must be in a chapter within the actor's subtree. */
  change(
    memberId: string,
    request: CommandRequest,
    command: () => MemberCommand | Promise<MemberCommand>,
  ): Promise<CommandOutcome> {
    return this.enter(memberId, request, async () => {
      await this.requireWithin(request.actor, memberId);
      return command();
    });
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
  private async requireWithin(actor: Actor, memberId: string): Promise<void> {
    const member = await this.membershipOf(memberId);
    if (!member) throw problems.notFound('id', memberId);
    await this.scope.placeWithin(actor, 'id', member.chapter.chapterId, 'chapter', memberId);
    // What a log that opens streams leaves sealed is of a person whose key is destroyed.
    if (isSealed(member.person.fullName)) throw problems.personErased();
  }

  private async membershipOf(memberId: string): Promise<Membership | undefined> {
    const { category, catalog, decider } = memberStream;
    const history = await this.store.readStream(`${category}-${memberId}`);
    const state = fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
    return state.status === 'absent' ? undefined : state.member;
  }
}
