import { Problem } from '@sohoi/nest';

export const unverified = (): Problem =>
  new Problem(409, 'webhook-unverified', {
    vi: 'Webhook này chưa được xác minh: hãy gọi …/verify trước.',
    en: 'This webhook has not been verified: call …/verify first.',
  });

export const notVerified = (reason: string): Problem =>
  new Problem(
    409,
    'webhook-not-verified',
    {
      vi: `Nơi nhận không trả lời đúng câu hỏi xác minh: ${reason}.`,
      en: `The receiver did not answer the challenge: ${reason}.`,
    },
    { details: { reason } },
  );

export const refusedAgain = (reason: string): Problem =>
  new Problem(
    409,
    'dead-letter-refused',
    { vi: `Nơi nhận lại không nhận: ${reason}.`, en: `The receiver did not take it again: ${reason}.` },
    { details: { reason } },
  );

export const tooMany = (most: number): Problem =>
  new Problem(
    409,
    'too-many-webhooks',
    { vi: `Bạn đã có ${most} webhook. Hãy xóa bớt.`, en: `You have ${most} webhooks. Remove one.` },
    { details: { limit: most } },
  );

export const another = (): Problem =>
  new Problem(409, 'id-taken', { vi: 'Mã này là của một webhook khác.', en: 'This id is that of another webhook.' });
