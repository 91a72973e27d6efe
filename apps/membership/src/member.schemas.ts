import { id, text } from '@sohoi/fields';
import { endReason, identityNumber, memberKind } from '@sohoi/membership/events';
import { momentShown, oneOf, pageAsOfQuery, pageOf } from '@sohoi/nest';
import { z } from 'zod';

/** What of a person whoever may see the member may see. */
const person = z.object({
  fullName: z.string(),
  birthYear: z.int().optional(),
  gender: z.enum(['female', 'male']),
  phone: z.string().optional(),
  address: z.string().optional(),
});
export type ShownPerson = z.infer<typeof person>;

export const member = z.object({
  memberId: id,
  person: person
    .nullable()
    .meta({ description: 'Null once the person is erased, and while the processing of her data is restricted.' }),
  erased: z.boolean(),
  restricted: z
    .boolean()
    .meta({ description: 'Kept, and not to be used: the person had the processing restricted, or objected to it.' }),
  kind: memberKind,
  status: z.enum(['active', 'ended', 'annulled']),
  chapterId: id,
  unitId: id,
  regular: z.boolean(),
  core: z.boolean(),
  duesPaid: z.array(z.string()),
  admittedAt: z.iso.date(),
  endedAt: z.iso.date().nullable(),
  endReason: endReason.nullable(),
  streamVersion: z.int().optional().meta({ description: 'Absent as of another moment.' }),
});
export type Member = z.infer<typeof member>;

const example: Member = {
  memberId: '0197a7c0-0000-7000-8000-000000000001',
  person: { fullName: 'Nguyễn Thị Ví Dụ', birthYear: 1990, gender: 'female' },
  erased: false,
  restricted: false,
  kind: 'ordinary',
  status: 'active',
  chapterId: '0197a7c0-0000-7000-8000-0000000000c1',
  unitId: '0197a7c0-0000-7000-8000-0000000000a1',
  regular: true,
  core: false,
  duesPaid: ['2023-H1'],
  admittedAt: '2023-03-08',
  endedAt: null,
  endReason: null,
  streamVersion: 4,
};
const position = '00000000000000000042';

export const memberPage = pageOf(member)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const memberAnswer = oneOf(member)
  .extend(momentShown)
  .meta({ example: { data: example, position } });

export const membersQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  search: text(100)
    .optional()
    .meta({
      description:
        'Beginnings of words of the name, in any order; accents and case do not matter. Addresses are often kept in ' +
        'logs: where that may be, search by `POST /v1/members/search`.',
    }),
  unit: id.optional().meta({ description: 'Only members of this unit or chapter, and of what lies below it.' }),
  status: member.shape.status.optional(),
  order: z.enum(['name']).optional().meta({
    description: 'Of one chapter, which `unit` names: all its members in one page, in the order of names.',
  }),
});

const purpose = text(200).meta({ description: 'What for; it is recorded.' });

export const sensitiveQuery = z.strictObject({ purpose });

const { limit, cursor, atLeast, asOf, validAt, search, unit, status } = membersQuery.shape;

export const memberSearch = z
  .strictObject({
    name: search.meta({
      description: 'Beginnings of words of the name, in any order; accents and case do not matter.',
    }),
    identityNumber: identityNumber.optional().meta({
      description: 'The whole number; takes a right to sensitive data, and the search is recorded.',
    }),
    purpose: purpose.optional().meta({ description: 'What for; needed with `identityNumber`.' }),
    ...{ unit, status, limit, cursor, atLeast, asOf, validAt },
  })
  .refine((asked) => (asked.name === undefined) !== (asked.identityNumber === undefined), {
    path: ['identityNumber'],
    error: 'name-or-number',
  })
  .refine((asked) => asked.identityNumber === undefined || asked.purpose !== undefined, {
    path: ['purpose'],
    error: 'purpose',
  })
  .meta({ id: 'SearchMembers', example: { identityNumber: '001190000001', purpose: 'Tiếp nhận chuyển sinh hoạt' } });

/** Ethnic origin, belief, political views, and the number that finds a person everywhere (Decree 356/2025/NĐ-CP). */
const sensitive = z.object({
  memberId: id,
  identityNumber: z.string().optional(),
  ethnicity: z.string().optional(),
  religion: z.string().optional(),
  categories: z.array(z.string()).optional(),
  party: z.object({ status: z.enum(['none', 'introduced', 'member']), at: z.iso.date().optional() }).optional(),
  erased: z.boolean().meta({ description: 'Nothing but this is answered of an erased person.' }),
});
export type Sensitive = z.infer<typeof sensitive>;

export const sensitiveAnswer = z.object({ data: sensitive }).meta({
  example: {
    data: {
      memberId: example.memberId,
      identityNumber: '001190000001',
      ethnicity: 'kinh',
      religion: 'none',
      categories: ['elderly'],
      party: { status: 'none' },
      erased: false,
    },
  },
});
