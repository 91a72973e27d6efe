import { EsdbUnusable } from './errors.js';

/** The first that say where in the whole log an event of a stream stands (EventStoreDB's changes, 22.6.0, pull request 3459). */
export const FIRST_ESDB_VERSION = '22.6';

export const NEEDED = `version ${FIRST_ESDB_VERSION} or later, or KurrentDB,`;

const numbersOf = (version: string): [number, number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

/**
 * @param version `24.10.0`, or `unknown`
 * @throws EsdbUnusable
 */
export const refuseOld = (version: string): void => {
  const [[major, minor], [firstMajor, firstMinor]] = [numbersOf(version), numbersOf(FIRST_ESDB_VERSION)];
  if (major > firstMajor || (major === firstMajor && minor >= firstMinor)) return;
  throw new EsdbUnusable(`this EventStoreDB is of version ${version}; ${NEEDED} is needed`, {
    ...{ trouble: 'version', detail: version },
  });
};
