/** The database was migrated by a newer version of this code. */
export class DatabaseNewerThanCode extends Error {
  override readonly name = 'DatabaseNewerThanCode';
  /** Number of the database's last migration. */
  readonly found: number;
  /** Number of the last migration that this code knows. */
  readonly known: number;

  constructor(found: number, known: number) {
    super(`the log's schema is at migration ${found}; this version of the code knows migrations up to ${known}`);
    this.found = found;
    this.known = known;
  }
}

/** A migration that was applied differs from the one in this code. */
export class MigrationAltered extends Error {
  override readonly name = 'MigrationAltered';
  readonly migration: string;

  constructor(migration: string) {
    super(`migration ${migration} of the log was applied with another text than this version has`);
    this.migration = migration;
  }
}

/**
 * The connection was lost before the answer came: the events may be recorded or not. Appending the same events
 * with the same ids again is safe and tells which.
 */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  readonly stream: string;

  constructor(stream: string, cause: unknown) {
    super(`whether the append to ${stream} was recorded is unknown`, { cause });
    this.stream = stream;
  }
}

/**
 * True if the connection or the server went away, so that nothing is known about the statement: classes 08
 * (connection) and 57 (shutdown, cancelled by an operator), and what the driver and the network report without
 * a class.
 */
export const isConnectionLost = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57)/.test(code);
};
