/** What a decision yields: the events to record (none: nothing happened), or the reason why not. */
export type Decision<E, R> =
  { readonly ok: true; readonly events: readonly E[] } | { readonly ok: false; readonly rejection: R };

/** A rule book of one kind of thing: data plus two pure functions, total over their input. */
export type Decider<S, C, E, R> = {
  readonly initial: S;
  readonly decide: (command: C, state: S) => Decision<E, R>;
  readonly evolve: (state: S, event: E) => S;
};

/** `record()` alone says that nothing happened: the command was already carried out. */
export const record = <E>(...events: readonly E[]): Decision<E, never> => ({ ok: true, events });

/** A refusal is a value with a code and the data that explain it, never an exception. */
export const reject = <R>(rejection: R): Decision<never, R> => ({ ok: false, rejection });

/** The state after these events; as-of is the same fold over a prefix. */
export const fold = <S, E>(
  decider: Pick<Decider<S, never, E, unknown>, 'initial' | 'evolve'>,
  events: Iterable<E>,
): S => {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
