export { credentials } from './credentials.command.js';
export { events } from './events.command.js';
export { status } from './status.command.js';
