export type Language = 'vi' | 'en';

/** A sentence in both languages of the house. */
export type Sentence = { readonly [L in Language]: string };

export type FieldError = {
  /** Dotted path in the body, or the name of the header or query parameter. */
  readonly field: string;
  readonly message: Sentence;
  /** The limit that was broken, where there is one: a number, a date, the words allowed. */
  readonly limit?: unknown;
};

/** What a client did wrong, or why its wish cannot be met: RFC 9457, without anything of the inside. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Stable, for machines: kebab-case or a rejection's code. */
  readonly code: string;
  readonly detail: Sentence;
  readonly errors: readonly FieldError[];
  /** What a program needs to know of a rejection: the data that its sentence speaks of. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: Sentence,
    more: {
      errors?: readonly FieldError[];
      details?: Readonly<Record<string, unknown>>;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail.en);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.details = more.details ?? {};
    this.headers = more.headers ?? {};
  }
}

/** Vietnamese unless English is asked for first. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, weight }) => (language === 'vi' || language === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.language === 'en' ? 'en' : 'vi';
};

/** The body of `application/problem+json`. */
export const bodyOf = (problem: Problem, language: Language, correlationId: string | undefined) => ({
  type: `urn:sohoi:problem:${problem.code}`,
  title: problem.detail[language],
  status: problem.status,
  code: problem.code,
  ...(problem.errors.length > 0 && {
    errors: problem.errors.map(({ field, message, limit }) => ({
      field,
      message: message[language],
      ...(limit !== undefined && { limit }),
    })),
  }),
  ...(Object.keys(problem.details).length > 0 && { details: problem.details }),
  ...(correlationId && { correlationId }),
});
