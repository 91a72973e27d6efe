import {
  chapterPart,
  clusterPart,
  contributions,
  evolveChapterStrength,
  evolveClusterRanking,
  handOver,
} from '@sohoi/standings';
import type { Contribution, Part, Pending, PlacedEvent, Rulebook } from '@sohoi/standings';
import { chaptersScored, otherwise, unitsScored } from '@sohoi/what-if';
import type { Scored, Supposed } from '@sohoi/what-if';

/** Whose results: chapters by their strength, or units in their clusters. */
export const bodies = ['chapter', 'unit'] as const;
export type Body = (typeof bodies)[number];

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
  /** All that both remember, one after another, to be given to `restore` of new ones, in any order. */
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
  const keys = { official: new Set<string>(), simulated: new Set<string>() };
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
    *documents() {
      for (const side of SIDES) {
        const state = states[side];
        for (const part of inPieces(handOver(fold.pendingOf(state)))) {
          for (const key of fold.documentsOf(state, part).keys()) keys[side].add(key);
        }
        for (const part of inPieces({ ...NOTHING, documents: keys[side] })) {
          for (const [key, document] of fold.documentsOf(state, part)) yield [`${side} ${key}`, document];
        }
      }
    },
    restore: (key, document) => {
      const side = SIDES.find((one) => key.startsWith(`${one} `));
      if (!side) throw new Error(`a document of neither side: ${key}`);
      keys[side].add(key.slice(side.length + 1));
      fold.restore(states[side], document as Document);
    },
  };
};

const SIDES = ['official', 'simulated'] as const;

const NOTHING: Pending = { touched: new Set(), closed: new Set(), revised: [], documents: new Set(), evidence: [] };

/** One thing at a time, so that never all documents are in memory beside what they are made of. */
function* inPieces({ touched, closed, documents }: Pending): Generator<Pending> {
  for (const id of touched) yield { ...NOTHING, touched: new Set([id]) };
  for (const id of closed) yield { ...NOTHING, closed: new Set([id]) };
  for (const key of documents) yield { ...NOTHING, documents: new Set([key]) };
}
