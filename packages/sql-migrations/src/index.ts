export { DatabaseNewerThanCode, MigrationAltered } from './errors.js';
export { migrate } from './migrate.js';
export { withClient } from './with-client.js';
