/** An event as EventStoreDB keeps it; data and metadata are bytes to it. */
export type Stored = {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Ticks of 100 ns since 1970. */
  readonly created: bigint;
  /** Where it begins in the file; grows by its size, so it is no number of events. */
  readonly position: bigint;
};

export type Proposed = Pick<Stored, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** -1: the stream must not be there. */
export type Expected = number | 'any' | 'exists';

export type Appended =
  { readonly current: number; readonly position: bigint } | { readonly wrong: { readonly current: number } };

const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const sizeOf = ({ data, metadata }: Proposed): bigint => BigInt(100 + data.length + metadata.length);

/** One in so many appends is followed by an event of the server's own. */
const STATISTICS_EVERY = 3;

/**
 * What EventStoreDB promises of its log, in memory: appends by expected revision, with its own kind of idempotence (ids
 * are looked for only right behind the expected revision), positions that grow by bytes, and events of its own between.
 */
export const createStoredLog = (options: { statistics: boolean } = { statistics: true }) => {
  const log: Stored[] = [];
  const streams = new Map<string, Stored[]>();
  const watchers = new Set<() => void>();
  let end = 1000n;
  let appends = 0;
  let clock = 0n;

  const write = (stream: string, events: readonly Proposed[]): void => {
    const history = streams.get(stream) ?? [];
    const now = BigInt(Date.now()) * 10_000n;
    clock = now > clock ? now : clock;
    for (const event of events) {
      const stored = { ...event, stream, revision: history.length, created: clock, position: end };
      history.push(stored);
      log.push(stored);
      end += sizeOf(stored);
    }
    streams.set(stream, history);
  };

  const append = (stream: string, expected: Expected, events: readonly Proposed[]): Appended => {
    const history = streams.get(stream) ?? [];
    const current = history.length - 1;
    const at = typeof expected === 'number' ? expected : current;
    if (at < current) {
      const there = history.slice(at + 1, at + 1 + events.length);
      const last = there.at(-1);
      const same = last && there.length === events.length && there.every(({ id }, n) => id === events[n]?.id);
      return same ? { current: last.revision, position: last.position } : { wrong: { current } };
    }
    if (at > current || (expected === 'exists' && current < 0)) return { wrong: { current } };
    write(stream, events);
    const last = log.at(-1);
    appends += 1;
    if (options.statistics && appends % STATISTICS_EVERY === 0) {
      const own = { id: crypto.randomUUID(), contentType: 'application/json', metadata: text({}) };
      write('$stats-127.0.0.1:2113', [{ ...own, type: '$statsCollected', data: text({ appends }) }]);
    }
    for (const tell of [...watchers]) tell();
    return { current: current + events.length, position: last?.position ?? 0n };
  };

  return {
    append,
    all: log,
    stream: (name: string): readonly Stored[] => streams.get(name) ?? [],
    /** Calls back whenever something was appended. */
    watch: (tell: () => void): (() => void) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    /** Back to what it was: the log of a server that was restored from a backup. */
    truncate: (length: number): void => {
      log.length = length;
      const last = log.at(-1);
      end = last ? last.position + sizeOf(last) : 1000n;
      streams.clear();
      for (const event of log) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    },
  };
};

export type StoredLog = ReturnType<typeof createStoredLog>;
