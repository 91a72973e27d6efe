import {
  chapterPart,
  clusterPart,
  contributions,
  evolveChapterStrength,
  evolveClusterRanking,
  handOver,
} from '@sohoi/standings';
import type { Contribution, Part, PlacedEvent, Rulebook } from '@sohoi/standings';
import { chaptersScored, otherwise, unitsScored } from '@sohoi/what-if';
import type { Scored, Supposed } from '@sohoi/what-if';
import type { Body } from '../choices.js';

export { bodies } from '../choices.js';
export type { Body } from '../choices.js';

type Fold<State, Document extends object> = Omit<Part<State, Document>, 'evolve'> & {
  readonly evolve: (state: State, event: PlacedEvent, counts: readonly Contribution[]) => void;
  readonly scored: (state: State, periodId: string, unitId: string | null) => readonly Scored[];
};

/** The official result and the supposed one, side by side, over the same events. */
export type TwoFolds = {
  take(event: PlacedEvent): void;
  official(periodId: string, unitId: string | null): readonly Scored[];
  simulated(periodId: string, unitId: string | null): readonly Scored[];
  rulebook(): Rulebook;
  /** All that both remember, to be given to `restore` of new ones, in any order. */
  documents(): Iterable<readonly [key: string, document: object]>;
  restore(key: string, document: object): void;
};

export const twoFolds = (body: Body, supposed: Supposed): TwoFolds =>
  body === 'chapter'
    ? foldsOf({ ...chapterPart, evolve: evolveChapterStrength, scored: chaptersScored }, supposed)
    : foldsOf({ ...clusterPart, evolve: evolveClusterRanking, scored: unitsScored }, supposed);

const foldsOf = <State, Document extends object>(fold: Fold<State, Document>, supposed: Supposed): TwoFolds => {
  const { first, of } = otherwise(supposed);
  const states = { official: fold.create(), simulated: fold.create() };
  const kept = new Map<string, object>();
  if (first) fold.evolve(states.simulated, first, contributions(first));
  return {
    take: (event) => {
      const counts = contributions(event);
      fold.evolve(states.official, event, counts);
      const other = of(event);
      if (other) fold.evolve(states.simulated, other, counts);
    },
    official: (periodId, unitId) => fold.scored(states.official, periodId, unitId),
    simulated: (periodId, unitId) => fold.scored(states.simulated, periodId, unitId),
    rulebook: () => fold.rulebookOf(states.official),
    documents: () => {
      for (const side of SIDES) {
        const pending = handOver(fold.pendingOf(states[side]));
        for (const [key, document] of fold.documentsOf(states[side], pending)) kept.set(`${side} ${key}`, document);
      }
      return kept;
    },
    restore: (key, document) => {
      kept.set(key, document);
      const side = SIDES.find((one) => key.startsWith(`${one} `));
      if (!side) throw new Error(`a document of neither side: ${key}`);
      fold.restore(states[side], document as Document);
    },
  };
};

const SIDES = ['official', 'simulated'] as const;
