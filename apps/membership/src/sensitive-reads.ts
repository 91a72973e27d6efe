import { Inject, Injectable } from '@nestjs/common';
import { stateOf } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { isSealed, opened } from '@sohoi/fields';
import { memberStream } from '@sohoi/membership';
import type { Membership } from '@sohoi/membership';
import { EVENT_STORE, Problem, problems, READINGS, sensitiveOnly, UnitScope, WithheldPersons } from '@sohoi/nest';
import type { Actor, CommandRequest, Role } from '@sohoi/nest';
import type { Readings } from '@sohoi/readings';
import { erasedIn } from '@sohoi/sealing';
import type { z } from 'zod';
import { MemberQueries } from './member.queries.js';
import type { Member, memberSearch, Sensitive } from './member.schemas.js';

const FIELDS = ['person.identityNumber', 'person.ethnicity', 'person.religion', 'categories', 'party'];

type Search = z.infer<typeof memberSearch>;
type ByNumber = Omit<Search, 'name' | 'identityNumber' | 'purpose'> & { readonly identityNumber: string };

/** Sensitive fields for those who hold a right to them. Each reading is recorded before it is answered, none of who is erased. */
@Injectable()
export class SensitiveReads {
  constructor(
    @Inject(MemberQueries) private readonly queries: MemberQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READINGS) private readonly readings: Readings,
    @Inject(WithheldPersons) private readonly withheld: WithheldPersons,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  /** @throws Problem sensitive-right-needed without any such right; not-found where none reaches to the member; ProcessingRestricted */
  async one(request: CommandRequest, memberId: string, purpose: string): Promise<{ readonly data: Sensitive }> {
    const { data } = await this.queries.one(entitled(request.actor), memberId, {});
    if ((await this.withheld.among([memberId])).has(memberId)) {
      if ((await erasedIn(this.store)([memberId])).length === 0) throw processingRestricted();
      return { data: { memberId, erased: true } };
    }
    const membership = await this.membershipOf(memberId);
    if (isSealed(membership.person.fullName)) return { data: { memberId, erased: true } };
    await this.record(request, purpose, [data], FIELDS);
    return { data: sensitiveOf(membership) };
  }

  /**
   * The members with this identity number as far as the right to sensitive fields reaches, but for those whose processing
   * is restricted or who are erased. That somebody asked is recorded when nobody is found, too.
   */
  async find(request: CommandRequest, { identityNumber, ...filter }: ByNumber, purpose: string) {
    const found = await this.queries.byIdentityNumber(entitled(request.actor), identityNumber, filter);
    const withheld = await this.withheld.among(found.data.map(({ memberId }) => memberId));
    const data = found.data.filter(({ memberId }) => !withheld.has(memberId));
    await this.record(request, purpose, data, ['person.identityNumber']);
    return { ...found, data };
  }

  /** In the role of the right that covers the place: each role apart, where members of one answer are seen in several. */
  private async record(
    { actor, metadata }: CommandRequest,
    purpose: string,
    members: readonly Member[],
    fields: readonly string[],
  ): Promise<void> {
    const { id, role, rights } = entitled(actor);
    const over = await this.scope.rolesOver({ id, role, rights }, new Set(members.map(({ chapterId }) => chapterId)));
    const roleOver = ({ chapterId }: Member): Role => over.get(chapterId) ?? role;
    for (const acting of members.length > 0 ? new Set(members.map(roleOver)) : [role]) {
      const seen = members.filter((member) => roleOver(member) === acting);
      await this.readings.record({
        actor: id,
        role: acting,
        purpose,
        correlationId: metadata.correlationId,
        persons: seen.map(({ memberId, chapterId }) => ({ personId: memberId, placeId: chapterId, fields })),
      });
    }
  }

  private async membershipOf(memberId: string): Promise<Membership> {
    const state = await stateOf(this.store, memberStream, memberId);
    if (state.status === 'absent') throw problems.notFound('id', memberId);
    return state.member;
  }
}

const processingRestricted = (): Problem =>
  new Problem(409, 'ProcessingRestricted', {
    vi: 'Việc xử lý dữ liệu của người này đang bị hạn chế theo yêu cầu của chính người đó.',
    en: 'The processing of this person’s data is restricted, as she asked.',
  });

const entitled = (actor: Actor): Actor => {
  const one = sensitiveOnly(actor);
  if (one.rights.length === 0) throw problems.sensitiveRightNeeded();
  return one;
};

const sensitiveOf = ({ memberId, person, categories, party }: Membership): Sensitive => {
  const { identityNumber, ethnicity, religion } = person;
  const known = { identityNumber: opened(identityNumber), ethnicity: opened(ethnicity), religion: opened(religion) };
  return {
    memberId,
    ...(known.identityNumber !== undefined && { identityNumber: known.identityNumber }),
    ...(known.ethnicity !== undefined && { ethnicity: known.ethnicity }),
    ...(known.religion !== undefined && { religion: known.religion }),
    categories: [...categories],
    party: { status: party.status, ...(party.status !== 'none' && { at: party.at }) },
    erased: false,
  };
};
