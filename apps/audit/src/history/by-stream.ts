/** What is of the same stream together, in the order in which it is found. */
export const byStream = <T extends { readonly stream: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> => {
  const streams = new Map<string, T[]>();
  for (const one of all) {
    const known = streams.get(one.stream);
    if (known) known.push(one);
    else streams.set(one.stream, [one]);
  }
  return streams;
};
