export { announceAddress, announcedAddress, dataDirOf, defaultDataDir, withdrawAddress } from './data-folder.js';
export { readSecret } from './kept-secret.js';
export type { KeptSecret } from './kept-secret.js';
export { demoPersons, scenarioId } from './persons.js';
export type { DemoPerson, DemoRole } from './persons.js';
export { ensureSigningKey, publicJwks, readSigningKey, signingKeyPath } from './signing-key.js';
export { DEMO_AUDIENCE, demoIssuer, demoToken, NothingRuns, TOKEN_LIFETIME_S } from './token.js';
export { runningDatabase } from './running-database.js';
