/** The server is older than any that this code has been tried on. */
export class PostgresTooOld extends Error {
  override readonly name = 'PostgresTooOld';
  /** Its version, e.g. `16.4`. */
  readonly found: string;
  /** The first major version that will do. */
  readonly needed: number;

  constructor(found: string, needed: number) {
    super(`this PostgreSQL is of version ${found}; version ${needed} or later is needed`);
    this.found = found;
    this.needed = needed;
  }
}

/** The database was migrated by a newer version of this code. */
export class DatabaseNewerThanCode extends Error {
  override readonly name = 'DatabaseNewerThanCode';
  readonly schema: string;
  /** Number of the schema's last migration. */
  readonly found: number;
  /** Number of the last migration that this code knows. */
  readonly known: number;

  constructor(schema: string, found: number, known: number) {
    super(`the schema ${schema} is at migration ${found}; this version of the code knows migrations up to ${known}`);
    this.schema = schema;
    this.found = found;
    this.known = known;
  }
}

/** A migration that was applied differs from the one in this code. */
export class MigrationAltered extends Error {
  override readonly name = 'MigrationAltered';
  readonly schema: string;
  readonly migration: string;

  constructor(schema: string, migration: string) {
    super(`migration ${migration} of the schema ${schema} was applied with another text than this version has`);
    this.schema = schema;
    this.migration = migration;
  }
}
