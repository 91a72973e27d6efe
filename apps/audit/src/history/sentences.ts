type Event = { readonly type: string; readonly data: unknown };

type DataOf<E extends Event, T extends E['type']> = Extract<E, { type: T }>['data'];

/** How names, days and numbers are written in one language. */
export type Say = {
  /** The name of a unit or chapter as far as the asker may see it, else its id. */
  readonly place: (id: string) => string;
  readonly day: (date: string) => string;
  readonly number: (value: number) => string;
  /** The word for a code, such as a post. */
  readonly word: (code: string) => string;
};

type Sentence<D> = (data: D, say: Say) => string;

/**
 * What happened, in one sentence of each language. What is personal is not in it: of that the changes tell, as far as
 * the asker may see it.
 */
export type SentencesOf<E extends Event> = {
  readonly [T in E['type']]: { readonly vi: Sentence<DataOf<E, T>>; readonly en: Sentence<DataOf<E, T>> };
};
