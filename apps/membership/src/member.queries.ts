import { Inject, Injectable } from '@nestjs/common';
import { id } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  problems,
  readAsOfQuery,
  SEALER,
  UnitScope,
  WithheldPersons,
} from '@sohoi/nest';
import type { Actor, Listed, Narrowed } from '@sohoi/nest';
import type { Sealer } from '@sohoi/sealing';
import type { z } from 'zod';
import { MemberEntity } from './member.entity.js';
import { member } from './member.schemas.js';
import type { Member, membersQuery } from './member.schemas.js';
import { byName, openMembers } from './opened-members.js';
import type { KeptMember } from './opened-members.js';

const inOrder = new Keyset({ 'member.memberId': id });

const members: Listed = {
  projections: ['members', 'units'],
  entity: MemberEntity,
  alias: 'member',
  columns: columnsOf('member', member),
  id: 'member.memberId',
  within: 'member.chapterId',
  past: {
    parts: { member_persons: ['person', 'name_tokens', 'identity_hash'] },
    // Looked back at day by day, versions would tell when she joined the Party, which nothing else does.
    without: ['streamVersion'],
    liesToday: 'chapter_id',
  },
};

/** Members of a chapter that are put in the order of names at once. */
const MOST_IN_ORDER = 2000;

/** As the projector hashes it. */
const IDENTITY_NUMBER = 'identity-number';

type Filter = z.infer<typeof membersQuery>;

/** Members in the actor's scope. Names are sealed, so a list is in the order of ids, and a search one of keyed hashes. */
@Injectable()
export class MemberQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(WithheldPersons) private readonly withheld: WithheldPersons,
  ) {}

  async list(actor: Actor, filter: Filter) {
    if (filter.order !== undefined) return this.listByName(actor, filter);
    const page = await this.queries.page<KeptMember>(members, inOrder, actor, filter, this.narrowedBy(filter));
    return { ...page, data: await this.openFound(page.data, filter.search) };
  }

  async one(actor: Actor, memberId: string, asked: z.infer<typeof readAsOfQuery>) {
    const { data, ...rest } = await this.queries.one<KeptMember>(members, actor, memberId, asked);
    return { data: await this.open(data), ...rest };
  }

  async byIdentityNumber(actor: Actor, identityNumber: string, filter: Omit<Filter, 'search' | 'order'>) {
    const identityHash = this.sealer.index.hashOf(IDENTITY_NUMBER, identityNumber);
    const page = await this.queries.page<KeptMember>(members, inOrder, actor, filter, {
      equal: { 'member.identityHash': identityHash, 'member.status': filter.status },
      and: notRestricted,
    });
    return { ...page, data: await openMembers(this.sealer, this.withheld, page.data) };
  }

  private async listByName(actor: Actor, filter: Filter) {
    const { unit, cursor } = filter;
    if (unit === undefined) throw problems.invalid([needed]);
    if (cursor !== undefined) throw problems.invalid([noCursor]);
    await this.scope.placeWithin(actor, 'unit', unit, 'chapter');
    const all = { ...filter, limit: MOST_IN_ORDER };
    const page = await this.queries.page<KeptMember>(members, inOrder, actor, all, this.narrowedBy(filter));
    if (page.next !== null) throw problems.invalid([tooMany]);
    const opened = await this.openFound(page.data, filter.search);
    return { ...page, data: [...opened].sort(byName) };
  }

  private async open(kept: KeptMember): Promise<Member> {
    const [opened] = await openMembers(this.sealer, this.withheld, [kept]);
    if (!opened) throw new Error('one member was opened to none');
    return opened;
  }

  /** Who is withheld is found by no name, though her row may still have its keys. */
  private async openFound(kept: readonly KeptMember[], search: string | undefined): Promise<readonly Member[]> {
    const opened = await openMembers(this.sealer, this.withheld, kept);
    return search === undefined ? opened : opened.filter(({ person }) => person);
  }

  private narrowedBy({ status, search }: Filter): Narrowed {
    return {
      equal: { 'member.status': status },
      and: (query) => {
        if (search === undefined) return;
        notRestricted(query);
        const tokens = this.sealer.index.searchTokens(search);
        // Of signs alone no word of a name begins.
        if (tokens.length === 0) query.andWhere('FALSE');
        else query.andWhere('member.nameTokens @> :tokens', { tokens });
      },
    };
  }
}

/** To find somebody by what she is called is to use it: whether the search finds her would tell it letter by letter. */
const notRestricted: NonNullable<Narrowed['and']> = (query) => void query.andWhere('NOT member.restricted');

const needed = {
  field: 'unit',
  message: {
    vi: 'phải là một chi hội khi sắp xếp theo tên (order=name)',
    en: 'must be a chapter where order=name is asked for',
  },
};

const noCursor = {
  field: 'cursor',
  message: { vi: 'không dùng cùng order=name', en: 'does not go together with order=name' },
};

const tooMany = {
  field: 'order',
  limit: MOST_IN_ORDER,
  message: {
    vi: `chi hội có hơn ${MOST_IN_ORDER} hội viên; hãy bỏ order`,
    en: `the chapter has more than ${MOST_IN_ORDER} members; leave order out`,
  },
};
