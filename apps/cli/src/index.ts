export { events } from './events.command.js';
export { status } from './status.command.js';
