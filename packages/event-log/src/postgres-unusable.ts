/** What is wrong, in one word. */
export type PostgresTrouble = 'unreachable' | 'untrusted' | 'login' | 'database';

/** The PostgreSQL with the log cannot be reached, or not with this address. */
export class PostgresUnusable extends Error {
  override readonly name = 'PostgresUnusable';
  readonly trouble: PostgresTrouble;
  /** ECONNREFUSED, or PostgreSQL's own code of five signs. */
  readonly detail: string;

  constructor(said: string, trouble: PostgresTrouble, detail: string, cause: unknown) {
    super(`the log in PostgreSQL: ${said} (${detail})`, { cause });
    this.trouble = trouble;
    this.detail = detail;
  }
}

const LOGIN = 'it refuses this user: the name or the password is wrong, or it may not connect from here';

/** By the code of the driver, the network or PostgreSQL. */
const TROUBLES: readonly (readonly [RegExp, string, PostgresTrouble])[] = [
  [/^28/, LOGIN, 'login'],
  [/^3D000$/, 'it has no database of this name', 'database'],
  [/^57P03$/, 'it is starting or stopping', 'unreachable'],
  [/^53300$/, 'it has no connection left', 'unreachable'],
  [/CERT|^ERR_TLS_/, 'its certificate is not trusted', 'untrusted'],
  [/^(E[A-Z_]{4,}|08...)$/, 'it cannot be reached', 'unreachable'],
];

/** What the driver says without any code. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/, 'no TLS there'],
  [/timeout/i, 'no answer'],
  [/terminated/i, 'the connection was cut'],
];

/** The error in one sentence, without the address and its password, if it says that PostgreSQL cannot be used; else as it is. */
export const postgresWords = (error: unknown): unknown => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    const found = TROUBLES.find(([form]) => form.test(code));
    return found ? new PostgresUnusable(found[1], found[2], code, error) : error;
  }
  const word = WORDS.find(([form]) => form.test(String(message)))?.[1];
  return word === undefined ? error : new PostgresUnusable('it cannot be reached', 'unreachable', word, error);
};
