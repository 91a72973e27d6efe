import { DatabaseNewerThanCode, MigrationAltered, PostgresTooOld } from '@sohoi/event-store-postgres';
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';

/** Said by whoever brings a schema up to date. */
const SCHEMAS = [DatabaseNewerThanCode, MigrationAltered, PostgresTooOld];

/** What `pg` says of a connection that was cut, or came too late. */
const WITHOUT_CODE = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** What keeps a database from being used, in words; any other error as it is. Never the password of an address. */
export const databaseWords = (error: unknown, which = 'the database'): unknown => {
  if (SCHEMAS.some((known) => error instanceof known) && error instanceof Error) {
    return new CliError(`${which}: ${error.message}`, EXIT_REFUSED);
  }
  const { code: told, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const code = typeof told === 'string' ? told : '';
  // A refused connection by both addresses of a name has no words of its own.
  const reason = typeof message === 'string' && message ? message : code;
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|28|3D|57)/.test(code) || WITHOUT_CODE.test(reason)) {
    return new CliError(`${which} cannot be reached: ${reason}`, EXIT_UNREACHABLE);
  }
  if (code.startsWith('53')) return new CliError(`${which} has no room left: ${reason}`, EXIT_REFUSED);
  if (code === '42501') return new CliError(`${which} does not let this login do that: ${reason}`, EXIT_REFUSED);
  return error;
};
