import { Inject, Injectable } from '@nestjs/common';
import { id, text } from '@sohoi/fields';
import { endReason, memberKind } from '@sohoi/membership/events';
import { columnsOf, Keyset, ListQueries, oneOf, pageOf, pageQuery, readQuery } from '@sohoi/nest';
import type { Actor, Listed } from '@sohoi/nest';
import { z } from 'zod';
import { MemberEntity } from './member.entity.js';

const member = z.object({
  memberId: id,
  fullName: z.string(),
  birthYear: z.int().nullable(),
  gender: z.enum(['female', 'male']),
  kind: memberKind,
  status: z.enum(['active', 'ended', 'annulled']),
  chapterId: id,
  unitId: id,
  regular: z.boolean(),
  core: z.boolean(),
  categories: z.array(z.string()),
  duesPaid: z.array(z.string()),
  partyStatus: z.enum(['none', 'introduced', 'member']),
  admittedAt: z.iso.date(),
  endedAt: z.iso.date().nullable(),
  endReason: endReason.nullable(),
  streamVersion: z.int(),
});
type Member = z.infer<typeof member>;

const example: Member = {
  memberId: '0197a7c0-0000-7000-8000-000000000001',
  fullName: 'Nguyễn Thị Ví Dụ',
  birthYear: 1990,
  gender: 'female',
  kind: 'ordinary',
  status: 'active',
  chapterId: '0197a7c0-0000-7000-8000-0000000000c1',
  unitId: '0197a7c0-0000-7000-8000-0000000000a1',
  regular: true,
  core: false,
  categories: ['religion'],
  duesPaid: ['2023-H1'],
  partyStatus: 'none',
  admittedAt: '2023-03-08',
  endedAt: null,
  endReason: null,
  streamVersion: 4,
};
const position = '00000000000000000042';

export const memberPage = pageOf(member).meta({ example: { data: [example], next: null, position } });
export const memberAnswer = oneOf(member).meta({ example: { data: example, position } });

export const membersQuery = z.strictObject({
  ...pageQuery.shape,
  search: text(100).optional().meta({ description: 'Part of the name; accents and case do not matter.' }),
  unit: id.optional().meta({ description: 'Only members of this unit or chapter, and of what lies below it.' }),
  status: member.shape.status.optional(),
});

const byName = new Keyset({ 'member.fullName': z.string(), 'member.memberId': id });

const members: Listed = {
  projections: ['members', 'units'],
  entity: MemberEntity,
  alias: 'member',
  columns: columnsOf('member', member),
  id: 'member.memberId',
  within: 'member.chapterId',
};

@Injectable()
export class MemberQueries {
  constructor(@Inject(ListQueries) private readonly queries: ListQueries) {}

  list(actor: Actor, filter: z.infer<typeof membersQuery>) {
    const { status, search } = filter;
    return this.queries.page<Member>(members, byName, actor, filter, {
      equal: { 'member.status': status },
      and: (query) => {
        if (search === undefined) return;
        // LIKE for the sake of the trigram index; the wildcards in what was typed are taken literally.
        const part = String.raw`'%' || regexp_replace(read.vn_fold(:search), '([\\%_])', '\\\1', 'g') || '%'`;
        query.andWhere(`member.nameFolded LIKE ${part}`, { search });
      },
    });
  }

  one(actor: Actor, memberId: string, { atLeast }: z.infer<typeof readQuery>) {
    return this.queries.one<Member>(members, actor, memberId, atLeast);
  }
}
