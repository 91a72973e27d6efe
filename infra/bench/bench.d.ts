/** What every benchmark gets to work with: a database of its own on a server with production settings. */
export type BenchContext = {
  /** Connection string of an empty database. */
  readonly url: string;
  /** Called with the number of the round about to begin, from 1. */
  readonly progress: (round: number) => void;
};

/** One row of the table: our way and the yardstick, measured in turn within one run, so that both see the same machine. */
export type Bench = {
  readonly name: string;
  /** What the numbers are; the ratio is ours ÷ yardstick. */
  readonly unit: string;
  /** The ratio to reach, or with `atMost` not to exceed. */
  readonly reach: number;
  readonly atMost?: true;
  /** What the yardstick does, in a few words. */
  readonly against: string;
  /** One number per round. */
  run(context: BenchContext): Promise<{ readonly ours: readonly number[]; readonly yardstick: readonly number[] }>;
};
