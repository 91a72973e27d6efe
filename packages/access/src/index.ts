export * from './events.js';
export { accessMessages } from './messages.js';
export * from './rights.commands.js';
export { rights, rightsStream } from './rights.decider.js';
export { couldHaveGranted, MAX_RIGHTS, mayCapture } from './rights.rules.js';
export type { RightsRejection } from './rights.rules.js';
export { evolveRights, noRights } from './rights.state.js';
export type { RightsState } from './rights.state.js';
