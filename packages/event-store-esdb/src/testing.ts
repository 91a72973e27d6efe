/** Not shipped: a server for the specs of rooms that run on this log. */
export { startEsdbServer } from '../test/esdb-server.js';
export type { EsdbServer } from '../test/esdb-server.js';
