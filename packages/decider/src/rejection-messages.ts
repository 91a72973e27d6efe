type Rejection = { readonly code: string };

/** What people are told of one kind of rejection. */
export type RejectionMessage<R extends Rejection> = {
  readonly vi: (rejection: R) => string;
  readonly en: (rejection: R) => string;
  /** Dotted path of the input that broke the rule, as in the request; absent where no single one did. */
  readonly field?: string;
  /** What that input would have had to respect: a number, a date, an id. */
  readonly limit?: (rejection: R) => unknown;
};

/** For each code of a context, what people are told in Vietnamese and English. */
export type RejectionMessages<R extends Rejection> = {
  readonly [C in R['code']]: RejectionMessage<Extract<R, { readonly code: C }>>;
};
