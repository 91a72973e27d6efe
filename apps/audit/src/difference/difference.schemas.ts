import { id } from '@sohoi/fields';
import { momentQuery, position } from '@sohoi/nest';
import { z } from 'zod';

const asOf = momentQuery.shape.asOf.unwrap();

export const differenceQuery = z.strictObject({
  from: asOf.meta({ description: 'The earlier moment: a position, or an instant with its zone.' }),
  to: asOf.optional().meta({ description: 'The later moment; absent: now.' }),
});

const moment = z.object({ position, recordedAt: z.iso.datetime() });
const body = z.object({ id, kind: z.enum(['unit', 'chapter']), name: z.string() });
const holding = z.object({
  holdingId: id,
  post: z.string(),
  personId: id,
  from: z.iso.date(),
  to: z.iso.date().nullable(),
});

/** The fields of a unit's row that may differ, as they are called in answers, and their columns. */
export const fields = {
  name: 'name',
  officialKind: 'official_kind',
  code: 'code',
  parentId: 'parent_id',
  status: 'status',
  from: 'valid_from',
  to: 'valid_to',
  women: 'women',
} as const;

export const difference = z.object({
  id,
  from: moment,
  to: moment,
  existed: z.boolean().meta({ description: 'Whether it was there at the earlier moment.' }),
  fields: z.array(
    z.object({
      field: z.enum(Object.keys(fields) as [keyof typeof fields, ...(keyof typeof fields)[]]),
      before: z.union([z.string(), z.number()]).nullable(),
      after: z.union([z.string(), z.number()]).nullable(),
    }),
  ),
  below: z
    .object({ came: z.array(body), went: z.array(body) })
    .meta({ description: 'Active units and chapters right below it.' }),
  posts: z.object({ began: z.array(holding), ended: z.array(holding) }),
  members: z
    .object({ joined: z.int(), left: z.int() })
    .meta({ description: 'Members who came to the subtree, and who left it, by events of their own.' }),
});
export type Difference = z.infer<typeof difference>;

const example: Difference = {
  id: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  from: { position: '00000000000000000042', recordedAt: '2026-06-30T17:00:00.000Z' },
  to: { position: '00000000000000000096', recordedAt: '2026-07-31T17:00:00.000Z' },
  existed: true,
  fields: [{ field: 'name', before: 'Xã Ví Dụ', after: 'Phường Ví Dụ' }],
  below: {
    came: [{ id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304', kind: 'chapter', name: 'Chi hội Ví Dụ' }],
    went: [],
  },
  posts: {
    began: [],
    ended: [
      {
        ...{ holdingId: '0197a7c0-0000-7000-8000-0000000000f1', post: 'chair', from: '2021-05-10', to: '2026-07-15' },
        personId: '0197a7c0-0000-7000-8000-0000000000d1',
      },
    ],
  },
  members: { joined: 12, left: 3 },
};

export const differenceAnswer = z.object({ data: difference }).meta({ example: { data: example } });
