import { categoriesOf, readableOf } from '@sohoi/projection';
import type { Lift, Projection } from '@sohoi/projection';
import { handOver, openPeriods } from '@sohoi/standings';
import type { Pending, PlacedEvent, Rulebook } from '@sohoi/standings';
import { unionStreams } from '../streams.js';
import { addEvidence, evidenceDdl } from './evidence-table.js';
import { resultDdl, resultsIn } from './result-table.js';
import type { Place, ResultTable } from './result-table.js';
import { loadDocuments, saveDocuments, stateDdl } from './state-table.js';

/** What both standings are made of: a fold that says what it has changed, and the rows of its results. */
export type Standing<State, Document extends object> = {
  readonly name: string;
  readonly version: number;
  /** Name of the table of results; `…_evidence` and `…_state` stand beside it. */
  readonly table: string;
  readonly results: ResultTable;
  readonly create: () => State;
  readonly evolve: (state: State, event: PlacedEvent) => void;
  readonly pendingOf: (state: State) => Parameters<typeof handOver>[0];
  readonly documentsOf: (state: State, pending: Pending) => ReadonlyMap<string, Document>;
  readonly restore: (state: State, document: Document) => void;
  readonly rulebookOf: (state: State) => Rulebook;
  /** Who has a published result in a closed period. */
  readonly ratedIn: (state: State, periodId: string) => Iterable<string>;
  /** A result as a row; null where there is none. Without a revision the one that counts. */
  readonly rowOf: (state: State, owner: string, periodId: string, revision?: number) => object | null;
};

/**
 * Folds the log in memory and, batch by batch, writes what has changed: evidence, the pieces of its memory, and the
 * results, all set by set. What is in memory is loaded from the tables when it starts.
 * @param lift what is done to stored events before they are counted; nothing that is sealed is opened
 */
export const standingProjection = <State, Document extends object>(
  standing: Standing<State, Document>,
  lift: Lift,
): Projection => ({
  name: standing.name,
  version: standing.version,
  tables: [
    { name: standing.table, ddl: resultDdl(standing.results) },
    { name: `${standing.table}_evidence`, ddl: evidenceDdl },
    { name: `${standing.table}_state`, ddl: stateDdl },
  ],
  reads: categoriesOf(unionStreams),
  open: async (loader, table) => {
    const state = standing.create();
    const stored = table(`${standing.table}_state`);
    for await (const document of loadDocuments<Document>(loader, stored)) standing.restore(state, document);
    const results = resultsIn(standing.results, table(standing.table));
    const read = readableOf(unionStreams, lift);
    return {
      apply: async (client, batch) => {
        for (const { event, envelope } of read(batch)) {
          standing.evolve(state, { ...event, position: envelope.position });
        }
        const pending = handOver(standing.pendingOf(state));
        await addEvidence(client, table(`${standing.table}_evidence`), pending.evidence);
        await saveDocuments(client, stored, standing.documentsOf(state, pending));

        await results.dropProvisional(client, [...pending.closed]);
        const revised = pending.revised.map(({ id, periodId, revision }) => ({ owner: id, periodId, revision }));
        await results.retire(client, revised);
        const gone: Place[] = [];
        await results.put(client, provisional(standing, state, pending, gone));
        await results.remove(client, gone);
        await results.put(client, published(standing, state, pending));
      },
    };
  },
});

/** The results in open periods of all that were touched; who has none there is added to `gone`. */
function* provisional<State, Document extends object>(
  { rulebookOf, rowOf }: Standing<State, Document>,
  state: State,
  { touched }: Pending,
  gone: Place[],
): Generator<object> {
  for (const { periodId } of openPeriods(rulebookOf(state))) {
    for (const owner of touched) {
      const row = rowOf(state, owner, periodId);
      if (row) yield row;
      else gone.push({ owner, periodId });
    }
  }
}

function* published<State, Document extends object>(
  { ratedIn, rowOf }: Standing<State, Document>,
  state: State,
  { closed, revised }: Pending,
): Generator<object> {
  for (const periodId of closed) {
    for (const owner of ratedIn(state, periodId)) {
      const row = rowOf(state, owner, periodId, 1);
      if (row) yield row;
    }
  }
  for (const { id, periodId, revision } of revised) {
    const row = rowOf(state, id, periodId, revision);
    if (row) yield row;
  }
}
