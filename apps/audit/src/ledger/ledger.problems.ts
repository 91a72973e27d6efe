import { Problem } from '@sohoi/nest';

/** Why something of the tree over the log cannot be shown. */
export const ledgerProblems = {
  outsideTree: (field: string, size: number) =>
    new Problem(
      400,
      'outside-tree',
      { vi: `Cây của sổ có ${size} lá.`, en: `The tree over the log has ${size} leaves.` },
      {
        errors: [{ field, limit: size, message: { vi: `không quá ${size} lá`, en: `within its ${size} leaves` } }],
      },
    ),

  noSuchTile: () =>
    new Problem(404, 'no-such-tile', {
      vi: 'Cây đã ký không có ô này.',
      en: 'The signed tree has no such tile.',
    }),

  notSignedYet: () =>
    new Problem(404, 'not-signed-yet', {
      vi: 'Sự kiện chưa nằm trong cây đã ký. Hãy thử lại sau vài giây.',
      en: 'The event is not in a signed tree yet. Try again in a few seconds.',
    }),
};
