import { membersOf } from './cluster-result.js';
import type { ClusterRanking, FrozenCluster } from './cluster-state.js';
import { contributions as contributionsOf } from './contributions.js';
import type { Contribution } from './contribution.js';
import { add, unit } from './contribution.js';
import type { PlacedEvent } from './events.js';
import { evidenceOf, evidenceOfScores } from './evidence.js';
import { touch } from './pending.js';
import { changeBy } from './revision.js';
import { closePeriod, inForce, keyOf, openPeriod, openPeriods, publishRubric, voidCriterion } from './rulebook.js';
import type { Period } from './rulebook.js';
import type { ScoreEvent } from './score-book.js';
import { enterScore, subjectOf } from './subject-book.js';
import { emptyTally, take } from './tally.js';
import { everBelow, growTree } from './unit-tree.js';

/**
 * Takes an event into the rankings of the clusters, in place. Events come in the order of their positions. While a
 * period is open its rankings follow every event; its closing freezes them, and then only official scores of one of
 * the units change them, each time for the whole cluster.
 */
export const evolveClusterRanking = (
  state: ClusterRanking,
  event: PlacedEvent,
  contributions: readonly Contribution[] = contributionsOf(event),
): void => {
  for (const contribution of contributions) {
    if (contribution.subject.kind === 'unit') count(state, contribution, event.position);
  }
  switch (event.type) {
    case 'ClusterFormed': {
      const { clusterId, unitId, name } = event.data;
      const cluster = { id: clusterId, unitId, name, members: emptyTally(), position: '', touched: false };
      state.clusters.set(clusterId, cluster);
      return touch(state.pending, cluster, event.position);
    }
    case 'UnitJoinedCluster':
      return join(state, event.data, 1, event.position);
    case 'UnitLeftCluster':
      return join(state, event.data, -1, event.position);
    case 'UnitEstablished':
    case 'UnitRenamed':
    case 'UnitMoved':
      growTree(state.tree, event, event.position);
      state.pending.documents.add(`unit/${event.data.unitId}`);
      touchClustersOf(state, event.data.unitId, event.position);
      return touchFormedBelow(state, event.data.unitId, event.position);
    case 'RubricPublished':
      publishRubric(state.rulebook, event.data, event.position);
      return touchRankedBy(state, keyOf(event.data), event.position);
    case 'CriterionVoided':
      voidCriterion(state.rulebook, event.data, event.position);
      return touchRankedBy(state, keyOf(event.data), event.position);
    case 'PeriodOpened':
      openPeriod(state.rulebook, event.data);
      state.pending.documents.add(`period/${event.data.periodId}`);
      return touchFormedBelow(state, event.data.unitId, event.position);
    case 'PeriodClosed':
      return freeze(state, event.data.periodId, event.position);
    case 'ScoreProposed':
    case 'ScoresPublished':
    case 'ScoreCorrected':
      return event.data.body.kind === 'unit' ? score(state, event, event.position) : undefined;
    default:
  }
};

const count = (state: ClusterRanking, contribution: Contribution, position: string): void => {
  const { id } = contribution.subject;
  const at = take(subjectOf(state.units, id).tally, contribution, position);
  state.pending.documents.add(`subject/${id}`);
  touchClustersOf(state, id, position);
  if (state.pending.evidence && at !== null) state.pending.evidence.push(evidenceOf(contribution, at, position));
};

const touchClustersOf = (state: ClusterRanking, unitId: string, position: string): void => {
  for (const clusterId of state.clustersOf.get(unitId) ?? []) {
    const cluster = state.clusters.get(clusterId);
    if (cluster) touch(state.pending, cluster, position);
  }
};

const touchFormedBelow = (state: ClusterRanking, unitId: string, position: string): void => {
  const below = everBelow(state.tree, unitId);
  for (const cluster of state.clusters.values()) {
    if (below.has(cluster.unitId)) touch(state.pending, cluster, position);
  }
};

const touchRankedBy = (state: ClusterRanking, rubric: string, position: string): void => {
  state.pending.documents.add(`rubric/${rubric}`);
  for (const { unitRubric, unitId } of openPeriods(state.rulebook)) {
    if (unitRubric && keyOf(unitRubric) === rubric) touchFormedBelow(state, unitId, position);
  }
};

type Membership = { readonly clusterId: string; readonly memberUnitId: string; readonly at: string };

const join = (
  state: ClusterRanking,
  { clusterId, memberUnitId, at }: Membership,
  sign: 1 | -1,
  position: string,
): void => {
  const cluster = state.clusters.get(clusterId);
  if (!cluster) return;
  take(cluster.members, add(unit(memberUnitId), memberUnitId, at, sign), position);
  const clusters = state.clustersOf.get(memberUnitId) ?? new Set();
  state.clustersOf.set(memberUnitId, clusters.add(clusterId));
  touch(state.pending, cluster, position);
};

const freeze = (state: ClusterRanking, periodId: string, position: string): void => {
  const period = closePeriod(state.rulebook, periodId, position);
  if (!period) return;
  const rules = inForce(state.rulebook, period.unitRubric, period);
  const frozen = new Map<string, FrozenCluster>();
  for (const cluster of rules ? state.clusters.values() : []) {
    const units = rules && membersOf(state, rules.rubric, cluster, period);
    if (!units) continue;
    frozen.set(cluster.id, { units, changes: [] });
  }
  for (const { id, scores } of state.units.byId.values()) {
    if (scores?.delete(periodId)) state.pending.documents.add(`subject/${id}`);
  }
  state.frozen.set(periodId, frozen);
  state.pending.closed.add(periodId);
  state.pending.documents.add(`period/${periodId}`);
};

const score = (state: ClusterRanking, event: ScoreEvent, position: string): void => {
  const { periodId, body } = event.data;
  const period = state.rulebook.periods.get(periodId);
  state.pending.evidence?.push(...evidenceOfScores(event, position));
  if (period && period.closedAt !== null) return revise(state, period, event, position);
  enterScore(subjectOf(state.units, body.id), event);
  state.pending.documents.add(`subject/${body.id}`);
  touchClustersOf(state, body.id, position);
};

const revise = (state: ClusterRanking, period: Period, event: ScoreEvent, position: string): void => {
  const { periodId, body } = event.data;
  const rules = inForce(state.rulebook, period.unitRubric, period);
  const change = rules && changeBy(rules.rubric, event, body.id, position);
  if (!change) return;
  for (const [clusterId, { units, changes }] of state.frozen.get(periodId) ?? []) {
    if (!units.some(({ unitId }) => unitId === body.id)) continue;
    changes.push(change);
    state.pending.revised.push({ id: clusterId, periodId, revision: changes.length + 1 });
    state.pending.documents.add(`frozen/${periodId}/${clusterId}`);
  }
};
