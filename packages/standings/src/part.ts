import type { PlacedEvent, StandingsEvent } from './events.js';
import { chapterDocuments, restoreChapterDocument } from './chapter-documents.js';
import type { ChapterDocument } from './chapter-documents.js';
import { createChapterStrength } from './chapter-state.js';
import type { ChapterStrength } from './chapter-state.js';
import { evolveChapterStrength } from './chapter-strength.js';
import { clusterDocuments, restoreClusterDocument } from './cluster-documents.js';
import type { ClusterDocument } from './cluster-documents.js';
import { evolveClusterRanking } from './cluster-ranking.js';
import { createClusterRanking } from './cluster-state.js';
import type { ClusterRanking } from './cluster-state.js';
import type { Gathering, Pending } from './pending.js';
import type { Rulebook } from './rulebook.js';
import { emptyTally, summedIn } from './tally.js';

/**
 * How a part of a standing is folded that has the results of a few owners (chapters, clusters) and no others: from the
 * documents that concern them, and from the events that do. Those are all events of the types in `rules`, and those
 * that name one of the bodies.
 */
export type Part<State, Document extends object> = {
  readonly create: (options?: { readonly evidence?: boolean }) => State;
  readonly evolve: (state: State, event: PlacedEvent) => void;
  readonly restore: (state: State, document: Document) => void;
  readonly documentsOf: (state: State, pending: Pending) => ReadonlyMap<string, Document>;
  readonly pendingOf: (state: State) => Gathering;
  readonly rulebookOf: (state: State) => Rulebook;
  readonly rules: readonly StandingsEvent['type'][];
  /** Keys of the documents of an owner, published results included. */
  readonly keysOf: (ownerId: string, periodIds: readonly string[]) => readonly string[];
  /** Whose records count for the owners, as far as documents are restored; `rules` are the later events of rules. */
  readonly bodiesOf: (state: State, ownerIds: readonly string[], rules: readonly PlacedEvent[]) => ReadonlySet<string>;
  /** Keys of the documents of a body. */
  readonly bodyKeysOf: (bodyId: string) => readonly string[];
  /** The units in which the owners lie and whose names they show; with all units above them they are the tree needed. */
  readonly unitsOf: (state: State) => readonly string[];
};

const TREE = ['UnitEstablished', 'UnitRenamed', 'UnitMoved'] as const;
const RULES = [...TREE, 'RubricPublished', 'CriterionVoided', 'PeriodOpened', 'PeriodClosed'] as const;

export const chapterPart: Part<ChapterStrength, ChapterDocument> = {
  create: createChapterStrength,
  evolve: evolveChapterStrength,
  restore: restoreChapterDocument,
  documentsOf: chapterDocuments,
  pendingOf: ({ pending }) => pending,
  rulebookOf: ({ rulebook }) => rulebook,
  rules: RULES,
  keysOf: (id, periodIds) => [`chapter/${id}`, ...periodIds.map((periodId) => `frozen/${periodId}/${id}`)],
  bodiesOf: (_state, ids) => new Set(ids),
  bodyKeysOf: () => [],
  unitsOf: ({ chaptersOf }) => [...chaptersOf.keys()],
};

export const clusterPart: Part<ClusterRanking, ClusterDocument> = {
  create: createClusterRanking,
  evolve: evolveClusterRanking,
  restore: restoreClusterDocument,
  documentsOf: clusterDocuments,
  pendingOf: ({ pending }) => pending,
  rulebookOf: ({ rulebook }) => rulebook,
  rules: [...RULES, 'ClusterFormed', 'UnitJoinedCluster', 'UnitLeftCluster'],
  keysOf: (id, periodIds) => [`cluster/${id}`, ...periodIds.map((periodId) => `frozen/${periodId}/${id}`)],
  bodiesOf: ({ clusters }, ids, rules) => {
    const known = ids.flatMap((id) => summedIn(clusters.get(id)?.members ?? emptyTally()));
    const joined = rules.flatMap(({ type, data }) =>
      type === 'UnitJoinedCluster' && ids.includes(data.clusterId) ? [data.memberUnitId] : [],
    );
    return new Set([...known, ...joined]);
  },
  bodyKeysOf: (id) => [`subject/${id}`],
  unitsOf: ({ clusters, clustersOf }) => [...[...clusters.values()].map(({ unitId }) => unitId), ...clustersOf.keys()],
};

/** The units that an event of the log brings into the tree of a part, or whose place it changes. */
export const unitsPlacedBy = (event: PlacedEvent): readonly string[] => {
  const { type, data } = event;
  switch (type) {
    case 'UnitEstablished':
      return data.parentId === null ? [data.unitId] : [data.unitId, data.parentId];
    case 'UnitRenamed':
      return [data.unitId];
    case 'UnitMoved':
      return [data.unitId, data.to];
    case 'ChapterEstablished':
    case 'ClusterFormed':
      return [data.unitId];
    case 'UnitJoinedCluster':
      return [data.memberUnitId];
    default:
      return [];
  }
};
