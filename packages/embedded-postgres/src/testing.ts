export { selfSigned } from './self-signed.js';
export { mountSmallDisk, smallDisksAreToBeHad } from './small-disk.js';
export type { SmallDisk } from './small-disk.js';
export { createTestDatabase } from './test-database.js';
export type { Template, TestDatabase } from './test-database.js';
export { startTemporaryPostgres } from './temporary-postgres.js';
