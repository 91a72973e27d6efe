export * from './events.js';
export { evolveRights, noRights } from './rights.state.js';
export type { RightsState } from './rights.state.js';
