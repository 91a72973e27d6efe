import { id } from '@sohoi/fields';
import { momentShown, pageOf, position } from '@sohoi/nest';
import { z } from 'zod';
import { thingKind } from './history.query.js';

const bilingual = z.object({ vi: z.string(), en: z.string() });

const change = z.object({
  field: z.string().meta({ description: 'Path of the field, e.g. `person.fullName`.' }),
  label: bilingual,
  before: z.unknown().meta({ description: 'Null: nothing. What is personal reads `{ "sealed": "1.…" }`.' }),
  after: z.unknown(),
  hidden: z.boolean().meta({ description: 'It changed, but what it says is not for the asker: both are null.' }),
});

const entry = z.object({
  position,
  eventId: id,
  type: z.string(),
  stream: z.string(),
  thing: z.object({ kind: thingKind, id: z.string() }).nullable().meta({ description: 'Whose history it is in.' }),
  sentence: bilingual,
  changes: z.array(change).nullable().meta({
    description: 'Null where too much came before it to be told in a list: ask for the history of the thing.',
  }),
  names: z
    .record(z.string(), z.string())
    .meta({ description: 'Of the units and chapters that the changes name by id, as far as the asker may see them.' }),
  reason: z.unknown().meta({ description: 'As it was given; sealed where it is personal; null where none was.' }),
  at: z.iso.date().meta({ description: 'When it was true.' }),
  recordedAt: z.iso.datetime().meta({ description: 'When the log took it.' }),
  actor: z.string(),
  role: z.string(),
  correlation: z.object({
    id: z.string(),
    others: z.int().meta({ description: 'How many other events came of the same request or import; 1000 at most.' }),
    more: z.boolean().meta({ description: 'Whether there are more than that.' }),
    href: z.string(),
  }),
  causationId: z.string().nullable().meta({ description: 'The event or command that led to it.' }),
});

export type HistoryEntry = z.infer<typeof entry>;

const example: HistoryEntry = {
  position: '00000000000000000042',
  eventId: '3c1b7d0e-52e1-5f0c-9d53-0f2f7c1a31d5',
  type: 'UnitRenamed',
  stream: 'unit-6f3f1d0e-52e1-5f0c-9d53-0f2f7c1a31d5',
  thing: { kind: 'unit', id: '6f3f1d0e-52e1-5f0c-9d53-0f2f7c1a31d5' },
  sentence: { vi: 'Đổi tên đơn vị thành Xã Ví Dụ.', en: 'The unit was renamed Xã Ví Dụ.' },
  changes: [
    {
      ...{ field: 'name', label: { vi: 'tên', en: 'name' } },
      ...{ before: 'Xã Ví Dụ Cũ', after: 'Xã Ví Dụ', hidden: false },
    },
  ],
  ...{ names: {}, reason: null },
  at: '2023-06-14',
  recordedAt: '2026-11-22T08:00:00.000Z',
  actor: 'demo-province-verifier',
  role: 'province-verifier',
  correlation: {
    ...{ id: '0197a7c0-0000-7000-8000-0000000000d1', others: 0, more: false },
    href: '/v1/history?correlation=0197a7c0-0000-7000-8000-0000000000d1',
  },
  causationId: null,
};

export const historyPage = pageOf(entry)
  .extend(momentShown)
  .meta({
    example: { data: [example], next: null, position: '00000000000000000042' },
  });
