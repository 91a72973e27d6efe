import type { ClusterRanking, ClusterRecord, FrozenCluster } from './cluster-state.js';
import type { Pending } from './pending.js';
import type { RuleDocument } from './rulebook.js';
import { restoreSubject, subjectToRow } from './subject-book.js';
import type { SubjectDocument } from './subject-book.js';
import { summedIn, tallyFromRow, tallyToRow } from './tally.js';
import type { TallyRow } from './tally.js';
import { plant } from './unit-tree.js';
import type { UnitDocument } from './unit-tree.js';

type Stored = Omit<ClusterRecord, 'members' | 'touched'> & { readonly members: TallyRow };
type FrozenDocument = { readonly periodId: string; readonly clusterId: string; readonly frozen: FrozenCluster };

/** A piece of the state as plain JSON: together they are all of it. */
export type ClusterDocument =
  RuleDocument | UnitDocument | { readonly subject: SubjectDocument } | { readonly cluster: Stored } | FrozenDocument;

/** The documents that a hand-over makes out of date, by their keys. */
export const clusterDocuments = (
  state: ClusterRanking,
  { touched, closed, documents }: Pending,
): ReadonlyMap<string, ClusterDocument> => {
  const frozen = [...closed].flatMap((periodId) =>
    [...(state.frozen.get(periodId)?.keys() ?? [])].map((id) => `frozen/${periodId}/${id}`),
  );
  const keys = new Set([...[...touched].map((id) => `cluster/${id}`), ...frozen, ...documents]);
  const found = new Map<string, ClusterDocument>();
  for (const key of keys) {
    const document = documentOf(state, key);
    if (document) found.set(key, document);
  }
  return found;
};

const documentOf = (state: ClusterRanking, key: string): ClusterDocument | undefined => {
  const [kind, id = '', clusterId = ''] = key.split('/');
  switch (kind) {
    case 'subject': {
      const subject = state.units.byId.get(id);
      return subject && { subject: subjectToRow(subject) };
    }
    case 'cluster': {
      const cluster = state.clusters.get(id);
      if (!cluster) return undefined;
      const { unitId, name, position, members } = cluster;
      return { cluster: { id, unitId, name, position, members: tallyToRow(members) } };
    }
    case 'unit': {
      const unit = state.tree.units.get(id);
      return unit && { unitId: id, unit };
    }
    case 'rubric': {
      const rubric = state.rulebook.rubrics.get(id);
      return rubric && { rubric };
    }
    case 'period': {
      const period = state.rulebook.periods.get(id);
      return period && { period };
    }
    default: {
      const frozen = state.frozen.get(id)?.get(clusterId);
      return frozen && { periodId: id, clusterId, frozen };
    }
  }
};

/** Puts a stored document back into a state. */
export const restoreClusterDocument = (state: ClusterRanking, document: ClusterDocument): void => {
  if ('subject' in document) {
    restoreSubject(state.units, document.subject);
  } else if ('cluster' in document) {
    const members = tallyFromRow(document.cluster.members);
    state.clusters.set(document.cluster.id, { ...document.cluster, members, touched: false });
    for (const unitId of summedIn(members)) {
      const clusters = state.clustersOf.get(unitId) ?? new Set();
      state.clustersOf.set(unitId, clusters.add(document.cluster.id));
    }
  } else if ('unit' in document) {
    plant(state.tree, document.unitId, document.unit);
  } else if ('frozen' in document) {
    const period = state.frozen.get(document.periodId) ?? new Map<string, FrozenCluster>();
    state.frozen.set(document.periodId, period.set(document.clusterId, document.frozen));
  } else if ('rubric' in document) {
    const { rubricId, rubricVersion } = document.rubric.rubric;
    state.rulebook.rubrics.set(`${rubricId}@${rubricVersion}`, document.rubric);
  } else {
    state.rulebook.periods.set(document.period.periodId, document.period);
  }
};
