import { BEGINNING } from '@sohoi/event-store';
import type { EventStore, Position, RecordedEvent, StopSignal } from '@sohoi/event-store';

/** The log that is written. */
export type Target = {
  readonly store: EventStore;
  /**
   * Adds events at the end of the log, in this order, with their ids, versions and instants. What was durable when it is
   * cut short is a beginning of them.
   */
  readonly load: (events: AsyncIterable<RecordedEvent>) => Promise<unknown>;
};

/** The target holds something that the source does not, so nothing can be copied after it. */
export class AnotherLog extends Error {
  override readonly name = 'AnotherLog';
  readonly last: RecordedEvent;

  constructor(last: RecordedEvent) {
    super(
      `the log to copy into ends with ${last.stream} version ${last.streamVersion} (${last.id}), ` +
        'which the log to copy from does not have: copy into an empty log, or into the one that a copy began',
    );
    this.last = last;
  }
}

export type CopyOptions = {
  /** Once aborted, what is in flight is finished; the next call goes on behind it. */
  readonly signal?: StopSignal | undefined;
  /** Called after each batch that was handed over, with the number of events of this call and the last one of them. */
  readonly onProgress?: ((handed: number, last: RecordedEvent) => void) | undefined;
};

/**
 * Copies a log in order to its end as of now. The target is empty or holds the beginning of the source, from a copy that
 * was cut short; then it goes on from there. Nobody else may write the target meanwhile.
 * @returns how many events this call copied
 * @throws AnotherLog if the target's last event is not one of the source at the same place of its stream
 */
export const copyLog = async (
  source: EventStore,
  target: Target,
  { signal, onProgress }: CopyOptions = {},
): Promise<number> => {
  const after = await positionInSource(source, target.store);
  let handed = 0;
  async function* events(): AsyncGenerator<RecordedEvent> {
    for await (const batch of source.readAll(after)) {
      if (signal?.aborted) return;
      yield* batch;
      handed += batch.length;
      const last = batch.at(-1);
      if (last) onProgress?.(handed, last);
    }
  }
  await target.load(events());
  return handed;
};

/** Where in the source the target's last event stands; the beginning if the target is empty. */
const positionInSource = async (source: EventStore, target: EventStore): Promise<Position> => {
  const head = await target.head();
  if (head === BEGINNING) return BEGINNING;
  const [last] = await target.readAt([head]);
  if (!last) throw new Error(`the log to copy into has no event at its own head ${head}`);
  const [same] = await source.readStream(last.stream, { after: last.streamVersion - 1, limit: 1 });
  if (same?.id !== last.id) throw new AnotherLog(last);
  return same.position;
};
