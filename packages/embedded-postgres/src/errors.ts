/** Another living process owns the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  readonly dataDir: string;
  /** Process id of the owner; null if it could not be read. */
  readonly pid: number | null;

  constructor(dataDir: string, pid: number | null) {
    super(`data folder ${dataDir} is in use by process ${pid ?? 'unknown'}`);
    this.dataDir = dataDir;
    this.pid = pid;
  }
}

/** The data folder cannot be created or written to. */
export class DataFolderUnwritable extends Error {
  override readonly name = 'DataFolderUnwritable';
  readonly dataDir: string;

  constructor(dataDir: string, cause: unknown) {
    super(`data folder ${dataDir} cannot be written to: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.dataDir = dataDir;
  }
}

/** The folder holds other files and was never a data folder; ours are not mixed with them. */
export class DataFolderForeign extends Error {
  override readonly name = 'DataFolderForeign';
  readonly dataDir: string;

  constructor(dataDir: string) {
    super(`folder ${dataDir} holds other files and is no data folder`);
    this.dataDir = dataDir;
  }
}

/** The data folder was written by another version, or by something else. */
export class DataFolderOfOtherVersion extends Error {
  override readonly name = 'DataFolderOfOtherVersion';
  readonly dataDir: string;
  readonly found: string;
  readonly wanted: string;

  constructor(dataDir: string, found: string, wanted: string) {
    super(`data folder ${dataDir} is of ${found}; this version reads ${wanted}`);
    this.dataDir = dataDir;
    this.found = found;
    this.wanted = wanted;
  }
}

/**
 * PostgreSQL refuses to run as root, so it runs as an unprivileged user, and that user cannot enter the folder
 * since one above it is closed to others.
 */
export class DataFolderUnreachable extends Error {
  override readonly name = 'DataFolderUnreachable';
  readonly dataDir: string;
  /** The unprivileged user. */
  readonly user: string;
  readonly advice = 'choose a data folder outside closed folders, such as /var/lib/sohoi, or run as an ordinary user';

  constructor(dataDir: string, user: string) {
    super(`data folder ${dataDir} cannot be reached by user ${user}, as whom PostgreSQL has to run`);
    this.dataDir = dataDir;
    this.user = user;
  }
}

/** No PostgreSQL is packaged for this operating system and processor, or it was not installed. */
export class UnsupportedPlatform extends Error {
  override readonly name = 'UnsupportedPlatform';
  readonly platform: string;

  constructor(platform: string, reason: string, cause?: unknown) {
    super(`no PostgreSQL for ${platform}: ${reason}`, { cause });
    this.platform = platform;
  }
}

/** The port that was asked for is taken. */
export class PostgresPortTaken extends Error {
  override readonly name = 'PostgresPortTaken';
  readonly port: number;

  constructor(port: number) {
    super(`port ${port} for PostgreSQL is taken`);
    this.port = port;
  }
}

/** PostgreSQL did not start, or ended by itself; `lines` are the last of its log. */
export class PostgresFailed extends Error {
  override readonly name = 'PostgresFailed';
  readonly lines: readonly string[];

  constructor(what: string, lines: readonly string[]) {
    super(`${what}: ${lines.join(' | ')}`);
    this.lines = lines;
  }
}
