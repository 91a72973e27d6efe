export { selfSigned } from './self-signed.js';
export { createTestDatabase } from './test-database.js';
export type { Template, TestDatabase } from './test-database.js';
export { startTemporaryPostgres } from './temporary-postgres.js';
