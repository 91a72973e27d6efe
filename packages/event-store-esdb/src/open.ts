import { status } from '@grpc/grpc-js';
import { eachOf, withoutPassword } from './connection-string.js';
import { createEsdbEventStore } from './esdb-event-store.js';
import type { EsdbEventStore, EsdbOptions } from './esdb-event-store.js';
import { EsdbUnavailable, EsdbUnusable } from './errors.js';

/**
 * The log at an address, once it has answered.
 * @throws EsdbUnusable, EsdbUnavailable in one sentence that names the address, without the password
 */
export const openEsdbEventStore = async (options: EsdbOptions): Promise<EsdbEventStore> => {
  const store = createEsdbEventStore(options);
  try {
    await store.check();
    return store;
  } catch (error) {
    await store.close();
    throw at(options.connectionString, await reasonOf(options, error));
  }
};

/**
 * A search for the nodes of a cluster does not tell why it found none, an untrusted certificate for instance; a seed that
 * is asked by itself does.
 */
const reasonOf = async (options: EsdbOptions, error: unknown): Promise<unknown> => {
  if (!(error instanceof EsdbUnavailable)) return error;
  const asked = eachOf(options.connectionString).map(async (connectionString) => {
    const seed = createEsdbEventStore({ ...options, connectionString });
    const said = await seed.check().catch((why: unknown) => why);
    await seed.close();
    return said;
  });
  const tells = (said: unknown): boolean => isOurs(said) && said.trouble !== 'unreachable';
  return (await Promise.all(asked)).find(tells) ?? error;
};

const isOurs = (error: unknown): error is EsdbUnavailable | EsdbUnusable =>
  error instanceof EsdbUnavailable || error instanceof EsdbUnusable;

const at = (connectionString: string, error: unknown): unknown => {
  const address = withoutPassword(connectionString);
  if (error instanceof EsdbUnavailable) {
    const { trouble, detail, message } = error;
    return new EsdbUnavailable(`the log at ${address}: ${message}`, { trouble, detail, address, cause: error });
  }
  if (error instanceof EsdbUnusable) {
    const { trouble, detail, message } = error;
    return new EsdbUnusable(`the log at ${address}: ${message}`, { trouble, detail, address, cause: error });
  }
  const { code } = (error ?? {}) as { code?: unknown };
  const detail = (typeof code === 'number' && status[code]) || 'no word of why';
  return new EsdbUnusable(`the log at ${address}: what answers there is no EventStoreDB that can be used (${detail})`, {
    ...{ trouble: 'address', detail, address, cause: error },
  });
};
