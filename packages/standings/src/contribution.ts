/** What is rated: a chapter by its strength, a unit in its cluster. */
export type Subject = { readonly kind: 'chapter' | 'unit'; readonly id: string };

/** What one event says about one measure of one subject. `at` is the plain date from which, or on which, it counts. */
export type Contribution = {
  readonly subject: Subject;
  readonly measure: string;
  readonly at: string;
  readonly amount: number;
} & Mode;

type Mode =
  | { readonly mode: 'add' }
  /** Takes the place of what was known for earlier dates; `until` is the last day on which it holds. */
  | { readonly mode: 'latest'; readonly figureId?: string; readonly until?: string }
  /** Puts another amount in the place of an earlier `latest` one, for the date of that one. */
  | { readonly mode: 'correct'; readonly figureId: string };

/** For each type of event what it counts for; a type that counts for nothing says so. */
export type Contributors<E extends { type: string; data: unknown }> = {
  readonly [T in E['type']]: (data: Extract<E, { type: T }>['data']) => readonly Contribution[];
};

export const NONE: readonly Contribution[] = [];
export const nothing = (): readonly Contribution[] => NONE;

export const chapter = (id: string): Subject => ({ kind: 'chapter', id });
export const unit = (id: string): Subject => ({ kind: 'unit', id });

export const add = (subject: Subject, measure: string, at: string, amount: number): Contribution => ({
  subject,
  measure,
  at,
  amount,
  mode: 'add',
});

export const latest = (subject: Subject, measure: string, at: string, amount: number): Contribution => ({
  subject,
  measure,
  at,
  amount,
  mode: 'latest',
});
