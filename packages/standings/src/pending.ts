import type { EvidenceRow } from './evidence.js';

/** A published result, by whose it is, its period and its number: 1 at the closing, one more with each change. */
export type Publication = { readonly id: string; readonly periodId: string; readonly revision: number };

/** What has changed since the host last asked, so that it writes that and no more. */
export type Pending = {
  /** Chapters or clusters whose results in open periods may be others now. */
  readonly touched: ReadonlySet<string>;
  /** Periods closed: revision 1 of all that they rate is published, nothing provisional is left of them. */
  readonly closed: ReadonlySet<string>;
  /** Revisions after the first. */
  readonly revised: readonly Publication[];
  /** Keys of documents to be stored again. */
  readonly documents: ReadonlySet<string>;
  readonly evidence: readonly EvidenceRow[];
};

/** A chapter or cluster knows itself whether it is gathered already: cheaper than to look it up for every event. */
type Touchable = { readonly id: string; position: string; touched: boolean };

/** The same while it is being gathered. */
export type Gathering = {
  readonly touched: Touchable[];
  readonly closed: Set<string>;
  readonly revised: Publication[];
  readonly documents: Set<string>;
  /** Null: nobody asks for it. */
  readonly evidence: EvidenceRow[] | null;
};

export const gather = (withEvidence: boolean): Gathering => ({
  touched: [],
  closed: new Set(),
  revised: [],
  documents: new Set(),
  evidence: withEvidence ? [] : null,
});

/** Notes that an event concerned it. */
export const touch = (gathering: Gathering, one: Touchable, position: string): void => {
  one.position = position;
  if (one.touched) return;
  one.touched = true;
  gathering.touched.push(one);
};

/** Hands over what was gathered and begins anew. */
export const handOver = (gathering: Gathering): Pending => {
  const pending: Pending = {
    touched: new Set(gathering.touched.map(({ id }) => id)),
    closed: new Set(gathering.closed),
    revised: gathering.revised.splice(0),
    documents: new Set(gathering.documents),
    evidence: gathering.evidence?.splice(0) ?? [],
  };
  for (const one of gathering.touched.splice(0)) one.touched = false;
  gathering.closed.clear();
  gathering.documents.clear();
  return pending;
};
