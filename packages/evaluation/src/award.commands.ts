import { id, legalAct, name, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import { body } from './body.events.js';

export const grantAward = z
  .strictObject({
    id: id.optional(),
    body,
    title: name,
    periodId: id.nullable(),
    decision: legalAct.optional(),
    at: plainDate,
  })
  .meta({
    id: 'GrantAward',
    description: 'A flag, certificate or title for a unit or a chapter, for a period or for none.',
    example: {
      body: { kind: 'unit', id: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801' },
      title: 'Cờ thi đua "Đơn vị xuất sắc"',
      periodId: null,
      decision: { number: '00/QĐ-VÍ-DỤ', issuer: 'Đoàn Chủ tịch TW Hội LHPN Việt Nam', date: '2023-12-15' },
      at: '2023-12-15',
    },
  });

export const revokeAward = z.strictObject({ reason, at: plainDate }).meta({
  id: 'RevokeAward',
  description: 'Cancels an award and takes it back, for false claims or a wrong procedure.',
  example: { reason: 'Kê khai thành tích không đúng', at: '2024-06-01' },
});

type OfAward<T extends z.ZodType> = Omit<z.infer<T>, 'id'> & { readonly awardId: string };

export type AwardCommand =
  | {
      readonly type: 'GrantAward';
      /** `unitId`: the unit itself, or the unit of the chapter. */
      readonly data: OfAward<typeof grantAward> & { readonly unitId: string };
    }
  | { readonly type: 'RevokeAward'; readonly data: OfAward<typeof revokeAward> };
