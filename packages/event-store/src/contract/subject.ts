import type { EventMetadata, EventStore, NewEvent, Position, RecordedEvent, StopSignal } from '../event-store.js';

/** An append that was begun and is not committed yet. */
export type HeldAppend = { finish(): Promise<void>; abandon(): Promise<void> };

/** A fresh, empty log, and what the cases need to know of its engine. */
export type Subject = {
  readonly store: EventStore;
  /** The same log as another process would open it; the same object if the log lives in one process only. */
  readonly rival: EventStore;
  /** Begins an append in the adapter's own way and holds it open; or the statement that none can ever be open. */
  readonly holdAppendOpen: ((stream: string, event: NewEvent) => Promise<HeldAppend>) | 'appends are instantaneous';
  close(): Promise<void>;
};

export type ContractCase = { readonly title: string; readonly run: (subject: Subject) => Promise<void> };

let made = 0;

/** Another UUID at each call. */
export const newId = (): string => {
  made += 1;
  return `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
};

export const metadata: EventMetadata = {
  actor: 'u-1',
  role: 'commune-cadre',
  correlationId: 'c-1',
  causationId: null,
  commandHash: 'h-1',
};

export const newEvent = (overrides: Partial<NewEvent> = {}): NewEvent => ({
  id: newId(),
  type: 'Noted',
  schemaVersion: 1,
  data: { text: 'một' },
  metadata,
  ...overrides,
});

export const newEvents = (count: number): NewEvent[] => Array.from({ length: count }, () => newEvent());

export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

export const readToEnd = async (store: EventStore, after: Position): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(after)) events.push(...batch);
  return events;
};

/** The first events after a position, as a reader gets them who leaves when he has enough. */
export const readSome = async (store: EventStore, after: Position, count: number): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(after)) {
    events.push(...batch);
    if (events.length >= count) break;
  }
  return events.slice(0, count);
};

/** A signal that is given by hand. */
export const createStop = (): { readonly signal: StopSignal; stop(): void } => {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    },
    stop: () => {
      aborted = true;
      for (const listener of [...listeners]) listener();
    },
  };
};

/** Follows the log until so many events have come. */
export const follow = async (store: EventStore, after: Position, count: number): Promise<RecordedEvent[]> => {
  const { signal, stop } = createStop();
  const events: RecordedEvent[] = [];
  for await (const batch of store.subscribe(after, signal)) {
    events.push(...batch);
    if (events.length >= count) stop();
  }
  return events;
};
