import { cloudEventIn, UnreadableEvent } from './cloud-event.js';
import type { CloudEvent } from './cloud-event.js';
import type { EventSource, EventsOfSubject, Unreadable } from './event-source.js';
import { reasonOf, tellOnStderr } from './notice.js';
import type { Tell } from './notice.js';
import { waitBefore, waitFor } from './waits.js';

export type FeedOptions = {
  /** Of one feed: `https://so-hoi.example/feeds/membership`. */
  readonly url: string;
  /** An access token that is valid now; asked before every request. */
  readonly token: () => Promise<string> | string;
  /** Only these types; then numbers skip for every other one, and no gap is looked for. */
  readonly types?: readonly string[];
  /** Only what names this unit, a chapter of it, or what lies below; then too no gap is looked for. */
  readonly unit?: string;
  /** So many events at most in one answer, 1 to 1000. */
  readonly limit?: number;
  readonly tell?: Tell;
};

/** The feed refuses, and would again: a right that is missing, an id that it does not know, a parameter out of bounds. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused';
}

/** How long the feed may hold an answer while there is nothing new, in ms. */
const PATIENCE = 20_000;

const mayPass = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Asks until there is an answer; waits as long as the feed says, where it says so. */
const asked = async (url: URL, { token, tell = tellOnStderr }: FeedOptions, signal: AbortSignal): Promise<unknown> => {
  for (let attempt = 0; ; attempt += 1) {
    let wait = waitBefore(attempt);
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${await token()}`, accept: 'application/cloudevents-batch+json' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE + 30_000)]),
      });
      if (answer.ok) return await answer.json();
      const says = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
      if (!mayPass(answer.status)) throw new FeedRefused(says);
      wait = Math.max(wait, Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0);
      tell({ kind: 'waiting', for: url.origin + url.pathname, reason: says });
    } catch (error) {
      if (error instanceof FeedRefused || signal.aborted) throw error;
      tell({ kind: 'waiting', for: url.origin + url.pathname, reason: reasonOf(error) });
    }
    await waitFor(wait, signal);
    signal.throwIfAborted();
  }
};

const listIn = (answer: unknown): readonly unknown[] => {
  if (!Array.isArray(answer)) throw new FeedRefused('the answer is no batch of CloudEvents: must be a list');
  return answer;
};

const address = ({ url, types, unit, limit = 1000 }: FeedOptions, more: Readonly<Record<string, string>>): URL => {
  const whole = new URL(url);
  const parameters = { limit: String(limit), ...(types && { types: types.join(',') }), ...(unit && { unit }), ...more };
  for (const [name, value] of Object.entries(parameters)) whole.searchParams.set(name, value);
  return whole;
};

/** What of the list are events. A page that holds something else is not stepped over: its last event must be one. */
const sorted = (
  list: readonly unknown[],
  line: string,
  place: string | undefined,
): { events: CloudEvent[]; unreadable: Unreadable[] } => {
  const events: CloudEvent[] = [];
  const unreadable: Unreadable[] = [];
  for (const [index, received] of list.entries()) {
    try {
      events.push(cloudEventIn(received));
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      // A page from the same place has the same entries in the same order, however often it is asked for.
      const at = `${line} behind ${place ?? 'the beginning'}, entry ${index + 1}`;
      unreadable.push({ at, received: JSON.stringify(received), reason: error.message });
    }
  }
  return { events, unreadable };
};

/** Events of one feed (http-feeds.org): asks again and again from behind the last id; the feed holds an empty answer. */
export const feed = (options: FeedOptions): EventSource => ({
  whole: options.types === undefined && options.unit === undefined,
  run: async (deliver, placeOf, signal) => {
    const line = options.url;
    let place = await placeOf(line);
    while (!signal.aborted) {
      const from = { timeout: String(PATIENCE), ...(place && { lastEventId: place }) };
      const list = listIn(await asked(address(options, from), options, signal));
      if (list.length === 0) continue;
      const { events, unreadable } = sorted(list, line, place);
      // Every engine of the log knows where that is; of ids not every one does.
      const reached = events.at(-1)?.sequence;
      if (!reached) throw new FeedRefused(`no event among ${list.length}: ${unreadable[0]?.reason}`);
      await deliver({ line, events, unreadable, place: reached });
      place = reached;
    }
  },
});

/**
 * Events of one subject from the feed of its topic, for {@link SubscriberOptions.eventsOfSubject}: also beside Kafka.
 * @param feeds where the feeds are, `https://so-hoi.example/feeds`; the topic is the last part of an event's source
 */
export const subjectFrom =
  (feeds: string, options: Omit<FeedOptions, 'url' | 'types' | 'unit'>): EventsOfSubject =>
  async ({ source, subject, streamversion }, behind, signal) => {
    const ofTopic = { ...options, url: `${feeds}/${source.slice(source.lastIndexOf(':') + 1)}` };
    const events: CloudEvent[] = [];
    for (let last = behind; ; last = events.at(-1)?.sequence) {
      const page = address(ofTopic, { subject, timeout: '0', ...(last && { lastEventId: last }) });
      const list = listIn(await asked(page, ofTopic, signal));
      events.push(...list.map(cloudEventIn));
      if (list.length === 0 || (events.at(-1)?.streamversion ?? 0) >= streamversion) return events;
    }
  };
