import { withoutPassword } from './connection-string.js';
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
    const Kind = error instanceof EsdbUnavailable ? EsdbUnavailable : EsdbUnusable;
    const said = error instanceof Error ? error.message : String(error);
    throw new Kind(`the log at ${withoutPassword(options.connectionString)}: ${said}`, { cause: error });
  }
};
