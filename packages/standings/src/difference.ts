import { chapterResult } from './chapter-result.js';
import type { ChapterResult } from './chapter-result.js';
import type { ChapterStrength } from './chapter-state.js';
import { clusterResult } from './cluster-result.js';
import type { ClusterResult } from './cluster-result.js';
import type { ClusterRanking } from './cluster-state.js';
import { contributions } from './contributions.js';
import type { PlacedEvent } from './events.js';
import { tellsOfPersons } from './explanation.js';
import { chapterPart, clusterPart } from './part.js';
import type { Part } from './part.js';
import { handOver } from './pending.js';
import type { CriterionTrace, Trace } from './trace.js';

/**
 * What brought a change about: a record of the body's `own`, one of `another` body (whose result is the best of the
 * cluster), a `score` given by people, a `rule` (rubric, period, place of a unit, who is in the cluster), the `closing` of
 * the period. `gathered` are all changes of the criteria of which each record tells of one person.
 */
export type CauseKind = 'own' | 'another' | 'score' | 'rule' | 'closing' | 'gathered';

/** One event's share in the change of a score; of what is gathered there is neither event nor position. */
export type Cause = {
  readonly kind: CauseKind;
  readonly position: string | null;
  readonly type: PlacedEvent['type'] | null;
  readonly at: string | null;
  /** Points, at two decimals; more than zero where the score rose. */
  readonly points: number;
  readonly criteria: readonly { readonly criterionId: string; readonly points: number }[];
};

/**
 * The change of a result between two moments. The causes are in the order of the log; their points add up to the score
 * after less the score before, where no score counts as zero.
 */
export type ChapterDifference = {
  readonly before: ChapterResult | null;
  readonly after: ChapterResult | null;
  readonly causes: readonly Cause[];
};

export type ClusterDifference = {
  readonly before: ClusterResult | null;
  readonly after: ClusterResult | null;
  /** By unit, of all that are ranked at either moment or in between. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
};

/** Work that may be paused after each event: rating a large cluster thousands of times takes seconds. */
export type InSteps<T> = Generator<undefined, T, undefined>;

/** Folds `later` into the state, and credits each event with what it changed. */
export function* chapterDifference(
  state: ChapterStrength,
  later: readonly PlacedEvent[],
  chapterId: string,
  periodId: string,
): InSteps<ChapterDifference> {
  const result = (): ChapterResult | null => chapterResult(state, chapterId, periodId);
  const before = result();
  const causes = yield* walk(chapterPart, state, later, () => {
    const trace = result()?.trace;
    return new Map(trace ? [[chapterId, trace]] : []);
  });
  return { before, after: result(), causes: causes.get(chapterId) ?? [] };
}

/** The same for all units of a cluster. */
export function* clusterDifference(
  state: ClusterRanking,
  later: readonly PlacedEvent[],
  clusterId: string,
  periodId: string,
): InSteps<ClusterDifference> {
  const result = (): ClusterResult | null => clusterResult(state, clusterId, periodId);
  const before = result();
  const causes = yield* walk(
    clusterPart,
    state,
    later,
    () => new Map(result()?.entries.map(({ unitId, trace }) => [unitId, trace])),
  );
  return { before, after: result(), causes };
}

type Traces = ReadonlyMap<string, Trace>;

function* walk<State, Document extends object>(
  part: Part<State, Document>,
  state: State,
  later: readonly PlacedEvent[],
  read: () => Traces,
): InSteps<ReadonlyMap<string, readonly Cause[]>> {
  const rules: ReadonlySet<string> = new Set(part.rules);
  const told = new Map<string, Cause[]>();
  const tell = (id: string, cause: Cause): void => {
    const causes = told.get(id);
    if (causes) causes.push(cause);
    else told.set(id, [cause]);
  };
  const gathered = new Map<string, Map<string, number>>();
  let traces = read();
  handOver(part.pendingOf(state));
  for (const event of later) {
    part.evolve(state, event);
    const { touched, closed, revised } = handOver(part.pendingOf(state));
    if (touched.size + closed.size + revised.length === 0) continue;
    const next = read();
    for (const id of new Set([...traces.keys(), ...next.keys()])) {
      const { shown, kept } = changesOf(traces.get(id), next.get(id));
      for (const [criterionId, points] of kept) {
        const sums = gathered.get(id) ?? new Map<string, number>();
        gathered.set(id, sums.set(criterionId, (sums.get(criterionId) ?? 0) + points));
      }
      if (shown.length === 0) continue;
      const kind = kindOf(event, id, rules);
      const { position, type, data } = event;
      const cause = { kind, position, type, at: data.at, points: pointsOf(shown), criteria: shown.map(inPoints) };
      tell(id, cause);
    }
    traces = next;
    yield;
  }
  for (const [id, sums] of gathered) {
    const changed = [...sums].filter(([, points]) => points !== 0);
    if (changed.length === 0) continue;
    const nothing = { position: null, type: null, at: null };
    const cause = { kind: 'gathered' as const, ...nothing, points: pointsOf(changed), criteria: changed.map(inPoints) };
    tell(id, cause);
  }
  return told;
}

/** In hundredths of a point, so that they add up. */
type Changes = readonly (readonly [criterionId: string, hundredths: number])[];

const pointsOf = (changes: Changes): number => changes.reduce((sum, [, points]) => sum + points, 0) / 100;

const inPoints = ([criterionId, hundredths]: Changes[number]): Cause['criteria'][number] => ({
  criterionId,
  points: hundredths / 100,
});

const changesOf = (before: Trace | undefined, after: Trace | undefined): { shown: Changes; kept: Changes } => {
  if (before === after) return { shown: [], kept: [] };
  const [was, is] = [byCriterion(before), byCriterion(after)];
  const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const points = hundredthsOf(is.get(id)) - hundredthsOf(was.get(id));
    return points === 0 ? [] : [[id, points] as const];
  });
  const isKept = ([id]: Changes[number]): boolean =>
    [was.get(id), is.get(id)].some((criterion) => criterion !== undefined && tellsOfPersons(criterion));
  return { shown: changes.filter((change) => !isKept(change)), kept: changes.filter(isKept) };
};

const byCriterion = (trace: Trace | undefined): ReadonlyMap<string, CriterionTrace> =>
  new Map(trace?.criteria.map((criterion) => [criterion.criterionId, criterion]));

const hundredthsOf = (criterion: CriterionTrace | undefined): number => {
  if (!criterion || criterion.why === 'voided' || criterion.points === null) return 0;
  const points = Math.round((criterion.points + criterion.bonus) * 100);
  return criterion.kind === 'penalty' ? -points : points;
};

const kindOf = (event: PlacedEvent, subjectId: string, rules: ReadonlySet<string>): CauseKind => {
  if (event.type === 'PeriodClosed') return 'closing';
  if (rules.has(event.type)) return 'rule';
  const scored = 'scorecardId' in event.data;
  const isOwn = scored
    ? 'body' in event.data && event.data.body.id === subjectId
    : contributions(event).some(({ subject }) => subject.id === subjectId);
  return !isOwn ? 'another' : scored ? 'score' : 'own';
};
