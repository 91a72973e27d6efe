import { Problem } from '@sohoi/nest';

/** Of something that is seen: that there is no result of it for what was asked. */
export const noResult = (field: string, what: string): Problem =>
  new Problem(
    404,
    'not-found',
    { vi: `Chưa có kết quả nào ứng với ${field} "${what}".`, en: `There is no result for the ${field} "${what}".` },
    { errors: [{ field, message: { vi: 'không có kết quả nào', en: 'there is no result for it' } }] },
  );
