import { id, name, plainDate, reason, source } from '@sohoi/fields';
import { z } from 'zod';
import { body } from './body.events.js';
import { model } from './initiative.events.js';

const seed = { title: 'Cụm thi đua Trung bộ: Tập trung nâng cao năng lực cán bộ Hội cơ sở', date: '2023-06-15' };

export const launchInitiative = z
  .strictObject({
    id: id.optional(),
    unitId: id,
    name,
    model,
    pilot: z.boolean(),
    source: source.optional(),
    at: plainDate,
  })
  .meta({
    id: 'LaunchInitiative',
    description: 'A unit starts a model or movement, as a trial or for all.',
    example: {
      unitId: '6a0d1e2f-3b4c-5d5e-8f60-718293a4b5c6',
      name: 'Thí điểm mô hình "1 + 1"',
      model: 'one-plus-one',
      pilot: true,
      source: seed,
      at: '2023-02-01',
    },
  });

export const adoptInitiative = z.strictObject({ body, source: source.optional(), at: plainDate }).meta({
  id: 'AdoptInitiative',
  description: 'A unit or a chapter takes the initiative up.',
  example: { body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' }, source: seed, at: '2023-03-08' },
});

export const endInitiative = z.strictObject({ reason, at: plainDate }).meta({
  id: 'EndInitiative',
  description: 'Ends an initiative for all who adopted it.',
  example: { reason: 'Tổng kết giai đoạn thí điểm', at: '2024-12-31' },
});

type OfInitiative<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly initiativeId: string };

export type InitiativeCommand =
  | { readonly type: 'LaunchInitiative'; readonly data: OfInitiative<typeof launchInitiative> }
  | {
      readonly type: 'AdoptInitiative';
      /** `unitId`: the adopting unit itself, or the unit of the adopting chapter. */
      readonly data: OfInitiative<typeof adoptInitiative> & { readonly unitId: string };
    }
  | { readonly type: 'EndInitiative'; readonly data: OfInitiative<typeof endInitiative> };
