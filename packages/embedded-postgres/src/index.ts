export {
  DataFolderForeign,
  DataFolderInUse,
  DataFolderOfOtherVersion,
  DataFolderUnreachable,
  DataFolderUnwritable,
  PostgresFailed,
  PostgresPortTaken,
  UnsupportedPlatform,
} from './errors.js';
export { startPostgres } from './start-postgres.js';
export type { EmbeddedPostgres, PostgresOptions } from './start-postgres.js';
