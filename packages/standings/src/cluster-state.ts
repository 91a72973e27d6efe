import { gather } from './pending.js';
import type { Gathering } from './pending.js';
import type { Readings } from './readings.js';
import type { Change } from './revision.js';
import { emptyRulebook } from './rulebook.js';
import type { Rulebook } from './rulebook.js';
import { emptyBook } from './subject-book.js';
import type { SubjectBook } from './subject-book.js';
import type { Tally } from './tally.js';
import { emptyTree } from './unit-tree.js';
import type { UnitTree } from './unit-tree.js';

/** An emulation cluster; who is in it is dated: one sum per unit that ever joined, +1 and −1 by month. */
export type ClusterRecord = {
  readonly id: string;
  readonly unitId: string;
  readonly name: string;
  readonly members: Tally;
  position: string;
  /** Whether it is among those to be handed over. */
  touched: boolean;
};

export type FrozenUnit = { readonly unitId: string; readonly name: string; readonly readings: Readings };

/** A cluster in a closed period: its units as read at the closing, and the official scores that came later. */
export type FrozenCluster = { readonly units: readonly FrozenUnit[]; readonly changes: Change[] };

/** Grows with units, months and periods, never with events. Changed in place, for speed. */
export type ClusterRanking = {
  readonly rulebook: Rulebook;
  readonly tree: UnitTree;
  readonly units: SubjectBook;
  readonly clusters: Map<string, ClusterRecord>;
  /** The clusters that a unit ever joined. */
  readonly clustersOf: Map<string, Set<string>>;
  /** By period, then by cluster. */
  readonly frozen: Map<string, Map<string, FrozenCluster>>;
  readonly pending: Gathering;
};

/** @param options.evidence whether each contribution is handed over with its position; else only results are */
export const createClusterRanking = (options: { evidence?: boolean } = {}): ClusterRanking => ({
  rulebook: emptyRulebook(),
  tree: emptyTree(),
  units: emptyBook(),
  clusters: new Map(),
  clustersOf: new Map(),
  frozen: new Map(),
  pending: gather(options.evidence ?? false),
});
