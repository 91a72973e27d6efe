import type { Stamp } from '@sohoi/exports';
import type { Query } from './asked.js';
import type { ExportMoment, SignedRoot } from './moment.js';
import type { Seen } from './rows.js';
import type { Dataset } from './schemas.js';

/** What each file says of itself, in this order. */
export const stampKeys = {
  dataset: 'what was taken: events, standings or members',
  exported_at: 'when it was taken, by the clock of the machine that took it',
  as_of_position: 'the last event of the log that the rows know of',
  as_of_recorded_at: 'when the log took that event',
  valid_at: 'the day on which the rows were true; only with `--valid-at`',
  filters: 'what narrowed the rows, as JSON',
  rubrics: 'ids and versions of the rubrics by which the standings were scored',
  ledger: 'the name under which the log signs its checkpoints',
  checkpoint_size:
    'how many events the signed checkpoint holds; at least up to `as_of_position`, unless the log is in EventStoreDB',
  checkpoint_root_hash: 'the hash of all of them (RFC 6962), in base64',
  checkpoint: 'the whole signed note, which `sohoi verify --checkpoint` takes',
} as const;

type Key = keyof typeof stampKeys;

export const stampFor = ({
  dataset,
  filters,
  moment: { position, recordedAt, validAt },
  root,
  seen: { rubrics },
}: {
  readonly dataset: Dataset;
  readonly filters: Query;
  readonly moment: ExportMoment;
  readonly root: SignedRoot | undefined;
  readonly seen: Seen;
}): Stamp => {
  const stamp: Readonly<Partial<Record<Key, string>>> = {
    dataset,
    exported_at: new Date().toISOString(),
    as_of_position: position,
    as_of_recorded_at: recordedAt,
    ...(validAt !== undefined && { valid_at: validAt }),
    filters: JSON.stringify(filters),
    ...(rubrics.size > 0 && { rubrics: [...rubrics].sort().join(', ') }),
    ...(root && {
      ledger: root.origin,
      checkpoint_size: String(root.size),
      checkpoint_root_hash: root.rootHash,
      checkpoint: root.note,
    }),
  };
  return stamp as Stamp;
};
