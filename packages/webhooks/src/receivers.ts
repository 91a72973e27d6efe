import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { Networks } from './networks.js';
import { signatureHeaders } from './signature.js';
import type { Signed } from './signature.js';

export type Message = Signed & { readonly url: string; readonly contentType: string };

/** What became of a message. */
export type Outcome =
  /** `text`: at most 16 KiB of what the receiver said. */
  | { readonly kind: 'taken'; readonly text: string }
  /** It was understood and not wanted: the same again will fare no better. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The receiver wants no messages any more (410). */
  | { readonly kind: 'gone'; readonly reason: string }
  /** There was no answer, or one that will pass; `retryAfterMs`: when it wants to be asked again. */
  | { readonly kind: 'away'; readonly reason: string; readonly retryAfterMs?: number };

export type Receivers = {
  readonly send: (message: Message) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

export type Patience = { readonly connectMs: number; readonly answerMs: number; readonly wholeMs: number };

const PATIENCE: Patience = { connectMs: 5_000, answerMs: 10_000, wholeMs: 15_000 };

/** As much of an answer is read. */
const MOST_BYTES = 16 * 1024;

/** Codes of 4xx that may pass (RFC 9110, RFC 8470, RFC 6585). */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Which address it is stays here: whoever registers names must not learn by them what is in the network behind. */
class AddressRefused extends Error {
  constructor(host: string) {
    super(`${host} is where messages are not sent`);
  }
}

/**
 * Sends messages. The address is checked where the connection is made, so a name cannot lead elsewhere between a check and
 * its use; redirects are not followed.
 */
export const receivers = (networks: Networks, patience: Patience = PATIENCE): Receivers => {
  const checkedLookup =
    (secure: boolean): LookupFunction =>
    (host, options, done) =>
      lookup(host, { ...options, all: true }, (error, found) => {
        if (error) return done(error, '', 0);
        const wrong = found.find(({ address }) => !networks.allow(address, secure));
        const [first] = found;
        if (wrong || !first) return done(new AddressRefused(host), '', 0);
        return options.all ? done(null, found) : done(null, first.address, first.family);
      });
  const agentOf = (secure: boolean): Agent =>
    new Agent({
      connect: { lookup: checkedLookup(secure), timeout: patience.connectMs },
      headersTimeout: patience.answerMs,
      bodyTimeout: patience.answerMs,
      // A connection is checked when it is made; it is not kept until its name leads elsewhere.
      keepAliveTimeout: 1_000,
      keepAliveMaxTimeout: 10_000,
    });
  const agents = { secure: agentOf(true), plain: agentOf(false) };

  const send = async ({ url, contentType, ...signed }: Message): Promise<Outcome> => {
    const { protocol, hostname } = new URL(url);
    const secure = protocol === 'https:';
    const host = hostname.replace(/^\[|\]$/g, '');
    try {
      // A literal address is connected to without being looked up.
      if (isIP(host) !== 0 && !networks.allow(host, secure)) throw new AddressRefused(host);
      const { statusCode, headers, body } = await request(url, {
        method: 'POST',
        dispatcher: secure ? agents.secure : agents.plain,
        headers: { 'content-type': contentType, 'user-agent': 'so-hoi-webhooks', ...signatureHeaders(signed) },
        body: signed.body,
        signal: AbortSignal.timeout(patience.wholeMs),
      });
      const text = await beginningOf(body);
      return outcomeOf(statusCode, headers['retry-after'], text);
    } catch (error) {
      return { kind: 'away', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    send,
    close: async () => {
      await Promise.all([agents.secure.destroy(), agents.plain.destroy()]);
    },
  };
};

/** What is longer is cut off, with its connection. */
const beginningOf = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
};

const outcomeOf = (status: number, retryAfter: string | string[] | undefined, text: string): Outcome => {
  if (status >= 200 && status < 300) return { kind: 'taken', text };
  const reason = `HTTP ${status}`;
  if (status === 410) return { kind: 'gone', reason };
  if (status >= 300 && status < 400) return { kind: 'away', reason: `${reason}: redirects are not followed` };
  if (status < 500 && !PASSING.has(status)) return { kind: 'refused', reason };
  const seconds = Number(typeof retryAfter === 'string' ? retryAfter : NaN);
  return { kind: 'away', reason, ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) };
};
