export { credentials } from './credentials.command.js';
export { events } from './events.command.js';
export { rotateKeys } from './rotate-keys.command.js';
export { status } from './status.command.js';
