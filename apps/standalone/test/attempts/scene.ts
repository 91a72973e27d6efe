import type { TestLedger } from '../test-ledger.js';
import type { Founder } from '../world/founder.js';
import type { Model, Place } from './model.js';

/** Where stories are played: each on a map of its own, with actors of its own, in one ledger. */
export type Stage = {
  readonly ledger: TestLedger;
  readonly founder: Founder;
  readonly today: string;
  /** How many requests were tried, by what became of them. */
  readonly attempts: { allowed: number; refused: number };
};

/** What the model knows of a story so far, and who is in its chapters. */
export type Scene = {
  readonly stage: Stage;
  readonly model: Model;
  readonly members: ReadonlyMap<string, string>;
  readonly actors: readonly string[];
  /** Later with each change, since the log takes none before the last. */
  readonly at: string;
};

/** The n-th of these, from the front again when there are not so many. */
export const nth = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(all.length, 1)];

export const unitsOf = ({ places }: Model): readonly Place[] =>
  [...places.values()].filter(({ kind }) => kind === 'unit');
