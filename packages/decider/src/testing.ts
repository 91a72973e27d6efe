import { fold } from './decider.js';
import type { Decider, Decision } from './decider.js';

/** The text of a value with the keys of objects in order, so that two equal values have equal texts. */
const show = (value: unknown): string =>
  JSON.stringify(
    value,
    (_key, v: unknown) =>
      v !== null && typeof v === 'object' && !Array.isArray(v)
        ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
        : v,
    2,
  );

const expectSame = (what: string, actual: unknown, expected: unknown): void => {
  if (show(actual) !== show(expected)) {
    throw new Error(`${what}\nexpected: ${show(expected)}\nactual:   ${show(actual)}`);
  }
};

const matches = (actual: unknown, expected: object): boolean =>
  typeof actual === 'object' &&
  actual !== null &&
  Object.entries(expected).every(([key, value]) => show((actual as Record<string, unknown>)[key]) === show(value));

/**
 * The language of the specs: `given(admitted).when(transfer).then(transferred)`. `then()` without events says
 * that nothing was recorded; `thenRejected` compares only the fields it names.
 * @throws Error when the outcome is another one; the message shows both
 */
export const specOf = <S, C, E, R extends object>(decider: Decider<S, C, E, R>) => ({
  given: (...history: readonly E[]) => ({
    when: (command: C) => {
      const decision = decider.decide(command, fold(decider, history));
      return {
        then: (...events: readonly E[]): void => {
          expectSame('recorded other events', decision, { ok: true, events });
        },
        thenRejected: (rejection: Partial<R>): void => {
          if (decision.ok || !matches(decision.rejection, rejection)) {
            expectSame('rejected otherwise', decision, { ok: false, rejection });
          }
        },
      };
    },
  }),
});

/** The language of projection specs: `givenRow(undefined).when(event).thenRow({…})`. */
export const rowSpecOf = <Row, E>(evolve: (row: Row | undefined, event: E) => Row | undefined) => ({
  givenRow: (row: Row | undefined) => ({
    when: (event: E) => ({
      thenRow: (expected: Row | undefined): void => {
        expectSame('another row', evolve(row, event), expected);
      },
    }),
  }),
});

/** One command of a random history, and what came of it. */
export type Step<S, C, E, R> = {
  readonly before: S;
  readonly command: C;
  readonly decision: Decision<E, R>;
  readonly after: S;
};

/** Carries out the commands one after another, from nothing; a rejected one leaves the state as it is. */
export const play = <S, C, E, R>(decider: Decider<S, C, E, R>, commands: readonly C[]): readonly Step<S, C, E, R>[] => {
  let state = decider.initial;
  return commands.map((command) => {
    const before = state;
    const decision = decider.decide(command, before);
    if (decision.ok) for (const event of decision.events) state = decider.evolve(state, event);
    return { before, command, decision, after: state };
  });
};

/** The events that a history of commands recorded, oldest first. */
export const recordedBy = <S, C, E, R>(steps: readonly Step<S, C, E, R>[]): readonly E[] =>
  steps.flatMap(({ decision }) => (decision.ok ? decision.events : []));
