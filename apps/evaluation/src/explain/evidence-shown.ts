import type { Evidence, Tree } from '@sohoi/standings';
import type { EventBehind } from './events-behind.js';

/** What is asked for of each list of evidence. */
export type Shown = { readonly after: string | undefined; readonly most: number };

export type ShownEvidence = {
  readonly count: number;
  readonly shown: readonly (Evidence & { readonly event: EventBehind | null })[];
  /** So many come after those shown. */
  readonly more: number;
  readonly rest: string | null;
};

const listsOf = ({ criteria }: Tree): readonly (readonly Evidence[])[] =>
  criteria.flatMap(({ figures, proposedBy, officialBy }) => [
    ...figures.map(({ evidence }) => evidence),
    proposedBy,
    officialBy,
  ]);

const behind = (evidence: readonly Evidence[], { after }: Shown): readonly Evidence[] =>
  after === undefined ? evidence : evidence.filter(({ position }) => position > after);

/** The positions of all events that are shown, each once. */
export const positionsShown = (tree: Tree, asked: Shown): readonly string[] => [
  ...new Set(
    listsOf(tree).flatMap((list) =>
      behind(list, asked)
        .slice(0, asked.most)
        .map(({ position }) => position),
    ),
  ),
];

/** A list as it is sent: how many there are, those asked for with their events, and where the rest is. */
export const sentEvidence = (
  evidence: readonly Evidence[],
  asked: Shown,
  events: ReadonlyMap<string, EventBehind>,
  restAfter: (position: string | undefined) => string,
): ShownEvidence => {
  const left = behind(evidence, asked);
  const shown = left.slice(0, asked.most);
  return {
    count: evidence.length,
    shown: shown.map((piece) => ({ ...piece, event: events.get(piece.position) ?? null })),
    more: left.length - shown.length,
    rest: left.length > shown.length ? restAfter(shown.at(-1)?.position ?? asked.after) : null,
  };
};
