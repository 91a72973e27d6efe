export { grantRoles } from './grant-roles.js';
export { createLogins } from './create-logins.js';
export type { Logins } from './create-logins.js';
