/** Which of the two standings. */
export type Kind = 'chapter' | 'cluster';

/**
 * Names of the tables. A row of `snapshots` says up to which position a snapshot reaches, the last one as far as the
 * projection has come. A document belongs to the first snapshot that has it as it is: of a key, the last document of a
 * snapshot or one before is what stood at its position.
 */
export const snapshotTables = (kind: Kind) => ({
  snapshots: `${kind}_snapshots`,
  documents: `${kind}_snapshot_documents`,
});

export const snapshotsDdl = (table: string): string => `
  CREATE TABLE ${table} (
    number   integer PRIMARY KEY,
    position text COLLATE "C" NOT NULL,
    -- How many events of the union's streams it has taken in since the one before, and how many of them told of rules.
    events   integer NOT NULL,
    rules    integer NOT NULL
  );
  CREATE INDEX ON ${table} (position)`;

/** Some of each page is left free, for documents of the growing snapshot are written again and again. */
export const documentsDdl = (table: string): string => `
  CREATE TABLE ${table} (
    key      text COLLATE "C" NOT NULL,
    number   integer NOT NULL,
    document json NOT NULL,
    PRIMARY KEY (key, number)
  ) WITH (fillfactor = 80)`;
