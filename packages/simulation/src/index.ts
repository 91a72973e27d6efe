export { eventsExpected, historyOf } from './history.js';
export { simulatedStreams } from './ledger-book.js';
export type { SimulatedEvent } from './ledger-book.js';
export { flawOf, LEAST_MEMBERS, MOST_MEMBERS, nationOf } from './nation.js';
export type { Nation, Simulation } from './nation.js';
