import { PostgresTooOld } from '@sohoi/event-store-postgres';
import { describe, expect, it } from '@jest/globals';
import { databaseWords } from './database-words.js';
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';

const WHICH = 'the log to copy into';
const told = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('what keeps a database from being used', () => {
  it.each([
    [`${WHICH} cannot be reached: ECONNREFUSED`, EXIT_UNREACHABLE, told('ECONNREFUSED')],
    [`${WHICH} cannot be reached: wrong password`, EXIT_UNREACHABLE, told('28P01', 'wrong password')],
    [`${WHICH} has no room left: no space`, EXIT_REFUSED, told('53100', 'no space')],
    [`${WHICH} does not let this login do that: denied`, EXIT_REFUSED, told('42501', 'denied')],
    [
      `${WHICH}: this PostgreSQL is of version 16.4; version 18 or later is needed`,
      EXIT_REFUSED,
      new PostgresTooOld('16.4', 18),
    ],
  ])('is said in words: %s', (message, exitCode, error) => {
    const said = databaseWords(error, WHICH);
    expect(said).toBeInstanceOf(CliError);
    expect(said).toMatchObject({ exitCode, message });
  });

  it('is left as it is where nobody foresaw it', () => {
    const error = new TypeError('undefined is not a function');
    expect(databaseWords(error, WHICH)).toBe(error);
  });
});
