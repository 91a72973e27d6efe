/** Milliseconds: the first pause, and the longest. */
export type Pauses = { readonly first: number; readonly most: number };

/**
 * Milliseconds to wait before the n-th try anew (from 1): doubles up to the longest. Half of it is by chance, so that
 * those who lost a server at the same moment do not come back to it at the same moment.
 */
export const pauseBefore = (attempt: number, { first, most }: Pauses, random: () => number = Math.random): number => {
  const full = Math.min(first * 2 ** (attempt - 1), most);
  return full / 2 + (random() * full) / 2;
};
