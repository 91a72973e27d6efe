import type { Rubric } from '@sohoi/evaluation/events';
import type { ClusterRanking, ClusterRecord, FrozenUnit } from './cluster-state.js';
import { rankAll } from './rank.js';
import type { RankMethod } from './rank.js';
import { bestsOf, rate } from './rating.js';
import type { RubricInForce } from './rating.js';
import { readAll } from './readings.js';
import { withChanges } from './revision.js';
import type { Because } from './revision.js';
import { inForce } from './rulebook.js';
import type { Period } from './rulebook.js';
import { emptySubject } from './subject-book.js';
import { stockAt, summedIn } from './tally.js';
import type { Trace } from './trace.js';
import { isWithin, nameOn } from './unit-tree.js';

/** A unit's place in its cluster; those without a score come last, without a rank. */
export type RankedUnit = {
  readonly unitId: string;
  readonly name: string;
  readonly rank: number | null;
  readonly interval: readonly [best: number, worst: number] | null;
  readonly trace: Trace;
};

/** The ranking of one cluster in one period, best first. */
export type ClusterResult = {
  readonly clusterId: string;
  /** The unit that formed the cluster. */
  readonly unitId: string;
  readonly name: string;
  readonly periodId: string;
  readonly periodCode: string;
  /** 0 while provisional; from 1 on published. */
  readonly revision: number;
  readonly status: 'provisional' | 'published';
  readonly because: Because | null;
  readonly method: RankMethod;
  readonly rubric: Trace['rubric'];
  readonly asOfPosition: string;
  readonly entries: readonly RankedUnit[];
};

/**
 * The units of a cluster on the last day of a period, with what a rubric reads of them; null if the cluster is not
 * ranked: nobody is in it, or the unit that formed it is outside the subtree of the one that opened the period.
 */
export const membersOf = (
  state: ClusterRanking,
  rubric: Rubric,
  cluster: ClusterRecord,
  { periodId, unitId: openedBy, to, months }: Period,
): readonly FrozenUnit[] | null => {
  if (!isWithin(state.tree, cluster.unitId, openedBy, to)) return null;
  const members = summedIn(cluster.members)
    .filter((unitId) => (stockAt(cluster.members, unitId, months.to) ?? 0) > 0)
    .map((unitId) => state.units.byId.get(unitId) ?? emptySubject(unitId))
    .filter(({ tally }) => (stockAt(tally, 'dissolved', months.to) ?? 0) <= 0)
    .map(({ id, tally, scores }) => ({
      unitId: id,
      name: nameOn(state.tree, id, to),
      readings: readAll(rubric, tally, scores, periodId, months),
    }));
  return members.length === 0 ? null : members;
};

/**
 * The ranking of a cluster in a period; null if it is not ranked there.
 * @param revision of a closed period which one, from 1; absent: the last
 */
export const clusterResult = (
  state: ClusterRanking,
  clusterId: string,
  periodId: string,
  revision?: number,
): ClusterResult | null => {
  const period = state.rulebook.periods.get(periodId);
  const cluster = state.clusters.get(clusterId);
  const rules = period && inForce(state.rulebook, period.unitRubric, period);
  if (!period || !cluster || !rules) return null;
  if (period.closedAt === null) {
    const units = membersOf(state, rules.rubric, cluster, period);
    if (!units) return null;
    const ranked = rankedBy(cluster, period, rules, units, cluster.position);
    return { ...ranked, revision: 0, status: 'provisional', because: null };
  }
  const frozen = state.frozen.get(periodId)?.get(clusterId);
  if (!frozen) return null;
  const changes = frozen.changes.slice(0, revision === undefined ? undefined : revision - 1);
  const last = changes.at(-1);
  const units = frozen.units.map((unit) => {
    const own = changes.filter(({ subjectId }) => subjectId === unit.unitId);
    return { ...unit, readings: withChanges(rules.rubric, unit.readings, own) };
  });
  const ranked = rankedBy(cluster, period, rules, units, last?.position ?? period.closedAt);
  return { ...ranked, revision: changes.length + 1, status: 'published', because: last?.because ?? 'period-closed' };
};

const rankedBy = (
  { id: clusterId, unitId, name }: ClusterRecord,
  period: Period,
  rules: RubricInForce,
  units: readonly FrozenUnit[],
  asOfPosition: string,
): Omit<ClusterResult, 'revision' | 'status' | 'because'> => {
  const { periodId, code, from, to, months, closedAt } = period;
  const { rubricId, rubricVersion, ranking } = rules.rubric;
  const method = ranking?.method ?? '1-2-2-4';
  const bests = bestsOf(
    rules.rubric,
    units.map(({ readings }) => readings),
    months,
  );
  const basis = {
    rubric: { rubricId, rubricVersion },
    period: { periodId, code, from, to },
    asOfPosition,
    frozenAt: closedAt,
  };
  const placed = rankAll(
    units.map((unit) => ({ id: unit.unitId, name: unit.name, rating: rate(rules, unit.readings, months, bests) })),
    method,
  );
  const entries = placed.map(({ id, name: ofUnit, rank, interval, rating }) => ({
    unitId: id,
    name: ofUnit,
    rank,
    interval,
    trace: { ...rating, ...basis },
  }));
  return { clusterId, unitId, name, periodId, periodCode: code, method, rubric: basis.rubric, asOfPosition, entries };
};
