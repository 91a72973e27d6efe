import { sequenceOf, sourceOf } from '@sohoi/contracts';
import type { Publisher } from '@sohoi/contracts';
import type { EventStore, Position } from '@sohoi/event-store';
import { ExportStopped, withSorted, writeFolder } from '@sohoi/exports';
import type { Row, Stamp } from '@sohoi/exports';
import { changesIn, memberChanges, statesOf } from './changes.js';
import { memberStates } from './member-states.js';
import type { snapshotStampKeys } from './member-states.js';

export type SnapshotOptions = {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly instance: Publisher;
  /** The last position that is read; if it is left out, the end as of now. */
  readonly upTo?: Position | undefined;
  /** Ends it in good order; nothing is left. */
  readonly signal?: AbortSignal;
  /** Told after each batch how many events were read. */
  readonly told?: (events: number) => void;
};

export type WrittenSnapshot = {
  readonly members: number;
  /** How many events of the log were read. */
  readonly events: number;
  readonly asOfSequence: string;
  readonly asOfRecordedAt: string;
};

/** The log ends before the position that was asked for, or holds nothing. */
export class SnapshotTooEarly extends Error {
  override readonly name = 'SnapshotTooEarly';
}

/**
 * Writes the public state of every member as of one place in the log into a new folder of Parquet: there whole, or not at all.
 * The log is read once, what is said of members is sorted on disk, and each is folded by herself, so that memory is bounded.
 * @throws SnapshotTooEarly, ExportFailed, ExportStopped
 */
export const writeSnapshot = async (folder: string, options: SnapshotOptions): Promise<WrittenSnapshot> => {
  const { store, instance, upTo, signal, told = () => undefined } = options;
  let events = 0;
  let last: { readonly position: Position; readonly recordedAt: string } | undefined;

  async function* changes(): AsyncGenerator<readonly Row[]> {
    for await (const batch of store.readAll('')) {
      if (signal?.aborted) throw new ExportStopped();
      const read = upTo === undefined ? batch : batch.filter(({ position }) => position <= upTo);
      last = read.at(-1) ?? last;
      events += read.length;
      told(events);
      yield changesIn(read, instance);
      if (read.length < batch.length) break;
    }
    if (!last) throw new SnapshotTooEarly('the log holds nothing yet');
    if (upTo !== undefined && last.position < upTo) {
      throw new SnapshotTooEarly(`the log has no event at ${upTo}: it ends at ${last.position}`);
    }
  }

  const stamp = (): Stamp => {
    if (!last) throw new SnapshotTooEarly('the log holds nothing yet');
    return {
      dataset: 'member-states',
      source: sourceOf(instance, 'membership'),
      asOfSequence: sequenceOf(last.position),
      asOfRecordedAt: last.recordedAt,
      writtenAt: new Date().toISOString(),
    } satisfies Record<keyof typeof snapshotStampKeys, string>;
  };

  const sorting = { schema: memberChanges, rows: changes() };
  const { tables } = await withSorted(
    folder,
    sorting,
    ['member_id', 'sequence'],
    (sorted) => {
      const table = { schema: memberStates, rows: statesOf(sorted) };
      return writeFolder(folder, 'parquet', [table], () => Promise.resolve(stamp()), { ...(signal && { signal }) });
    },
    { ...(signal && { signal }) },
  );
  const { asOfSequence = '', asOfRecordedAt = '' } = stamp();
  return { members: tables[0]?.rows ?? 0, events, asOfSequence, asOfRecordedAt };
};
