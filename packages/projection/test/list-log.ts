import type { EventMetadata, EventStore, Position, RecordedEvent } from '@sohoi/event-store';

export type Said = { readonly stream: string; readonly type: string; readonly data: unknown };

const metadata: EventMetadata = {
  actor: 'nobody',
  role: 'test',
  correlationId: 'c',
  causationId: null,
  commandHash: 'h',
};

export const positionAt = (n: number): Position => String(n).padStart(20, '0');

/** The n-th event of a log, from 1. */
export const recorded = ({ stream, type, data }: Said, n: number): RecordedEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type,
  schemaVersion: 1,
  data,
  metadata,
  stream,
  streamVersion: n,
  position: positionAt(n),
  recordedAt: '2023-06-15T00:00:00.000Z',
});

/** A list as a log, cut into batches of the sizes that `cut` gives. */
export class ListLog implements EventStore {
  readonly events: RecordedEvent[] = [];
  private readonly cut: () => number;
  private wake: () => void = () => undefined;

  constructor(cut: () => number = () => 1000) {
    this.cut = cut;
  }

  say(...said: readonly Said[]): Position {
    for (const one of said) this.events.push(recorded(one, this.events.length + 1));
    this.wake();
    return this.events.at(-1)?.position ?? '';
  }

  readAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.events.filter(({ position }) => positions.includes(position)));
  }

  async *readAll(after: Position): AsyncGenerator<readonly RecordedEvent[]> {
    const end = this.events.length;
    for (let at = this.events.filter(({ position }) => position <= after).length; at < end;) {
      const batch = this.events.slice(at, Math.min(end, at + Math.max(1, this.cut())));
      at += batch.length;
      yield Promise.resolve(batch);
    }
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncGenerator<readonly RecordedEvent[]> {
    for (let last = after; !signal.aborted;) {
      for await (const batch of this.readAll(last)) {
        yield batch;
        last = batch.at(-1)?.position ?? last;
        if (signal.aborted) return;
      }
      await new Promise<void>((resolve) => {
        const before = this.wake;
        this.wake = () => {
          before();
          resolve();
        };
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted || (this.events.at(-1)?.position ?? '') > last) resolve();
      });
    }
  }

  head(): Promise<Position> {
    return Promise.resolve(this.events.at(-1)?.position ?? '');
  }

  append(): never {
    throw new Error('this log is filled by say()');
  }

  readStream(): never {
    throw new Error('this log has no streams');
  }
}
