/** One event that stands for a sentence: in which stream, of which type, with which of its data. */
export type Told = {
  readonly stream: string;
  readonly type: string;
  readonly data?: { readonly [field: string]: unknown };
};

/** Words of a report, and the events that say so; without events, why there are none. */
export type Fact = { readonly words: string } & (
  | { readonly events: readonly [Told, ...Told[]]; readonly note?: string }
  | { readonly events: readonly []; readonly note: string }
);

/** Events that take the same place in a sentence, e.g. one for each of six provinces. */
export const each = <T>(of: readonly T[], told: (one: T) => Told): readonly [Told, ...Told[]] => {
  const [first, ...others] = of.map(told);
  if (!first) throw new Error('a fact without events');
  return [first, ...others];
};

type Recorded = { readonly stream: string; readonly type: string; readonly data: unknown };

const says = (event: Recorded, { stream, type, data = {} }: Told): boolean =>
  event.stream === stream &&
  event.type === type &&
  Object.entries(data).every(([field, value]) => (event.data as Record<string, unknown>)[field] === value);

/** The events of a log that a fact names. @throws Error if the log does not hold one of them */
export const eventsOf = <E extends Recorded>({ words, events }: Fact, log: readonly E[]): readonly E[] =>
  events.flatMap((told) => {
    const found = log.filter((event) => says(event, told));
    if (found.length === 0) throw new Error(`“${words}”: no ${told.type} in ${told.stream}`);
    return found;
  });
