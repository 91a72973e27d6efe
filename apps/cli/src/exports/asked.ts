import { setTimeout } from 'node:timers/promises';
import { ExportStopped } from '@sohoi/exports';
import { addressOf, CliError, EXIT_REFUSED, EXIT_UNREACHABLE, get, problemText, tokenOf } from '../ledger-client.js';
import type { Answer, Connection } from '../ledger-client.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Parameters of an address; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | undefined>>;

export type Page = {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
  readonly position: string;
  readonly asOf?: { readonly position: string; readonly recordedAt: string };
  readonly validAt?: string;
};

/** The ledger as whoever is signed in may ask it. */
export type Asked = {
  page(path: string, query: Query): Promise<Page>;
  /** Undefined where there is no such thing. */
  text(path: string): Promise<string | undefined>;
};

/** Answers that tell to come again: too many requests, or not ready. */
const AGAIN = [429, 503];
const WAIT_MS = 2_000;
const TRIES = 15;
const REQUEST_MS = 120_000;

/** Each page with a token of its own, since tokens are short-lived. */
export const askedAs = (connection: Connection, env: Env, signal: AbortSignal): Asked => {
  const address = addressOf(connection, env);
  const patience = (): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]);
  const pageOnce = async (path: string): Promise<Answer> => {
    const token = await tokenOf(connection, 'auditor', env);
    return get(address, path, token, { signal: patience() });
  };
  const textOnce = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    try {
      const response = await fetch(address + path, { signal: patience() });
      return { status: response.status, text: await response.text() };
    } catch {
      throw new CliError(`${address} cannot be reached for ${path}`, EXIT_UNREACHABLE);
    }
  };
  const until = async <A extends { readonly status: number }>(once: () => Promise<A>, tries = TRIES): Promise<A> => {
    const answer = await once().catch((error: unknown) => {
      if (signal.aborted) throw new ExportStopped();
      throw error;
    });
    if (!AGAIN.includes(answer.status) || tries <= 1) return answer;
    await setTimeout(WAIT_MS, undefined, { signal }).catch(() => {
      throw new ExportStopped();
    });
    return until(once, tries - 1);
  };
  return {
    page: async (path, query) => {
      const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
      const answer = await until(() => pageOnce(`${path}?${new URLSearchParams(given)}`));
      if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
      return answer.body as Page;
    },
    text: async (path) => {
      const { status, text } = await until(() => textOnce(path));
      if (status === 404) return undefined;
      if (status !== 200) throw new CliError(`${address} answered ${path} with ${status}`, EXIT_REFUSED);
      return text;
    },
  };
};

/** Follows `next` to the end. @param after the parameter that takes it */
export async function* pages(asked: Asked, path: string, query: Query, after = 'cursor'): AsyncGenerator<Page> {
  let next: string | null | undefined;
  do {
    const page: Page = await asked.page(path, { ...query, limit: '200', ...(next != null && { [after]: next }) });
    yield page;
    next = page.next;
  } while (next !== null);
}
