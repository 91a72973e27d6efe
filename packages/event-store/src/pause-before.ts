/** Milliseconds: the first pause, and the longest. */
export type Pauses = { readonly first: number; readonly most: number };

/**
 * Milliseconds that an adapter waits before the n-th try anew (from 1): doubles up to the longest. Half of it is by
 * chance, so that those who lost a server at the same moment do not come back to it at the same moment.
 * @param random from 0 to 1, another at each call
 */
export const pauseBefore = (attempt: number, { first, most }: Pauses, random: () => number): number => {
  const full = Math.min(first * 2 ** (attempt - 1), most);
  return full / 2 + (random() * full) / 2;
};
