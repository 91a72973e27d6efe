import { Inject, Injectable } from '@nestjs/common';
import { id, text } from '@sohoi/fields';
import { endReason, memberKind } from '@sohoi/membership/events';
import {
  Keyset,
  oneOf,
  pageOf,
  pageQuery,
  problems,
  ReadModels,
  readQuery,
  withinScope,
  withinUnit,
} from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
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

/** The scope is that of the unit tree, so both must be there. */
const PROJECTIONS = ['members', 'units'];

@Injectable()
export class MemberQueries {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  async list(actor: Actor, filter: z.infer<typeof membersQuery>) {
    const query = withinUnit(this.membersOf(actor), filter.unit);
    if (filter.status) query.andWhere('member.status = :status', { status: filter.status });
    if (filter.search) {
      // LIKE for the sake of the trigram index; the wildcards in what was typed are taken literally.
      const search = String.raw`'%' || regexp_replace(read.vn_fold(:search), '([\\%_])', '\\\1', 'g') || '%'`;
      query.andWhere(`member.nameFolded LIKE ${search}`, { search: filter.search });
    }
    const read = await this.reads.read<Member>(PROJECTIONS, byName.apply(query, filter), filter.atLeast);
    return byName.page(read, filter.limit);
  }

  async one(actor: Actor, memberId: string, { atLeast }: z.infer<typeof readQuery>) {
    const query = this.membersOf(actor).andWhere('member.memberId = :id', { id: memberId });
    const { rows, position: at } = await this.reads.read<Member>(PROJECTIONS, query, atLeast);
    if (!rows[0]) throw problems.notFound('id', memberId);
    return { data: rows[0], position: at };
  }

  private membersOf(actor: Actor) {
    const [first = 'memberId', ...others] = Object.keys(member.shape);
    const query = this.reads.manager.createQueryBuilder(MemberEntity, 'member').select(`member.${first}`, first);
    for (const column of others) query.addSelect(`member.${column}`, column);
    return withinScope(query, 'member.chapterId', actor);
  }
}
