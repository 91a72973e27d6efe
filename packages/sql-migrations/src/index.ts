export { DatabaseNewerThanCode, MigrationAltered, PostgresTooOld } from './errors.js';
export { migrate } from './migrate.js';
export { refuseOldServer } from './server-version.js';
export { withClient } from './with-client.js';
