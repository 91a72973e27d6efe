import type { RecordedEvent } from '@sohoi/event-store';

/** A step of a score on its way: proposed, verified, returned, approved, published, corrected; by whom. */
export type Step = {
  readonly type: string;
  readonly position: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  readonly points: number | null;
  readonly bonus: number | null;
};

type Scored = { readonly criterionId?: string; readonly points?: number; readonly bonus?: number };

/** The steps of one criterion's score in the stream of its scorecard, up to a position; the oldest first. */
export const stepsOf = (stream: readonly RecordedEvent[], criterionId: string, upTo: string): readonly Step[] =>
  stream.flatMap(({ type, position, recordedAt, metadata, data }) => {
    const { at = '', scores, ...said } = data as Scored & { at?: string; scores?: readonly Scored[] };
    const own = scores ? scores.find((one) => one.criterionId === criterionId) : said;
    if (position > upTo || !own || (own.criterionId ?? criterionId) !== criterionId) return [];
    const { actor, role } = metadata as { readonly actor?: unknown; readonly role?: unknown };
    return [
      {
        ...{ type, position, at, recordedAt, points: own.points ?? null, bonus: own.bonus ?? null },
        actor: String(actor ?? ''),
        role: String(role ?? ''),
      },
    ];
  });
