import { kendall, spearman } from './correlation.js';
import type { Pair } from './correlation.js';

/** A chapter, or a unit in a cluster, as one of the results has it. */
export type Scored = {
  readonly id: string;
  /** Of a unit the cluster in which it is ranked; of a chapter null. */
  readonly groupId: string | null;
  /** The unit in whose subtree it counts: a chapter's, or the unit itself. */
  readonly unitId: string;
  readonly score: number | null;
  readonly level: string | null;
  /** In the cluster, from 1; of a chapter null. */
  readonly rank: number | null;
};

/** One body in both results; null where it is not rated. */
export type Compared = {
  readonly id: string;
  readonly groupId: string | null;
  readonly official: Scored | null;
  readonly simulated: Scored | null;
  /** Points, more than zero where it rises; null where one side has no score. */
  readonly change: number | null;
  /** Places, more than zero where it rises; null where one side has no rank. */
  readonly places: number | null;
};

export type Move = { readonly from: string | null; readonly to: string | null; readonly count: number };

export type Summary = {
  /** Bodies with a score in both. */
  readonly compared: number;
  /** By rank where there is one, else by score. */
  readonly risen: number;
  readonly fallen: number;
  readonly same: number;
  readonly onlyOfficial: number;
  readonly onlySimulated: number;
  /** From level to level, of bodies with a score in both; most first. */
  readonly moves: readonly Move[];
  /** Over the scores of those compared; of units, among those of the same cluster. */
  readonly spearman: number | null;
  readonly kendall: number | null;
};

const keyOf = ({ id, groupId }: Scored): string => `${groupId ?? ''}/${id}`;

/** Points have two decimals; below that, the sums of both differ by their rounding alone. */
const inPoints = (value: number): number => Math.round(value * 100) / 100 || 0;

const less = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a === null || a === undefined || b === null || b === undefined ? null : a - b;

/** Who is in either result, each once, those that rise most first, and those that cannot be compared last. */
export const compare = (official: readonly Scored[], simulated: readonly Scored[]): readonly Compared[] => {
  const before = new Map(official.map((one) => [keyOf(one), one]));
  const after = new Map(simulated.map((one) => [keyOf(one), one]));
  const all = new Map([...before, ...after]);
  const compared = [...all].map(([key, { id, groupId }]): Compared => {
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
    const change = less(is?.score, was?.score);
    return {
      ...{ id, groupId, official: was, simulated: is },
      change: change === null ? null : inPoints(change),
      places: less(was?.rank, is?.rank),
    };
  });
  return compared.sort((a, b) => riseOf(b) - riseOf(a) || (b.change ?? 0) - (a.change ?? 0) || (a.id < b.id ? -1 : 1));
};

const riseOf = ({ places, change }: Compared): number => places ?? change ?? -Infinity;

export const summaryOf = (compared: readonly Compared[]): Summary => {
  const both = compared.filter(({ change }) => change !== null);
  const rises = both.map(riseOf);
  const groups = new Map<string | null, Pair[]>();
  const moves = new Map<string, { from: string | null; to: string | null; count: number }>();
  for (const { groupId, official, simulated } of both) {
    const group = groups.get(groupId) ?? [];
    group.push([official?.score ?? 0, simulated?.score ?? 0]);
    groups.set(groupId, group);
    const [from, to] = [official?.level ?? null, simulated?.level ?? null];
    const key = JSON.stringify([from, to]);
    const known = moves.get(key);
    if (known) known.count += 1;
    else moves.set(key, { from, to, count: 1 });
  }
  return {
    compared: both.length,
    risen: rises.filter((rise) => rise > 0).length,
    fallen: rises.filter((rise) => rise < 0).length,
    same: rises.filter((rise) => rise === 0).length,
    onlyOfficial: compared.filter(({ official, simulated }) => official?.score != null && simulated?.score == null)
      .length,
    onlySimulated: compared.filter(({ official, simulated }) => official?.score == null && simulated?.score != null)
      .length,
    moves: [...moves.values()].sort((a, b) => b.count - a.count),
    spearman: spearman([...groups.values()]),
    kendall: kendall([...groups.values()]),
  };
};
