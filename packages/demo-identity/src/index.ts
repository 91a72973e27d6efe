export { announceAddress, announcedAddress, dataDirOf, defaultDataDir, withdrawAddress } from './data-folder.js';
export { demoPersons, scenarioId } from './persons.js';
export type { DemoPerson, DemoRole } from './persons.js';
export { ensureSigningKey, publicJwks, readSigningKey, signingKeyPath } from './signing-key.js';
export { DEMO_AUDIENCE, DEMO_ISSUER, demoToken } from './token.js';
