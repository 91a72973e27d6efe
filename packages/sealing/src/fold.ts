/**
 * Vietnamese text as people type it in a hurry: 'Đặng Thị Đào', composed or decomposed, becomes 'dang thi dao'; the same
 * for such text as `read.vn_fold` in SQL.
 */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/** The folded words of a name: runs of letters and digits. */
export const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
